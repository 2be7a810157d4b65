import { describe, expect, it } from 'vitest';
import {
  phasesOf,
  play,
  readTranscript,
  transcriptFiles,
  type Dialogue,
} from '../../test/helpers/transcripts.ts';
import type { UnlockInput, UnlockState } from './unlock-state.ts';

const dialogues = transcriptFiles.flatMap(readTranscript);
/** Without a terminal and on the native path, as Lifeboat runs the helper. */
const find = (name: string, command = ''): Dialogue => {
  const found = dialogues.find(
    (one) =>
      one.name.startsWith(name) &&
      one.command.startsWith('notty') &&
      one.command.includes(command) &&
      !one.command.includes('headless'),
  );
  if (found === undefined) throw new Error(`there is no dialogue “${name}”`);
  return found;
};
const last = (states: readonly UnlockState[]): UnlockState => {
  const state = states.at(-1);
  if (state === undefined) throw new Error('no state');
  return state;
};
const end = (dialogue: Dialogue) => {
  const { phase, code } = last(play(dialogue));
  return [phase, code];
};

describe('every recorded dialogue', () => {
  it('is there, and they are enough to mean something', () => {
    expect(dialogues.length).toBeGreaterThan(70);
    expect(new Set(dialogues.flatMap(({ lines }) => lines)).size).toBeGreaterThan(18);
  });

  it.each(dialogues.map((one) => [`${one.name}: ${one.command}`, one] as const))(
    '%s ends as the helper ended',
    (_name, dialogue) => {
      const states = play(dialogue);
      const { phase, code } = last(states);
      expect(dialogue.hasEnded).toBe(true);
      expect(phase === 'unlocked').toBe(dialogue.exitCode === 0);
      expect(code === null).toBe(dialogue.exitCode === 0);
      for (const state of states.slice(0, -1)) expect(state.phase).not.toBe('unlocked');
    },
  );

  it.each(dialogues.map((one) => [`${one.name}: ${one.command}`, one] as const))(
    '%s never asks after the end, after the volume is open, or for a PIN that is blocked',
    (_name, dialogue) => {
      for (const state of play(dialogue)) {
        const isOver = state.isOpen || state.code !== null || state.phase === 'unlocked';
        if (isOver || state.phase.startsWith('pin-blocked')) expect(state.isAsking).toBe(false);
      }
    },
  );
});

describe('what a person sees, moment by moment', () => {
  it.each([
    ['4 two enrolled', ['looking-for-token', 'touch-now', 'opening', 'unlocked']],
    ['M1 touch denied', ['looking-for-token', 'touch-now', 'opening', 'failed']],
    ['M2 unplug during touch', ['looking-for-token', 'touch-now', 'opening', 'failed']],
    [
      '1 Node agent: cancel nothing; wrong PIN',
      ['looking-for-token', 'token-needs-pin', 'opening', 'pin-wrong', 'opening', 'touch-now'],
    ],
    [
      'K plugged after 2 s',
      ['looking-for-token', 'insert-token', 'looking-for-token', 'token-needs-pin'],
    ],
    [
      'no module: I wrong PIN x3',
      [
        'looking-for-token',
        'token-needs-pin',
        'opening',
        'pin-wrong',
        'opening',
        'pin-wrong',
        'opening',
        'pin-blocked-until-reinserted',
      ],
    ],
    ['Q volume needs PIN, token has none', ['looking-for-token', 'opening', 'failed']],
    ['M3 user cancels PIN', ['looking-for-token', 'token-needs-pin', 'opening', 'cancelled']],
    ['no module: D no token', ['looking-for-token', 'insert-token', 'timed-out']],
    ['6 recovery key', ['opening', 'passphrase', 'opening', 'unlocked']],
  ])('%s', (name, phases) => {
    expect(phasesOf(play(find(name))).slice(0, phases.length)).toEqual(phases);
  });

  it.each([
    ['P PIN blocked for good', 'pin-blocked-for-good', 'UNLOCK-06'],
    ['no module: I wrong PIN x3', 'pin-blocked-until-reinserted', 'UNLOCK-07'],
    ['M1 touch denied', 'failed', 'UNLOCK-08'],
    ['M2 unplug during touch', 'failed', 'UNLOCK-11'],
    ['Q volume needs PIN, token has none', 'failed', 'UNLOCK-12'],
    ['M3 user cancels PIN', 'cancelled', 'UNLOCK-03'],
    ['M4 TERM during touch', 'cancelled', 'UNLOCK-03'],
    ['3 notty, same', 'timed-out', 'UNLOCK-10'],
    ['4 timeout=4s on the passphrase', 'timed-out', 'UNLOCK-04'],
  ])('%s is explained', (name, phase, code) => {
    expect(end(find(name))).toEqual([phase, code]);
  });

  it('explains what is no locked disk', () => {
    expect(end(find('already active', '/dev/vda'))).toEqual(['failed', 'UNLOCK-01']);
    expect(end(find('already active', 'attach volb '))).toEqual(['unlocked', null]);
  });
});

