/**
 * Unlocking is a dialogue between a helper (systemd-cryptsetup), which asks questions and prints
 * lines, and a person, who answers, touches a token or chooses another way. This state machine
 * follows one run of the helper with one method: lines, questions, what a look at the plugged tokens
 * found, and the exit go in; what is wanted from the person right now comes out. It says *unlocked*
 * only when the helper has ended well, and nothing moves it after that. Some lines mean something
 * only by what does not follow them: such a line is *pending* until the driver says that nothing
 * came for `settleMs` ("settled").
 */
import type { FailureCode, Params } from '../result.ts';
import type { AskKind } from './ask-file.ts';
import type { HelperLine } from './helper-lines.ts';
import type { UnlockMethod } from './methods.ts';
import { pickToken, type PluggedToken } from './token-info.ts';

/** Wrong passphrases after which the job ends; the person may start it again. */
export const maxAnswers = 5;
/** How long a line stays pending: the helper asks for presence before it knows that it needs a PIN. */
export const settleMs = 300;

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
  /** Nothing came for `settleMs`. */
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

const endPhases: readonly UnlockPhase[] = [
  'unlocked',
  'failed',
  'cancelled',
  'timed-out',
  'pin-blocked-until-reinserted',
  'pin-blocked-for-good',
];

/** Whether the run is over: only an exit brings it there. */
export const hasEnded = (state: UnlockState): boolean =>
  endPhases.includes(state.phase) && (state.phase === 'unlocked' || state.code !== null);

const explanations: Partial<Record<Cause, FailureCode>> = {
  'not-luks': 'UNLOCK-01',
  'passphrase-wrong': 'UNLOCK-02',
  'too-many-attempts': 'UNLOCK-02',
  stopped: 'UNLOCK-03',
  cancelled: 'UNLOCK-03',
  'timer-expired': 'UNLOCK-04',
  'pin-blocked': 'UNLOCK-06',
  'pin-blocked-until-reinserted': 'UNLOCK-07',
  'touch-denied': 'UNLOCK-08',
  'touch-timeout': 'UNLOCK-09',
  'token-timeout': 'UNLOCK-10',
  'token-lost': 'UNLOCK-11',
  'token-busy': 'UNLOCK-11',
  'pin-not-on-token': 'UNLOCK-12',
  'pin-asked-for-ever': 'UNLOCK-13',
  'tpm-mismatch': 'UNLOCK-14',
  'tpm-foreign': 'UNLOCK-15',
  'tpm-lockout': 'UNLOCK-15',
  'tpm-pin-wrong': 'UNLOCK-15',
  'tpm-absent': 'UNLOCK-15',
  'tpm-failed': 'UNLOCK-15',
  'verification-refused': 'UNLOCK-16',
};

const phaseOfEnd: Partial<Record<FailureCode, UnlockPhase>> = {
  'UNLOCK-03': 'cancelled',
  'UNLOCK-04': 'timed-out',
  'UNLOCK-06': 'pin-blocked-for-good',
  'UNLOCK-07': 'pin-blocked-until-reinserted',
  'UNLOCK-10': 'timed-out',
};

/** The parameters of the failure's sentence; ICU takes no dashes in the names that it selects by. */
export const getFailureParams = ({ cause }: UnlockState): Params =>
  cause === null ? {} : { why: cause.replace(/^tpm-|-wrong$/g, '') };

/** Causes that later lines only follow from; nothing takes their place. */
const decisive: readonly Cause[] = [
  'stopped',
  'too-many-attempts',
  'token-timeout',
  'pin-asked-for-ever',
  'pin-blocked',
  'pin-blocked-until-reinserted',
  'token-busy',
  'tpm-mismatch',
  'tpm-foreign',
  'tpm-lockout',
  'tpm-pin-wrong',
  'tpm-absent',
];

const explain = (state: UnlockState, cause: Cause): UnlockState =>
  state.cause !== null && decisive.includes(state.cause) ? state : { ...state, cause };

const wantsToken = ({ phase }: UnlockState) =>
  phase === 'looking-for-token' || phase === 'insert-token' || phase === 'wrong-token';

/** Waiting for a token: whether one is plugged that is not the right one is a look's business. */
function awaitToken(state: UnlockState): UnlockState {
  if (state.isTokenBusy && state.tokens.length > 0)
    return { ...explain(state, 'token-busy'), mustStop: true };
  const isWrong = state.tokens.length > 0 && state.tokens.every(({ fits }) => fits !== 'own');
  return { ...state, phase: isWrong ? 'wrong-token' : 'insert-token' };
}

