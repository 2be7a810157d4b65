/**
 * Finds its way as a blind person does: press Tab, listen, press Tab again until the screen reader
 * says what one is looking for. So each journey that is walked with it proves that it can be made by
 * keyboard and speech alone. An utterance may be missing now and then; then one goes round once more.
 */
import { CommandError } from '../lib/errors.ts';
import type { Machine } from '../vm/machine.ts';

const listenMs = 2500;
const quietMs = 450;
const mostStops = 60;

/** Presses a chord and gives what is said until it has been quiet for a moment. */
export async function pressAndListen(machine: Machine, chord: string): Promise<string> {
  const from = machine.speech.records.length;
  await machine.press(chord);
  return listen(machine, from);
}

/** What is said from record `from` on: waits for a first word, then for a moment's quiet. */
export async function listen(machine: Machine, from: number): Promise<string> {
  const deadline = performance.now() + listenMs;
  let heard = from;
  let quietSince = performance.now();
  while (performance.now() < deadline) {
    const count = machine.speech.records.length;
    if (count > heard) {
      heard = count;
      quietSince = performance.now();
    }
    if (heard > from && performance.now() - quietSince > quietMs) break;
    await new Promise((wake) => setTimeout(wake, 50));
  }
  const spoken = machine.speech.records.slice(from);
  return spoken
    .filter(({ kind }) => kind !== 'STOP')
    .map(({ text }) => text)
    .join(' ');
}

/** Moves the focus with `chord` until `wanted` is said; fails when it is nowhere. */
export async function findByEar(machine: Machine, wanted: RegExp, chord = 'Tab'): Promise<string> {
  const heard: string[] = [];
  for (let stop = 0; stop < mostStops; stop++) {
    const words = await pressAndListen(machine, chord);
    heard.push(words);
    if (wanted.test(words)) return words;
  }
  throw new CommandError(
    `Nothing that sounds like ${String(wanted)} was found in ${mostStops} stops. Heard:\n  ${heard.join('\n  ')}`,
  );
}