describe('the traps of the helper', () => {
  const touches = (states: readonly UnlockState[]) =>
    states.filter(({ phase }) => phase === 'touch-now').length;

  it('presence line before the PIN: no touch is asked for while a PIN is to come', () => {
    const states = play(find('no module: C agent'));
    const firstTouch = states.findIndex(({ phase }) => phase === 'touch-now');
    const firstQuestion = states.findIndex(({ isAsking }) => isAsking);
    expect(firstQuestion).toBeGreaterThan(0);
    expect(firstTouch === -1 || firstTouch > firstQuestion).toBe(true);
  });

  it('presence line before the PIN: one that is read late changes nothing while a PIN is asked for', () => {
    const late: UnlockInput[] = [
      { kind: 'line', line: 'asking-token' },
      { kind: 'question', ask: 'pin' },
      { kind: 'line', line: 'touch' },
      { kind: 'line', line: 'pin-required' },
      { kind: 'settled' },
    ];
    const state = last(
      play({ method: 'fido2', inputs: late.map((input) => ({ atMs: 0, input })) }),
    );
    expect([state.phase, state.isAsking, state.pending]).toEqual(['token-needs-pin', true, null]);
  });

  it('touch: asked for 300 ms after the line that nothing followed', () => {
    expect(touches(play(find('4 never touch')))).toBeGreaterThan(0);
  });

  it('PIN asked for ever: the second question without a verdict ends it, with the reason', () => {
    const dialogue = find('token set to alwaysUv later');
    const states = play(dialogue);
    expect(states.some(({ mustStop }) => mustStop)).toBe(true);
    expect(last(states).code).toBe('UNLOCK-13');
    expect(states.filter(({ isAsking }, i) => isAsking && !states[i - 1]?.isAsking)).toHaveLength(
      1,
    );
  });

  it('PIN asked for ever: a verdict that is read late still counts', () => {
    const inputs: UnlockInput[] = [
      { kind: 'question', ask: 'pin' },
      { kind: 'answered' },
      { kind: 'question', ask: 'pin' },
      { kind: 'line', line: 'pin-wrong' },
      { kind: 'settled' },
    ];
    const state = last(
      play({ method: 'fido2', inputs: inputs.map((input) => ({ atMs: 0, input })) }),
    );
    expect([state.phase, state.isAsking, state.mustStop]).toEqual(['pin-wrong', true, false]);
  });

  it('two tries per passphrase: the helper’s doubled lines count as one wrong answer', () => {
    const states = play(find('5 wrong then right passphrase'));
    expect(last(states).phase).toBe('unlocked');
    expect(last(states).answersGiven).toBe(2);
  });

  it('killed during touch: a token that doesn’t answer is a busy one, not an absent one', () => {
    const again = dialogues.find(({ lines }) => lines.includes('token-busy'));
    const seen = { product: 'Token', fits: 'unknown' as const, opens: null, info: null };
    const inputs = (again?.inputs ?? []).flatMap((one) =>
      one.input.kind === 'line' && one.input.line === 'insert-token'
        ? [one, { ...one, input: { kind: 'tokens', tokens: [seen] } as const }]
        : [one],
    );
    const states = play({ method: 'fido2', inputs });
    expect(states.some(({ mustStop, cause }) => mustStop && cause === 'token-busy')).toBe(true);
  });

  it('wrong against absent: the look at hidraw decides, at any moment', () => {
    const wrong = { product: 'Token', fits: 'foreign' as const, opens: 'archive', info: null };
    const run = (...inputs: UnlockInput[]) =>
      last(play({ method: 'fido2', inputs: inputs.map((input) => ({ atMs: 0, input })) })).phase;
    const absent = { kind: 'line', line: 'insert-token' } as const;
    const plugged = { kind: 'tokens', tokens: [wrong] } as const;
    expect(run(absent)).toBe('insert-token');
    expect(run(absent, plugged)).toBe('wrong-token');
    expect(run(absent, plugged, { kind: 'tokens', tokens: [] })).toBe('insert-token');
    expect(run(absent, plugged, { kind: 'line', line: 'asking-token' })).toBe('looking-for-token');
  });

  it('two tokens plugged: one that fits is enough', () => {
    const tokens = [
      { product: 'Other', fits: 'foreign' as const, opens: null, info: null },
      { product: 'Right', fits: 'own' as const, opens: null, info: null },
    ];
    const states = play({
      method: 'fido2',
      inputs: [
        { atMs: 0, input: { kind: 'line', line: 'insert-token' } },
        { atMs: 0, input: { kind: 'tokens', tokens } },
      ],
    });
    expect(last(states).phase).toBe('insert-token');
    expect(last(play(find('N two tokens'))).phase).toBe('unlocked');
  });

  it('pulled out while its PIN is typed: the run ends, and the person did not stop it', () => {
    const info = { hasHmacSecret: true, hasPin: true, alwaysVerifies: false, pinTries: 3 };
    const seen = [{ product: 'Token', fits: 'own' as const, opens: null, info }];
    const inputs: UnlockInput[] = [
      { kind: 'question', ask: 'pin' },
      { kind: 'tokens', tokens: seen },
      { kind: 'tokens', tokens: [] },
      { kind: 'line', line: 'cancelled' },
      { kind: 'exit', exitCode: 1 },
    ];
    const states = play({ method: 'fido2', inputs: inputs.map((input) => ({ atMs: 0, input })) });
    expect(states[3]).toMatchObject({ isAsking: false, mustStop: true });
    expect([last(states).cause, last(states).code]).toEqual(['token-lost', 'UNLOCK-11']);
  });

  it('PIN asked for ever: lines that are read late leave no question open', () => {
    const inputs: UnlockInput[] = [
      { kind: 'question', ask: 'pin' },
      { kind: 'answered' },
      { kind: 'question', ask: 'pin' },
      { kind: 'line', line: 'touch' },
      { kind: 'line', line: 'pin-required' },
      { kind: 'settled' },
    ];
    const states = play({ method: 'fido2', inputs: inputs.map((input) => ({ atMs: 0, input })) });
    expect(last(states)).toMatchObject({ cause: 'pin-asked-for-ever', mustStop: true });
  });

  it('two tokens enrolled: either opens the volume', () => {
    expect(last(play(find('4 two enrolled'))).phase).toBe('unlocked');
    expect(last(play(find('4c first token'))).phase).toBe('unlocked');
  });

  it('no hmac-secret: the token is known to be unfit', () => {
    expect(play(find('no hmac-secret')).some(({ lacksHmacSecret }) => lacksHmacSecret)).toBe(true);
  });

  it('token timeout: the helper’s own passphrase question is never followed', () => {
    const states = play(find('no module: D no token'));
    expect(states.some(({ isAsking }) => isAsking)).toBe(false);
    expect(states.some(({ mustStop }) => mustStop)).toBe(true);
  });

  it('touch timeout: it is told from a refusal', () => {
    const { inputs } = find('4 never touch');
    const until = inputs.findIndex(
      ({ input }) => input.kind === 'line' && input.line === 'touch-timeout',
    );
    const ended = [
      ...inputs.slice(0, until + 1),
      { atMs: 40_000, input: { kind: 'exit', exitCode: 1 } as const },
    ];
    expect(last(play({ method: 'fido2', inputs: ended })).code).toBe('UNLOCK-09');
  });
});

