/**
 * Unlocking is a dialogue between a helper (systemd-cryptsetup), which asks questions and prints
 * lines, and a person, who answers or gives up. This state machine follows it: lines, questions and
 * the exit go in, the state comes out. It says *unlocked* only when the helper has ended well, and
 * nothing moves it after that.
 */
import type { FailureCode } from '../result.ts';
import type { HelperLine } from './helper-lines.ts';

/** Wrong answers after which the job ends; the person may start it again. */
export const maxAnswers = 5;

export interface UnlockState {
  phase: 'starting' | 'asking' | 'opening' | 'unlocked' | 'failed';
  answersGiven: number;
  /** The last thing that can explain a failure. */
  cause: HelperLine | 'gave-up' | null;
  /** Set in phase "failed". */
  code: FailureCode | null;
}

export type UnlockInput =
  | { kind: 'line'; line: HelperLine }
  | { kind: 'question' }
  | { kind: 'answered' }
  /** Nobody answers this question any more: the person stopped, or all tries are used. */
  | { kind: 'gave-up'; why: 'person' | 'no-tries-left' }
  | { kind: 'exit'; exitCode: number };

export const startUnlock: UnlockState = {
  phase: 'starting',
  answersGiven: 0,
  cause: null,
  code: null,
};

const explanations = new Map<HelperLine | 'gave-up', FailureCode>([
  ['gave-up', 'UNLOCK-03'],
  ['cancelled', 'UNLOCK-03'],
  ['timer-expired', 'UNLOCK-04'],
  ['not-luks', 'UNLOCK-01'],
  ['passphrase-wrong', 'UNLOCK-02'],
  ['too-many-attempts', 'UNLOCK-02'],
]);

/** Lines that say why it may end badly; the others only tell how it goes. */
const isCause = (line: HelperLine) =>
  !['asking-token', 'touch', 'verify-user', 'already-open'].includes(line);

/** The state after `input`. Total: any order of inputs gives a state. */
export function advanceUnlock(state: UnlockState, input: UnlockInput): UnlockState {
  if (state.phase === 'unlocked' || state.phase === 'failed') return state;
  switch (input.kind) {
    case 'line': {
      // Giving up makes the helper print more lines; the first cause stays the true one.
      const isDecided = state.cause === 'gave-up' || state.cause === 'too-many-attempts';
      const keeps = isDecided || !isCause(input.line);
      return keeps ? state : { ...state, cause: input.line };
    }
    case 'question':
      return { ...state, phase: 'asking' };
    case 'answered':
      return { ...state, phase: 'opening', answersGiven: state.answersGiven + 1, cause: null };
    case 'gave-up':
      return {
        ...state,
        phase: 'opening',
        cause: input.why === 'person' ? 'gave-up' : 'too-many-attempts',
      };
    case 'exit':
      if (input.exitCode === 0) return { ...state, phase: 'unlocked', cause: null };
      return {
        ...state,
        phase: 'failed',
        code: (state.cause && explanations.get(state.cause)) ?? 'UNLOCK-05',
      };
  }
}

/** Whether the question that just came follows a wrong answer. */
export const isRetry = (state: UnlockState): boolean => state.answersGiven > 0;

/** Answers that the job still takes. */
export const countTriesLeft = (state: UnlockState): number =>
  Math.max(0, maxAnswers - state.answersGiven);
