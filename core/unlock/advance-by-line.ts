import { explain, explainLate } from './end-of-run.ts';
import type { HelperLine } from './helper-lines.ts';
import type { UnlockState } from './unlock-state.ts';

const wantsToken = ({ phase }: UnlockState) =>
  phase === 'looking-for-token' || phase === 'insert-token' || phase === 'wrong-token';

/** Waiting for a token: whether one is plugged that is not the right one is a look's business. */
export function awaitToken(state: UnlockState): UnlockState {
  if (state.isTokenBusy && state.tokens.length > 0)
    return { ...explain(state, 'token-busy'), mustStop: true };
  const isWrong = state.tokens.length > 0 && state.tokens.every(({ fits }) => fits !== 'own');
  return { ...state, phase: isWrong ? 'wrong-token' : 'insert-token' };
}

/** Lines that mean the same before and after the question that follows them. */
const verdicts: readonly HelperLine[] = [
  'pin-wrong',
  'tpm-pin-wrong',
  'passphrase-wrong',
  'pin-blocked',
  'pin-blocked-until-reinserted',
  'no-hmac-secret',
  'token-busy',
  'token-timeout',
  'opened-by-token',
];

const hasQuestion = ({ isAsking, pending }: UnlockState) => isAsking || pending === 'pin-again';

/** The state after a line of the helper. */
export function advanceByLine(state: UnlockState, line: HelperLine): UnlockState {
  // A helper that asks prints nothing, so a line that comes meanwhile is older than its question.
  if (hasQuestion(state) && !verdicts.includes(line)) return explainLate(state, line);
  switch (line) {
    case 'asking-token':
      return wantsToken(state) ? { ...state, phase: 'looking-for-token', pending: null } : state;
    case 'touch':
      return { ...state, pending: 'touch' };
    case 'verify-user':
      return { ...state, pending: 'verify' };
    case 'pin-required':
      return { ...state, pending: null };
    case 'pin-wrong':
      return {
        ...state,
        phase: 'pin-wrong',
        wasWrong: true,
        isAsking: hasQuestion(state),
        pending: null,
        triesLeft: spendTry(state),
      };
    case 'tpm-pin-wrong':
    case 'passphrase-wrong':
      return { ...explain(state, line), wasWrong: true, pending: null };
    case 'pin-blocked':
    case 'pin-blocked-until-reinserted':
      return {
        ...explain(state, line),
        phase: line === 'pin-blocked' ? 'pin-blocked-for-good' : line,
        isAsking: false,
        pending: null,
        triesLeft: line === 'pin-blocked' ? 0 : state.triesLeft,
        mustStop: hasQuestion(state),
      };
    case 'no-hmac-secret':
      return { ...state, lacksHmacSecret: true };
    case 'token-busy':
      return { ...state, isTokenBusy: true };
    case 'insert-token':
      return awaitToken({ ...state, pending: null });
    case 'token-timeout':
      return {
        ...explain(state, line),
        phase: 'timed-out',
        isAsking: false,
        pending: null,
        mustStop: true,
      };
    case 'opened-by-token':
      return { ...state, phase: 'opening', isOpen: true, isAsking: false, pending: null };
    case 'already-open':
      return state;
    default:
      return { ...explain(state, line), pending: null, phase: 'opening' };
  }
}

/** A wrong PIN costs one try, however many lines tell of it. */
const spendTry = ({ triesLeft, wasWrong }: UnlockState): number | null =>
  triesLeft === null || wasWrong ? triesLeft : Math.max(0, triesLeft - 1);
