import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatVoice } from './boot-voice.ts';
import { formatOrcaSettings } from './orca-settings.ts';
import { tellDispatcher, toDispatcherScales } from './speech-dispatcher.ts';

const voice = { language: 'de', speechRate: 70, speechVolume: 60 } as const;

describe('tellDispatcher', () => {
  let folder: string;
  let socket: string;
  let server: Server | undefined;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lifeboat-ssip-'));
    socket = join(folder, 'speechd.sock');
  });
  afterEach(() => {
    server?.close();
    rmSync(folder, { recursive: true });
  });

  /** A dispatcher that answers each line; gives the lines. */
  async function serve(answer: (line: string) => string): Promise<string[]> {
    const lines: string[] = [];
    server = createServer((client) => {
      createInterface({ input: client }).on('line', (line) => {
        lines.push(line);
        client.write(`${answer(line)}\r\n`);
      });
    });
    await new Promise<void>((resolve) => server!.listen(socket, resolve));
    return lines;
  }

  it('sets rate and volume for all who speak', async () => {
    const lines = await serve((line) => (line === 'QUIT' ? '231 HAPPY HACKING' : '203 OK SET'));
    expect(await tellDispatcher(socket, voice)).toBe(true);
    expect(lines).toEqual([
      'SET self CLIENT_NAME lifeboat:session:voice',
      'SET all RATE 42',
      'SET all VOLUME 20',
      'QUIT',
    ]);
  });

  it('says so when it is refused, and when nobody is there', async () => {
    await serve((line) => (line.includes('VOLUME') ? '409 ERR VOLUME TOO HIGH' : '203 OK SET'));
    expect(await tellDispatcher(socket, voice)).toBe(false);
    expect(await tellDispatcher(join(folder, 'nobody'), voice)).toBe(false);
  });
});

it('Orca and the dispatcher get the same voice on their own scales', () => {
  const { profiles } = JSON.parse(formatOrcaSettings(voice)) as {
    profiles: { default: { voices: { default: { rate: number; gain: number; family: unknown } } } };
  };
  const { rate, gain, family } = profiles.default.voices.default;
  // Orca's own sums (speechdispatcherfactory.py).
  const scales = { rate: Math.trunc(2 * rate - 98), volume: Math.trunc(15 * gain - 35) };
  expect(scales).toEqual(toDispatcherScales(voice));
  expect(family).toMatchObject({ lang: 'de' });
});

it('the boot voice follows the same settings', () => {
  expect(formatVoice(voice)).toEqual(['-s', '198', '-a', '60', '-v', 'de']);
  expect(formatVoice({ language: 'en', speechRate: 50, speechVolume: 100 })).toContain('150');
});
