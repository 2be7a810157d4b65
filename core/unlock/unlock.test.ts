import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseAskFile } from './ask-file.ts';
import { parseHelperLine, type HelperLine } from './helper-lines.ts';
import { normalizeRecoveryKey } from './recovery-key.ts';
import {
  advanceUnlock,
  countTriesLeft,
  maxAnswers,
  startUnlock,
  type UnlockInput,
  type UnlockState,
} from './unlock-state.ts';

interface Dialogue {
  name: string;
  inputs: UnlockInput[];
  lines: HelperLine[];
  exitCode: number | null;
}

/** Recorded dialogues with the real helper and a virtual token, without a terminal. */
function readTranscript(file: string): Dialogue[] {
  const url = new URL(`../../test/fixtures/transcripts/${file}`, import.meta.url);
  const dialogues: Dialogue[] = [];
  for (const row of readFileSync(url, 'utf8').split('\n')) {
    const [, kind = '', rest = ''] = /^ *[\d.]+ ([A-Z]+[+-]?) +(.*)$/.exec(row) ?? [];
    if (kind === 'CMD') dialogues.push({ name: rest, inputs: [], lines: [], exitCode: null });
    const dialogue = dialogues.at(-1);
    if (!dialogue) continue;
    if (kind === 'OUT') {
      for (const text of rest.slice(1, -1).split(/(?:\\r)?\\n/)) {
        const line = parseHelperLine(text);
        if (line === null) continue;
        dialogue.lines.push(line);
        dialogue.inputs.push({ kind: 'line', line });
      }
    } else if (kind === 'ASK+') dialogue.inputs.push({ kind: 'question' });
    else if (kind === 'ACT' && rest.startsWith('reply')) dialogue.inputs.push({ kind: 'answered' });
    else if (kind === 'ACT' && rest === 'cancel') {
      dialogue.inputs.push({ kind: 'gave-up', why: 'person' });
    } else if (kind === 'EXIT' && /^rc=\d+$/.test(rest)) {
      dialogue.exitCode = Number(rest.slice(3));
      dialogue.inputs.push({ kind: 'exit', exitCode: dialogue.exitCode });
    }
  }
  return dialogues;
}

const files = ['out-cases2n.txt', 'out-cases5.txt', 'out-cases9.txt', 'out-cases11.txt'];
const dialogues = files.flatMap(readTranscript);
const run = (inputs: readonly UnlockInput[]) => inputs.reduce(advanceUnlock, startUnlock);

describe('recorded dialogues', () => {
  it('are enough to mean something', () => {
    expect(dialogues.filter(({ exitCode }) => exitCode !== null).length).toBeGreaterThan(20);
    expect(new Set(dialogues.flatMap(({ lines }) => lines)).size).toBeGreaterThan(8);
  });

  it.each(dialogues.map((dialogue) => [dialogue.name, dialogue] as const))(
    '%s ends as the helper ended',
    (_name, { inputs, exitCode }) => {
      const { phase, code } = run(inputs);
      if (exitCode === 0) expect(phase).toBe('unlocked');
      else if (exitCode === null) expect(['starting', 'asking', 'opening']).toContain(phase);
      else expect([phase, code]).toEqual(['failed', expect.stringMatching(/^UNLOCK-/)]);
    },
  );

  it('gives each failure its cause', () => {
    const codeOf = (pattern: RegExp) => {
      const found = dialogues.find(
        ({ lines, exitCode }) => exitCode === 1 && lines.some((line) => pattern.test(line)),
      );
      return found ? run(found.inputs).code : 'not recorded';
    };
    expect(codeOf(/^passphrase-wrong$/)).toBe('UNLOCK-02');
    expect(codeOf(/^cancelled$/)).toBe('UNLOCK-03');
    expect(codeOf(/^timer-expired$/)).toBe('UNLOCK-04');
  });
});

