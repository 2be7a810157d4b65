/**
 * Speech for somebody who can't see that it could be had: a machine with two sound cards rings when
 * its screen is ready, offers speech after twenty quiet seconds on each card with the number to
 * press there, and the reader that was chosen speaks, and comes back when it is lost.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeTarget } from '../../tools/demo/make-targets.ts';
import { bootMachine } from '../../tools/vm/boot.ts';
import type { Machine } from '../../tools/vm/machine.ts';
import { keepEvidence, stopAtFirstFailure } from '../helpers/evidence.ts';

const bootDeadlineMs = 300_000;
const headerBytes = 44;

describe('a machine with two sound cards', () => {
  let machine: Machine;
  let folder: string;
  const recording = (card: number) => join(folder, `${String(card)}.wav`);

  /** The loudest sample that a card has played, of 32767. */
  const loudest = async (card: number): Promise<number> => {
    const wav = await readFile(recording(card));
    let peak = 0;
    for (let at = headerBytes; at + 1 < wav.length; at += 2) {
      peak = Math.max(peak, Math.abs(wav.readInt16LE(at)));
    }
    return peak;
  };
  /** When the guest wrote a line of its journal, in seconds. */
  const loggedAt = async (line: RegExp, deadlineMs: number): Promise<number> => {
    const record = await machine.waitForJournal(line, deadlineMs);
    return Number(record.__MONOTONIC_TIMESTAMP) / 1e6;
  };

  beforeAll(async () => {
    const options = { chain: 'volume', profile: 'test', fresh: false } as const;
    const target = await makeTarget({ ...options, casualty: 'security-tokens' });
    folder = await mkdtemp(join(tmpdir(), 'lifeboat-sound-'));
    const cards = [0, 1].flatMap((card) => [
      ...['-audiodev', `wav,id=wav${String(card)},path=${recording(card)}`],
      ...['-device', `intel-hda,id=hda${String(card)}`],
      ...['-device', `hda-output,bus=hda${String(card)}.0,audiodev=wav${String(card)}`],
    ]);
    machine = await bootMachine({
      ...target,
      name: 'sound',
      memoryMiB: 2048,
      extraArguments: cards,
    });
  });
  afterAll(async () => {
    await machine.cutPower();
    await rm(folder, { recursive: true });
  });
  keepEvidence(() => machine);
  stopAtFirstFailure();

  it('rings on both when the screen is ready', async () => {
    const { MESSAGE } = await machine.waitForJournal(/"msg":"earcon"/, bootDeadlineMs);
    expect(MESSAGE).toContain('"cards":[0,1]');
    for (const card of [0, 1]) expect(await loudest(card)).toBeGreaterThan(1000);
  });

  it('offers speech on each after twenty quiet seconds, with the number to press', async () => {
    const rung = await loggedAt(/"msg":"earcon"/, 1000);
    const offered = await loggedAt(/"card":0,.*press 1\..*"wasHeard":true/, 90_000);
    await machine.waitForJournal(/"card":1,.*press 2\..*"wasHeard":true/, 60_000);
    // What is logged is the end of the words, which take some six seconds.
    expect(offered - rung).toBeGreaterThan(22);
    expect(offered - rung).toBeLessThan(45);
  });

  it('reads the screen aloud on the card whose number is pressed', async () => {
    await machine.press('2');
    await machine.waitForJournal(/"ALSA_CARD":"1","msg":"screen reader started"/, 30_000);
    await machine.waitForSpeech(/screen reader on/i, 120_000);
  });

  it('says that the reader was lost, and has it back', async () => {
    const from = machine.journal.records.length;
    const spoken = machine.speech.records.length;
    const started = await machine.waitForJournal(/"msg":"screen reader started"/, 1000);
    const [, pid = ''] = /"pid":(\d+)/.exec(started.MESSAGE ?? '') ?? [];
    const { output, status } = await machine.run(`kill -9 ${pid}`);
    expect(status, output).toBe(0);
    await machine.waitForJournal(/screen reader lost/, 20_000, from);
    await machine.waitForJournal(/"msg":"screen reader started"/, 20_000, from);
    await machine.waitForJournal(/The screen reader has stopped.*"wasHeard":true/, 60_000, from);
    await machine.waitForSpeech(/screen reader on/i, 120_000, spoken);
  });
});
