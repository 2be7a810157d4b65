/** Dialogues with the real systemd-cryptsetup and a virtual token, recorded with their times. */
import { readFileSync } from 'node:fs';
import { classifyAsk, parseAskFile } from '../../core/unlock/ask-file.ts';
import { parseHelperLine, type HelperLine } from '../../core/unlock/helper-lines.ts';
import type { UnlockMethod } from '../../core/unlock/methods.ts';
import { advanceUnlock } from '../../core/unlock/advance-unlock.ts';
import {
  getSettleMs,
  startUnlock,
  type UnlockInput,
  type UnlockState,
} from '../../core/unlock/unlock-state.ts';

export const transcriptFiles = [1, 3, 4, 5, 9, 10, 11, 12]
  .map((n) => `out-cases${String(n)}.txt`)
  .concat('out-cases2n.txt');

export interface Dialogue {
  /** The heading that it stands under, and the command line. */
  name: string;
  command: string;
  method: UnlockMethod;
  /** Each input with its time in milliseconds since the start. */
  inputs: { atMs: number; input: UnlockInput }[];
  lines: HelperLine[];
  /** Null when it was ended by a signal. */
  exitCode: number | null;
  hasEnded: boolean;
}

/** The attach dialogues of one file; those on a terminal carry no questions, only lines. */
export function readTranscript(file: string): Dialogue[] {
  const url = new URL(`../fixtures/transcripts/${file}`, import.meta.url);
  const dialogues: Dialogue[] = [];
  let heading = '';
  let ask: string[] = [];
  for (const row of readFileSync(url, 'utf8').split('\n')) {
    if (row.startsWith('#####')) heading = row.replace(/^#+ */, '');
    const [, seconds = '', kind = '', rest = ''] =
      /^ *([\d.]+) +([A-Z]+[+-]?|\|) +(.*)$/.exec(row) ?? [];
    if (kind === 'CMD') {
      dialogues.push({
        name: heading,
        command: rest,
        method: rest.includes('fido2-device') ? 'fido2' : 'passphrase',
        inputs: [],
        lines: [],
        exitCode: null,
        hasEnded: false,
      });
    }
    const dialogue = dialogues.at(-1);
    if (!dialogue || dialogue.hasEnded) continue;
    const atMs = Number(seconds) * 1000;
    const push = (input: UnlockInput) => dialogue.inputs.push({ atMs, input });
    if (kind === 'OUT') {
      for (const text of rest.slice(1, -1).split(/(?:\\r)?\\n/)) {
        const line = parseHelperLine(text);
        if (line === null) continue;
        dialogue.lines.push(line);
        push({ kind: 'line', line });
      }
    } else if (kind === 'ASK+') ask = [];
    else if (kind === '|') {
      ask.push(rest);
      // The icon is the last line of a PIN's question; an id follows it in a passphrase's.
      const isPin = rest.startsWith('Icon=') && ask.some((line) => /Message=.*PIN/.test(line));
      const parsed = isPin || rest.startsWith('Id=') ? parseAskFile(ask.join('\n')) : null;
      if (parsed) push({ kind: 'question', ask: classifyAsk(parsed) });
    } else if (kind === 'ASK-') push({ kind: 'question-gone' });
    else if (kind === 'ACT' && rest.startsWith('reply')) push({ kind: 'answered' });
    else if (kind === 'ACT' && (rest === 'cancel' || rest.startsWith('sig:')))
      push({ kind: 'stop' });
    else if (kind === 'EXIT') {
      dialogue.hasEnded = true;
      dialogue.exitCode = rest.startsWith('rc=') ? Number(rest.slice(3)) : null;
      push({ kind: 'exit', exitCode: dialogue.exitCode ?? 1 });
    }
  }
  return dialogues.filter(({ command }) => command.includes(' attach '));
}

/** Every state of the machine, with the settling that the driver's timer brings. */
export function play({ method, inputs }: Pick<Dialogue, 'method' | 'inputs'>): UnlockState[] {
  const states = [startUnlock(method)];
  let state = states[0]!;
  let sinceMs = 0;
  const feed = (input: UnlockInput, atMs: number) => {
    const next = advanceUnlock(state, input);
    if (next !== state) sinceMs = atMs;
    state = next;
    states.push(state);
  };
  for (const { atMs, input } of inputs) {
    if (state.pending !== null && atMs - sinceMs >= getSettleMs(state))
      feed({ kind: 'settled' }, sinceMs + getSettleMs(state));
    feed(input, atMs);
  }
  return states;
}

/** The phases in their order, each once per stay. */
export const phasesOf = (states: readonly UnlockState[]): string[] =>
  states.map(({ phase }) => phase).filter((phase, i, all) => phase !== all[i - 1]);