describe('the state machine', () => {
  const input: fc.Arbitrary<UnlockInput> = fc.oneof(
    fc.constant({ kind: 'question' } as const),
    fc.constant({ kind: 'answered' } as const),
    fc.constantFrom('person', 'no-tries-left').map((why) => ({ kind: 'gave-up', why }) as const),
    fc
      .constantFrom<HelperLine[]>('passphrase-wrong', 'cancelled', 'touch', 'already-open')
      .map((line) => ({ kind: 'line', line }) as const),
    fc.nat(3).map((exitCode) => ({ kind: 'exit', exitCode }) as const),
  );

  it('says unlocked only when the first exit was a good one, and never leaves the end', () => {
    fc.assert(
      fc.property(fc.array(input), (inputs) => {
        const firstExit = inputs.find(({ kind }) => kind === 'exit');
        const { phase, code } = run(inputs);
        expect(phase === 'unlocked').toBe(firstExit?.kind === 'exit' && firstExit.exitCode === 0);
        expect(phase === 'failed').toBe(firstExit?.kind === 'exit' && firstExit.exitCode !== 0);
        expect(code !== null).toBe(phase === 'failed');
      }),
    );
  });

  it('counts tries down to none', () => {
    let state: UnlockState = startUnlock;
    expect(countTriesLeft(state)).toBe(maxAnswers);
    for (let i = 0; i < maxAnswers + 2; i += 1) state = advanceUnlock(state, { kind: 'answered' });
    expect(countTriesLeft(state)).toBe(0);
  });

  it('calls a person’s own stop a stop, also after a wrong answer', () => {
    const wrong: UnlockInput[] = [
      { kind: 'question' },
      { kind: 'answered' },
      { kind: 'line', line: 'passphrase-wrong' },
      { kind: 'question' },
    ];
    const end: UnlockInput[] = [
      { kind: 'line', line: 'cancelled' },
      { kind: 'exit', exitCode: 1 },
    ];
    expect(run([...wrong, { kind: 'gave-up', why: 'person' }, ...end]).code).toBe('UNLOCK-03');
    expect(run([...wrong, { kind: 'gave-up', why: 'no-tries-left' }, ...end]).code).toBe(
      'UNLOCK-02',
    );
  });
});

describe('parseAskFile', () => {
  const text = [
    '[Ask]',
    'PID=647',
    'Socket=/run/systemd/ask-password//sck.b69b35fa82f19822',
    'AcceptCached=1',
    'Echo=0',
    'NotAfter=0',
    'Message=Please enter passphrase for disk volb:',
    'Id=cryptsetup:/dev/loop1',
  ].join('\n');

  it('reads a question', () => {
    expect(parseAskFile(text)).toEqual({
      pid: 647,
      socket: '/run/systemd/ask-password//sck.b69b35fa82f19822',
      message: 'Please enter passphrase for disk volb:',
      id: 'cryptsetup:/dev/loop1',
      acceptCached: true,
      notAfterUsec: null,
    });
  });

  it('knows both ways of waiting for ever', () => {
    const until = (value: string) => parseAskFile(text.replace('NotAfter=0', `NotAfter=${value}`));
    expect(until('18446744073709551615')?.notAfterUsec).toBeNull();
    expect(until('1421383982')?.notAfterUsec).toBe(1421383982n);
  });

  it('gives null for a file that is not complete yet, and never an exception', () => {
    for (const part of ['', '[Ask]', '[Ask]\nPID=0\nSocket=/x', '[Other]\nPID=1\nSocket=/x']) {
      expect(parseAskFile(part)).toBeNull();
    }
    fc.assert(fc.property(fc.string(), (any) => void parseAskFile(`[Ask]\nPID=1\n${any}`)));
  });
});

describe('normalizeRecoveryKey', () => {
  const key = 'ccccccbb-cbdefghi-jklnrtuv-cbdefghi-jklnrtuv-cbdefghi-jklnrtuv-vvvvvvvv';

  it.each([
    ['as it was printed', key],
    ['in capitals', key.toUpperCase()],
    ['without dashes', key.replaceAll('-', '')],
    ['with blanks and long dashes', ` ${key.replaceAll('-', ' – ')}\n`],
  ])('takes a key %s', (_how, typed) => {
    expect(normalizeRecoveryKey(typed)).toBe(key);
  });

  it.each([
    ['too short', key.slice(0, -1)],
    ['too long', `${key}c`],
    ['with a letter that no key has', key.replace('c', 'a')],
    ['empty', ''],
  ])('refuses one that is %s', (_how, typed) => {
    expect(normalizeRecoveryKey(typed)).toBeNull();
  });
});