function advanceByLine(state: UnlockState, line: HelperLine): UnlockState {
  switch (line) {
    case 'asking-token':
      return wantsToken(state) ? { ...state, phase: 'looking-for-token', pending: null } : state;
    // A helper that asks prints nothing, so a line that comes meanwhile is older than its question.
    case 'touch':
      return state.isAsking ? state : { ...state, pending: 'touch' };
    case 'verify-user':
      return state.isAsking ? state : { ...state, pending: 'verify' };
    case 'pin-required':
      return { ...state, pending: state.pending === 'pin-again' ? 'pin-again' : null };
    case 'pin-wrong':
      return {
        ...state,
        phase: 'pin-wrong',
        wasWrong: true,
        isAsking: state.pending === 'pin-again',
        pending: null,
        triesLeft: state.triesLeft === null ? null : Math.max(0, state.triesLeft - 1),
      };
    case 'tpm-pin-wrong':
    case 'passphrase-wrong':
      return { ...explain(state, line), wasWrong: true, pending: null };
    case 'pin-blocked-until-reinserted':
      return { ...explain(state, line), phase: line, isAsking: false, pending: null };
    case 'pin-blocked':
      return {
        ...explain(state, line),
        phase: 'pin-blocked-for-good',
        isAsking: false,
        pending: null,
        triesLeft: 0,
      };
    case 'no-hmac-secret':
      return { ...state, lacksHmacSecret: true };
    case 'token-busy':
      return { ...state, isTokenBusy: true };
    case 'insert-token':
      return awaitToken({ ...state, pending: null });
    case 'token-timeout':
      return { ...explain(state, line), phase: 'timed-out', pending: null, mustStop: true };
    case 'opened-by-token':
      return { ...state, phase: 'opening', isOpen: true, isAsking: false, pending: null };
    case 'already-open':
      return state;
    default:
      return { ...explain(state, line), pending: null, isAsking: false, phase: 'opening' };
  }
}

function advanceByQuestion(state: UnlockState, ask: AskKind): UnlockState {
  if (state.isOpen || state.mustStop) return state;
  const give = (cause: Cause): UnlockState => ({
    ...(cause === 'other-question' && state.cause !== null ? state : explain(state, cause)),
    isAsking: false,
    pending: null,
    mustStop: true,
  });
  // Nobody is asked for a PIN that can't help, and never for what another method would want.
  if (state.phase === 'pin-blocked-for-good' || state.phase === 'pin-blocked-until-reinserted')
    return { ...state, mustStop: true };
  switch (state.method) {
    case 'fido2':
      if (ask !== 'pin') return give('other-question');
      if (state.answersGiven > 0 && !state.wasWrong) return { ...state, pending: 'pin-again' };
      return {
        ...state,
        phase: state.wasWrong ? 'pin-wrong' : 'token-needs-pin',
        isAsking: true,
        pending: null,
      };
    case 'tpm2':
      if (ask !== 'tpm2-pin') return give('other-question');
      return { ...state, phase: 'tpm-needs-pin', isAsking: true };
    default:
      if (ask !== 'passphrase') return give('other-question');
      if (state.answersGiven >= maxAnswers) return give('too-many-attempts');
      return { ...state, phase: state.method, isAsking: true };
  }
}

function settle(state: UnlockState): UnlockState {
  switch (state.pending) {
    case 'touch':
    case 'verify':
      return {
        ...state,
        phase: state.pending === 'touch' ? 'touch-now' : 'verify-on-token',
        isPinAccepted: state.answersGiven > 0 && !state.wasWrong,
        pending: null,
      };
    case 'pin-again':
      return { ...explain(state, 'pin-asked-for-ever'), pending: null, mustStop: true };
    case null:
      return state;
  }
}

function end(state: UnlockState, exitCode: number): UnlockState {
  const over = { ...state, isAsking: false, pending: null, mustStop: false };
  if (exitCode === 0) return { ...over, phase: 'unlocked', cause: null, code: null };
  const code = (state.cause === null ? undefined : explanations[state.cause]) ?? 'UNLOCK-05';
  return { ...over, phase: phaseOfEnd[code] ?? 'failed', code };
}

/** The state after `input`. Total: any order of inputs gives a state. */
export function advanceUnlock(state: UnlockState, input: UnlockInput): UnlockState {
  if (hasEnded(state)) return state;
  switch (input.kind) {
    case 'line':
      return state.isOpen ? state : advanceByLine(state, input.line);
    case 'question':
      return advanceByQuestion(state, input.ask);
    case 'question-gone':
      return state.isAsking ? { ...state, isAsking: false, phase: 'opening' } : state;
    case 'answered':
      if (!state.isAsking) return state;
      return {
        ...state,
        isAsking: false,
        phase: 'opening',
        answersGiven: state.answersGiven + 1,
        wasWrong: false,
        cause: null,
      };
    case 'tokens': {
      const tries = pickToken(input.tokens)?.info?.pinTries ?? null;
      const seen = { ...state, tokens: input.tokens, triesLeft: tries ?? state.triesLeft };
      // The token says it before the helper would find out by a PIN that is typed in vain.
      if (tries === 0 && state.isAsking && state.method === 'fido2')
        return { ...advanceByLine(seen, 'pin-blocked'), mustStop: true };
      const isWaiting = state.phase === 'insert-token' || state.phase === 'wrong-token';
      return isWaiting ? awaitToken(seen) : seen;
    }
    case 'settled':
      return settle(state);
    case 'stop':
      return {
        ...state,
        cause: 'stopped',
        isAsking: false,
        pending: null,
        mustStop: true,
        phase: 'opening',
      };
    case 'exit':
      return end(state, input.exitCode);
  }
}

/** Passphrases that the job still takes; a PIN's tries are the token's. */
export const countTriesLeft = (state: UnlockState): number | null =>
  state.method === 'passphrase' || state.method === 'recovery-key'
    ? Math.max(0, maxAnswers - state.answersGiven)
    : state.triesLeft;
