/**
 * A person at the screen of the guest who sees nothing: presses keys and listens to the screen
 * reader, and a hand that holds the tokens and the stick. What is said between two keys is kept, so
 * that a dialogue can be read afterwards.
 */
import { z } from 'zod';
import { findByEar, listen, pressAndListen, type Listener } from '../../tools/demo/by-ear.ts';
import type { Machine } from '../../tools/vm/machine.ts';
import type { ScreenCase, ScreenStep } from './unlock-screen-cases.ts';

const screenDeadlineMs = 120_000;
/** Long enough for the half minute that the helper waits for a token, on a slow machine. */
const hearDeadlineMs = 75_000;
/**
 * After so long without the words that are waited for, one asks where one is. Not sooner: a key cuts
 * off what is being said, and on a slow machine that may be these very words.
 */
const patienceMs = 25_000;
const betweenMs = 1500;

const logSchema = z.object({
  msg: z.string(),
  job: z.string().optional(),
  command: z.string().optional(),
  state: z.string().optional(),
});

const earOf = (machine: Machine): Listener => ({
  press: (chord) => machine.press(chord),
  heard: () => machine.speech.records,
});

/** Turns on speech and goes to Unlock, from the first screen. */
export async function reachUnlock(machine: Machine): Promise<void> {
  const ear = earOf(machine);
  await machine.press('Super+Alt+S');
  await machine.waitForSpeech(/screen reader on/i, screenDeadlineMs);
  await listen(ear, machine.speech.records.length);
  await findByEar(ear, /(^|\s)unlock button/i);
  const from = machine.journal.records.length;
  await machine.press('Return');
  await machine.waitForJournal(/"screen":"unlock"/, screenDeadlineMs, from);
}

/**
 * Chooses the volume on Unlock and leaves the focus on the button that starts. `towards` are the keys
 * that lead to the disks: onward from the heading, back from that button.
 */
export async function chooseVolume(
  machine: Machine,
  volume: string,
  towards: [onward: string, back: string],
): Promise<void> {
  const ear = earOf(machine);
  await findByEar(ear, / \/dev.*radio button/i, towards);
  // The screen reader walks from line to line; Space chooses.
  await findByEar(ear, new RegExp(`${volume} /dev.*radio button`, 'i'), ['Down', 'Up']);
  await pressAndListen(ear, 'Space');
  await findByEar(ear, /(use the security token|ask the security chip).*button/i);
}

/**
 * Waits until `pattern` is said, from utterance `from` on; gives the number of the next one. A person
 * who hears nothing presses Tab, and Shift+Tab to be back.
 */
async function hear(machine: Machine, pattern: RegExp, from: number): Promise<number> {
  let askAt = performance.now() + patienceMs;
  const asked = ['Tab', 'Shift+Tab'];
  return machine.waitFor(`${String(pattern)} to be spoken`, hearDeadlineMs, async () => {
    const index = machine.speech.records.findIndex(
      ({ text }, i) => i >= from && pattern.test(text),
    );
    if (index >= 0) return index + 1;
    const chord = performance.now() < askAt ? undefined : asked.shift();
    if (chord !== undefined) {
      await pressAndListen(earOf(machine), chord);
      askAt = performance.now() + betweenMs;
    }
    return undefined;
  });
}

/** How the `unlock` job ended that was started after record `from` of the journal. */
function findOutcome(machine: Machine, from: number): string | undefined {
  const lines = machine.journal.records.slice(from).flatMap(({ MESSAGE }) => {
    if (typeof MESSAGE !== 'string' || !MESSAGE.includes('"msg":"job ')) return [];
    const parsed = logSchema.safeParse(JSON.parse(MESSAGE));
    return parsed.success ? [parsed.data] : [];
  });
  const job = lines.find(({ command }) => command === 'unlock')?.job;
  return lines.find((line) => line.msg === 'job ended' && line.job === job)?.state;
}

interface Played {
  /** How the job ended. */
  outcome: string;
  milliseconds: number;
  /** What was pressed and heard, in order. */
  story: string[];
}

/** Plays a case from a screen on which chooseVolume has ended. */
export async function playAtScreen(
  machine: Machine,
  { volume, token, steps, ends }: ScreenCase,
  plugStickIn: () => Promise<void>,
): Promise<Played> {
  const started = performance.now();
  const story: string[] = [];
  const journalFrom = machine.journal.records.length;
  let from = machine.speech.records.length;
  let told = from;
  const tell = (): void => {
    const said = machine.speech.records.slice(told).filter(({ kind }) => kind !== 'STOP');
    story.push(...said.map(({ text }) => `  ${text}`));
    told = machine.speech.records.length;
  };
  const hold = async (lines: string[]): Promise<void> => {
    if (lines.length === 0) return;
    const { output, status } = await machine.run(
      `lifeboat-token - <<'LINES'\n${lines.join('\n')}\nLINES`,
    );
    if (status !== 0) throw new Error(`the tokens refused: ${output}`);
  };
  const take = async (step: ScreenStep): Promise<void> => {
    if ('hear' in step) from = await hear(machine, step.hear, from);
    else if ('find' in step) {
      await findByEar(earOf(machine), step.find);
      from = machine.speech.records.length;
      await machine.press('Return');
    } else if ('press' in step) await machine.press(step.press);
    else if ('type' in step) {
      // Who listens types when it is quiet; the screen reader may still hold the keys before.
      await listen(earOf(machine), from - 1);
      await machine.type(step.type);
    } else if ('token' in step) await hold(step.token);
    else if ('picture' in step) await machine.screenshot(`unlock-${step.picture}.png`);
    else await plugStickIn();
    tell();
    if ('press' in step) story.push(`[${step.press}]`);
    if ('type' in step) story.push('[types it]');
    if ('token' in step) story.push(`[${step.token.map((line) => line.slice(2)).join(', ')}]`);
  };
  await hold(token);
  for (const step of steps) await take(step);
  const outcome = await machine.waitFor('the unlock job to end', hearDeadlineMs, () =>
    findOutcome(machine, journalFrom),
  );
  if (ends === 'unlocked') {
    await hear(machine, new RegExp(`${volume}.? is unlocked|see what happened button`, 'i'), from);
  }
  await listen(earOf(machine), machine.speech.records.length - 1);
  tell();
  return { outcome, milliseconds: performance.now() - started, story };
}
