import fc from 'fast-check';
import { expect, it } from 'vitest';
import { helperLines } from './helper-lines.ts';
import { unlockMethods } from './methods.ts';
import { advanceUnlock } from './advance-unlock.ts';
import {
  hasEnded,
  maxAnswers,
  startUnlock,
  type UnlockInput,
  type UnlockState,
} from './unlock-state.ts';

const token = fc.record({
  product: fc.constantFrom(null, 'Token'),
  fits: fc.constantFrom('own', 'foreign', 'unknown'),
  opens: fc.constantFrom(null, 'archive'),
  info: fc.option(
    fc.record({
      hasHmacSecret: fc.boolean(),
      hasPin: fc.constantFrom(true, false, null),
      alwaysVerifies: fc.boolean(),
      pinTries: fc.option(fc.nat(8)),
    }),
  ),
});
const input: fc.Arbitrary<UnlockInput> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...helperLines).map((line) => ({ kind: 'line', line })) },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom('pin', 'tpm2-pin', 'passphrase')
      .map((ask) => ({ kind: 'question', ask })),
  },
  { weight: 3, arbitrary: fc.constant({ kind: 'answered' }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'question-gone' }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'settled' }) },
  {
    weight: 1,
    arbitrary: fc.array(token, { maxLength: 2 }).map((tokens) => ({ kind: 'tokens', tokens })),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'stop' }) },
  { weight: 1, arbitrary: fc.nat(2).map((exitCode) => ({ kind: 'exit', exitCode })) },
) as fc.Arbitrary<UnlockInput>;

/** What stands before a question on stderr, and may be read after it. */
const lateLines = helperLines.filter((line) => line !== 'opened-by-token');

const dialogue = fc.tuple(fc.constantFrom(...unlockMethods), fc.array(input, { maxLength: 40 }));
const playAll = (method: UnlockState['method'], inputs: readonly UnlockInput[]): UnlockState[] => {
  const states = [startUnlock(method)];
  for (const one of inputs) states.push(advanceUnlock(states.at(-1)!, one));
  return states;
};
const check = (property: (states: UnlockState[], inputs: readonly UnlockInput[]) => void) =>
  fc.assert(
    fc.property(dialogue, ([method, inputs]) => property(playAll(method, inputs), inputs)),
    { numRuns: 2000 },
  );

it('never claims unlocked wrongly: only the first exit, and only a good one, says so', () => {
  check((states, inputs) => {
    const first = inputs.find(({ kind }) => kind === 'exit');
    const isGood = first?.kind === 'exit' && first.exitCode === 0;
    expect(states.at(-1)?.phase === 'unlocked').toBe(isGood);
    expect(states.at(-1)?.code !== null).toBe(first !== undefined && !isGood);
  });
});

it('never hangs: an exit always ends it, and nothing moves it afterwards', () => {
  check((states, inputs) => {
    const over = states.findIndex(hasEnded);
    const exit = inputs.findIndex(({ kind }) => kind === 'exit');
    expect(over).toBe(exit === -1 ? -1 : exit + 1);
    if (over >= 0) expect(new Set(states.slice(over)).size).toBe(1);
  });
});

it('never hangs: what is pending becomes something when nothing follows it', () => {
  check((states) => {
    for (const state of states)
      expect(advanceUnlock(state, { kind: 'settled' }).pending).toBeNull();
  });
});

it('never hangs: a question is asked, or its helper is ended, whatever came before it', () => {
  const own = { fido2: 'pin', tpm2: 'tpm2-pin' } as const;
  check((states) => {
    for (const state of states.filter((one) => !hasEnded(one) && !one.isOpen)) {
      const ask = state.method in own ? own[state.method as keyof typeof own] : 'passphrase';
      const asked = advanceUnlock(state, { kind: 'question', ask });
      const late = fc.sample(fc.constantFrom(...lateLines), { numRuns: 4, seed: states.length });
      const read = late.reduce((at, line) => advanceUnlock(at, { kind: 'line', line }), asked);
      const settled = advanceUnlock(read, { kind: 'settled' });
      expect(settled.isAsking || settled.mustStop).toBe(true);
    }
  });
});

it('never hangs: a helper that is to end is never waited for again', () => {
  check((states) => {
    states.forEach((state, i) => {
      if (states[i - 1]?.mustStop) expect(state.mustStop || hasEnded(state)).toBe(true);
    });
  });
});

it('never asks for a touch while a PIN is typed, nor for a PIN that is blocked', () => {
  check((states) => {
    for (const { phase, isAsking, triesLeft, pending } of states) {
      if (isAsking) expect(phase).not.toMatch(/^(touch-now|verify-on-token|pin-blocked.*)$/);
      if (isAsking) expect(pending).toBeNull();
      expect(triesLeft ?? 0).toBeGreaterThanOrEqual(0);
    }
  });
});

it('never says that the person stopped when nobody did', () => {
  check((states, inputs) => {
    const hasStopped = inputs.some(
      (one) => one.kind === 'stop' || (one.kind === 'line' && one.line === 'cancelled'),
    );
    if (!hasStopped) expect(states.at(-1)?.phase).not.toBe('cancelled');
    // The helper says "cancelled" of the questions that we cancel, too.
    states.forEach((state, i) => {
      const before = states[i - 1];
      if (before?.mustStop && before.cause !== 'cancelled')
        expect(state.cause).not.toBe('cancelled');
    });
  });
});

it('never asks after success, after a stop, or while the helper is to end', () => {
  check((states, inputs) => {
    const stop = inputs.findIndex(({ kind }) => kind === 'stop');
    states.forEach((state, i) => {
      if (state.isOpen || hasEnded(state)) expect(state.isAsking).toBe(false);
      if (stop >= 0 && i > stop) expect(state.isAsking).toBe(false);
      const isNew = state.isAsking && !states[i - 1]?.isAsking;
      if (isNew) expect(states[i - 1]?.mustStop).toBe(false);
    });
  });
});

it('never asks for what another method would want, and never too often', () => {
  check((states) => {
    for (const { isAsking, method, phase, answersGiven } of states.filter((one) => one.isAsking)) {
      expect(isAsking).toBe(true);
      if (method === 'fido2') expect(phase).toMatch(/pin|touch|verify|token|opening|timed-out/);
      if (method === 'passphrase') expect(answersGiven).toBeLessThan(maxAnswers);
    }
  });
});
