/**
 * Finds its way as a blind person does: press Tab, listen, press Tab again until the screen reader
 * says what one is looking for. So each journey that is walked with it proves that it can be made by
 * keyboard and speech alone. An utterance may be missing now and then; then one goes round once more.
 */
import { CommandError } from '../lib/errors.ts';

/** A keyboard, and an ear at the screen reader. */
export interface Listener {
  press(chord: string): Promise<void>;
  /** All that was said so far, in order. */
  heard(): readonly { kind: string; text: string }[];
}

/** The first word after a key: a busy machine takes its time, and silence would be taken for an answer. */
const listenMs = 15_000;
const quietMs = 1500;
const certainMs = 1500;
const mostStops = 60;

/**
 * Presses a chord and gives what is said until it has been quiet for a moment. The name of the key
 * itself does not count: on a slow machine it comes long before what the key brought about.
 */
export async function pressAndListen(listener: Listener, chord: string): Promise<string> {
  const from = listener.heard().length;
  await listener.press(chord);
  return listen(listener, from);
}

/** What is said from utterance `from` on: waits for a first word, then for a moment's quiet. */
export async function listen(listener: Listener, from: number): Promise<string> {
  const deadline = performance.now() + listenMs;
  let words: string[] = [];
  let quietSince = performance.now();
  while (performance.now() < deadline) {
    const now = wordsSince(listener, from);
    if (now.length > words.length) {
      words = now;
      quietSince = performance.now();
    }
    if (words.length > 0 && performance.now() - quietSince > quietMs) break;
    await new Promise((wake) => setTimeout(wake, 50));
  }
  return words.join(' ');
}

const controlPattern = /(button|switch|entry|text|link|box|pressed|selected)\.?$/i;

/**
 * Moves the focus with Tab, or another pair of keys, until `wanted` is said; fails when it is nowhere. Words that come late may be about
 * a place that the focus has left, so a find counts only when no other place is named for a while;
 * otherwise the search turns round.
 */
export async function findByEar(
  listener: Listener,
  wanted: RegExp,
  [onward, back] = ['Tab', 'Shift+Tab'],
): Promise<string> {
  const heard: string[] = [];
  let chord = onward;
  for (let stop = 0; stop < mostStops; stop++) {
    const from = listener.heard().length;
    const words = await pressAndListen(listener, chord);
    heard.push(words);
    if (!wanted.test(words)) continue;
    await new Promise((wake) => setTimeout(wake, certainMs));
    // The last control that was named is the one that has the focus.
    const place = wordsSince(listener, from).findLast((text) => controlPattern.test(text)) ?? '';
    if (wanted.test(place)) return words;
    chord = chord === onward ? back : onward;
  }
  throw new CommandError(
    `Nothing that sounds like ${String(wanted)} was found in ${String(mostStops)} stops. Heard:\n  ${heard.join('\n  ')}`,
  );
}

const keyNames = new Set(['tab', 'return', 'left shift', 'left tab']);

function wordsSince(listener: Listener, from: number): string[] {
  return listener
    .heard()
    .slice(from)
    .filter(({ kind, text }) => kind !== 'STOP' && !keyNames.has(text.toLowerCase()))
    .map(({ text }) => text);
}
