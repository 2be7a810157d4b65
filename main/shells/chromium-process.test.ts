import { describe, expect, it } from 'vitest';
import { chromiumArguments, findChromium } from './chromium-process.ts';

describe('chromiumArguments', () => {
  it('never weakens the sandbox and opens no port', () => {
    for (const kiosk of [true, false]) {
      const words = chromiumArguments({ profile: '/run/profile', kiosk }).join(' ');
      expect(words).not.toMatch(/sandbox|remote-debugging-port|disable-web-security/);
      expect(words).toContain('--remote-debugging-pipe');
      expect(words).toContain('--user-data-dir=/run/profile');
      expect(words.includes('--kiosk')).toBe(kiosk);
    }
  });
});

describe('findChromium', () => {
  it('takes what LIFEBOAT_CHROMIUM names, and nothing instead of it', () => {
    expect(findChromium({ LIFEBOAT_CHROMIUM: '/bin/sh' })).toBe('/bin/sh');
    expect(findChromium({ LIFEBOAT_CHROMIUM: '/no/such/browser' })).toBeNull();
  });
});