// The TPM's lines are systemd 257's own sentences (cryptsetup.c and tpm2-util.c), not recorded ones.
describe('the TPM', () => {
  const run = (...inputs: UnlockInput[]) =>
    play({ method: 'tpm2', inputs: inputs.map((input) => ({ atMs: 0, input })) });
  const fallback: UnlockInput = { kind: 'question', ask: 'passphrase' };
  const exit: UnlockInput = { kind: 'exit', exitCode: 1 };

  it('opens the volume without a word', () => {
    expect(last(run({ kind: 'exit', exitCode: 0 })).phase).toBe('unlocked');
  });

  it('says why it does not, and never passes the helper’s passphrase question on', () => {
    const states = run(
      { kind: 'line', line: 'tpm-mismatch' },
      { kind: 'line', line: 'tpm-failed' },
      fallback,
      { kind: 'line', line: 'cancelled' },
      exit,
    );
    expect(states.some(({ isAsking }) => isAsking)).toBe(false);
    expect([last(states).phase, last(states).code]).toEqual(['failed', 'UNLOCK-14']);
  });

  it.each(['tpm-foreign', 'tpm-lockout', 'tpm-absent', 'tpm-failed', 'tpm-pin-wrong'] as const)(
    '%s keeps its reason',
    (line) => {
      const state = last(
        run({ kind: 'line', line }, { kind: 'line', line: 'tpm-failed' }, fallback, exit),
      );
      expect([state.cause, state.code]).toEqual([line, 'UNLOCK-15']);
    },
  );

  it('a question of another kind that we cancel is not taken for a person who stopped', () => {
    const state = last(run(fallback, { kind: 'line', line: 'cancelled' }, exit));
    expect([state.phase, state.code]).toEqual(['failed', 'UNLOCK-05']);
    const late = last(run(fallback, { kind: 'line', line: 'tpm-mismatch' }, exit));
    expect(late.code).toBe('UNLOCK-14');
  });

  // systemd 257 was seen to say only that it failed.
  it.each(['tpm-failed', 'tpm-pin-wrong'] as const)('asks again after a wrong PIN (%s)', (line) => {
    const question: UnlockInput = { kind: 'question', ask: 'tpm2-pin' };
    const states = run(question, { kind: 'answered' }, { kind: 'line', line }, question);
    expect(last(states)).toMatchObject({ phase: 'tpm-needs-pin', isAsking: true, wasWrong: true });
    expect(states[1]).toMatchObject({ isAsking: true, wasWrong: false });
  });
});

it('no touch is wanted while a token may still refuse the PIN', () => {
  const inputs: { atMs: number; input: UnlockInput }[] = [
    { atMs: 0, input: { kind: 'question', ask: 'pin' } },
    { atMs: 100, input: { kind: 'answered' } },
    { atMs: 110, input: { kind: 'line', line: 'touch' } },
    { atMs: 900, input: { kind: 'line', line: 'pin-wrong' } },
  ];
  expect(phasesOf(play({ method: 'fido2', inputs }))).not.toContain('touch-now');
});
