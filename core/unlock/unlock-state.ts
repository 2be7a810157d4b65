/**
 * Unlocking is a dialogue between a helper (systemd-cryptsetup), which asks questions and prints
 * lines, and a person, who answers, touches a token or chooses another way. This state machine
 * follows one run of the helper with one method: lines, questions, what a look at the plugged tokens
 * found, and the exit go in; what is wanted from the person right now comes out. It says *unlocked*
 * only when the helper has ended well, and nothing moves it after that. Some lines mean something
 * only by what does not follow them: such a line is *pending* until the driver says that nothing
 * came for `getSettleMs` ("settled"). This file says which states and inputs there are; advance-unlock.ts
 * is the machine, advance-by-line.ts and advance-by-question.ts are what it does with what the helper
 * says and asks, end-of-run.ts explains a run that failed.
 */
import type { FailureCode } from '../result.ts';
import type { AskKind } from './ask-file.ts';
import type { HelperLine } from './helper-lines.ts';
import type { UnlockMethod } from './methods.ts';
import type { PluggedToken } from './token-info.ts';

/** Wrong passphrases after which the job ends; the person may start it again. */
export const maxAnswers = 5;
/** How long a line stays pending: the helper asks for presence before it knows that it needs a PIN. */
const settleMs = 300;
/** After a PIN was handed in: a token takes this long to refuse it, and no touch is wanted until then. */
const pinSettleMs = 1200;

export const unlockPhases = [
  'looking-for-token',
  'insert-token',
  'wrong-token',
  'token-needs-pin',
  'touch-now',
  'verify-on-token',
  'pin-wrong',
  'pin-blocked-until-reinserted',
  'pin-blocked-for-good',
  'asking-tpm',
  'tpm-needs-pin',
  'passphrase',
  'recovery-key',
  'opening',
  'unlocked',
  'failed',
  'cancelled',
  'timed-out',
] as const;
export type UnlockPhase = (typeof unlockPhases)[number];

export type Cause = HelperLine | 'stopped' | 'pin-asked-for-ever' | 'other-question';

export interface UnlockState {
  method: UnlockMethod;
  phase: UnlockPhase;
  /** The helper's question waits for the person. */
  isAsking: boolean;
  /** Answers that were handed in during this run. */
  answersGiven: number;
  /** The last answer was wrong, as the helper said. */
  wasWrong: boolean;
  /** The token asked for a touch after a PIN, so the PIN was right. */
  isPinAccepted: boolean;
  /** What the last line means unless something follows it soon. */
  pending: 'touch' | 'verify' | 'pin-again' | null;
  tokens: readonly PluggedToken[];
  /** A plugged token can't keep a disk's secret, as the helper said. */
  lacksHmacSecret: boolean;
  /** A plugged token didn't answer the helper: it may still wait for an earlier touch. */
  isTokenBusy: boolean;
  /** PIN tries that the token has left before it is blocked for good; null where it doesn't tell. */
  triesLeft: number | null;
  /** The volume is open; the helper only tidies up. */
  isOpen: boolean;
  /** The helper can do no more good in this run: the driver ends it. */
  mustStop: boolean;
  /** What explains a failure. */
  cause: Cause | null;
  /** Set in the phases in which the run has ended without success. */
  code: FailureCode | null;
}

export type UnlockInput =
  | { kind: 'line'; line: HelperLine }
  | { kind: 'question'; ask: AskKind }
  /** The helper no longer waits for an answer. */
  | { kind: 'question-gone' }
  | { kind: 'answered' }
  /** A look at the plugged tokens, taken while the helper left them alone. */
  | { kind: 'tokens'; tokens: readonly PluggedToken[] }
  /** Nothing came for `getSettleMs`. */
  | { kind: 'settled' }
  /** The person stopped, or chose another method. */
  | { kind: 'stop' }
  | { kind: 'exit'; exitCode: number };

const firstPhase: Record<UnlockMethod, UnlockPhase> = {
  fido2: 'looking-for-token',
  tpm2: 'asking-tpm',
  passphrase: 'opening',
  'recovery-key': 'opening',
};

/** The state before the helper has said anything. */
export const startUnlock = (method: UnlockMethod): UnlockState => ({
  method,
  phase: firstPhase[method],
  isAsking: false,
  answersGiven: 0,
  wasWrong: false,
  isPinAccepted: false,
  pending: null,
  tokens: [],
  lacksHmacSecret: false,
  isTokenBusy: false,
  triesLeft: null,
  isOpen: false,
  mustStop: false,
  cause: null,
  code: null,
});

/** Whether the run is over: only an exit brings it there. */
export const hasEnded = ({ phase, code }: UnlockState): boolean =>
  phase === 'unlocked' || code !== null;

/** Passphrases that the job still takes; a PIN's tries are the token's. */
export const countTriesLeft = (state: UnlockState): number | null =>
  state.method === 'passphrase' || state.method === 'recovery-key'
    ? Math.max(0, maxAnswers - state.answersGiven)
    : state.triesLeft;

/** How long the pending line of this state has to stand alone, in milliseconds. */
export const getSettleMs = ({ method, answersGiven }: UnlockState): number =>
  method === 'fido2' && answersGiven > 0 ? pinSettleMs : settleMs;
