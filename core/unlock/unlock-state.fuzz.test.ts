import fc from 'fast-check';
import { expect, it } from 'vitest';
import { helperLines } from './helper-lines.ts';
import { unlockMethods } from './methods.ts';
import {
  advanceUnlock,
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
  info: fc.constant(null),
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
