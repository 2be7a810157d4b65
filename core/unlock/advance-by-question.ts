import type { AskKind } from './ask-file.ts';
import { explain } from './end-of-run.ts';
import { maxAnswers, type Cause, type UnlockState } from './unlock-state.ts';

/** The state after the helper's question: whether the person is asked, or the run has to stop. */
export function advanceByQuestion(state: UnlockState, ask: AskKind): UnlockState {
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
      // The helper asks again only after a wrong PIN, and its line doesn't say that it was one.
      return {
        ...state,
        phase: 'tpm-needs-pin',
        isAsking: true,
        wasWrong: state.answersGiven > 0,
        pending: null,
      };
    default:
      if (ask !== 'passphrase') return give('other-question');
      if (state.answersGiven >= maxAnswers) return give('too-many-attempts');
      return { ...state, phase: state.method, isAsking: true, pending: null };
  }
}
