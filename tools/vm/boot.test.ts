import { describe, expect, it } from 'vitest';
import { judgeStart } from './boot.ts';

describe('judgeStart', () => {
  it.each([
    ['nothing yet', 'BdsDxe: starting Boot0001', 0, undefined],
    ['systemd', '[    1.2] systemd[1]: Hostname set', 0, 'alive'],
    ['a quiet system', 'Please enter passphrase or recovery key', 0, 'alive'],
    ['a journal', '', 1, 'alive'],
    ['an early panic', 'Kernel panic - not syncing: Fatal exception', 0, 'dead'],
    ['a panic long after the start', 'systemd[1]: hello\nKernel panic - not syncing', 0, 'alive'],
  ])('judges %s', (_, serial, journal, verdict) => {
    expect(judgeStart(serial, journal)).toBe(verdict);
  });
});
