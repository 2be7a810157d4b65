import { Terminal } from '@xterm/headless';
import type { Terminal as Xterm } from '@xterm/xterm';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createOutputSpeaker } from './spoken-output.ts';

let said: string[];
let floods: number[];

function open(isWanted = true) {
  const terminal = new Terminal({ allowProposedApi: true, cols: 80, rows: 10, scrollback: 500 });
  const speaker = createOutputSpeaker(terminal as unknown as Xterm, {
    isWanted: () => isWanted,
    say: (text) => said.push(text),
    sayFlood: (lines) => floods.push(lines),
  });
  const print = async (text: string): Promise<void> => {
    const written = new Promise<void>((resolve) => {
      terminal.write(text, resolve);
    });
    await vi.advanceTimersByTimeAsync(1);
    await written;
    speaker.onOutput();
  };
  return { print };
}

beforeEach(() => {
  vi.useFakeTimers();
  said = [];
  floods = [];
});
afterEach(() => {
  vi.useRealTimers();
});

it('reads a few new lines once the terminal is quiet', async () => {
  const { print } = open();
  await print('one\r\n');
  await print('two\r\n');
  expect(said).toEqual([]);
  await vi.advanceTimersByTimeAsync(500);
  expect(said).toEqual(['one\ntwo']);
  await print('three\r\n');
  await vi.advanceTimersByTimeAsync(500);
  expect(said).toEqual(['one\ntwo', 'three']);
});

it('sums up a flood', async () => {
  const { print } = open();
  for (let line = 0; line < 100; line++) await print(`line ${String(line)}\r\n`);
  await vi.advanceTimersByTimeAsync(500);
  expect(said).toEqual([]);
  expect(floods).toEqual([100]);
});

it('is silent while speech is off, and does not make up for it later', async () => {
  const { print } = open(false);
  await print('unheard\r\n');
  await vi.advanceTimersByTimeAsync(500);
  expect(said).toEqual([]);
});
