/** The state machine of unlocking: one input at a time (unlock-state.ts explains the states). */
import { advanceByLine, awaitToken } from './advance-by-line.ts';
import { advanceByQuestion } from './advance-by-question.ts';
import { endRun, explain, explainLate } from './end-of-run.ts';
import type { HelperLine } from './helper-lines.ts';
import { countPinTries, lacksHmacSecret, listCandidates, type PluggedToken } from './token-info.ts';
import { hasEnded, type UnlockInput, type UnlockState } from './unlock-state.ts';

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

function follow(state: UnlockState, line: HelperLine): UnlockState {
  if (state.isOpen) return state;
  // A volume that was opened is open, even when the helper was about to be ended.
  if (state.mustStop && line !== 'opened-by-token') return explainLate(state, line);
  return advanceByLine(state, line);
}

function see(state: UnlockState, tokens: readonly PluggedToken[]): UnlockState {
  const tries = countPinTries(tokens);
  const seen = {
    ...state,
    tokens,
    triesLeft: tries ?? state.triesLeft,
    lacksHmacSecret: lacksHmacSecret(tokens) ?? state.lacksHmacSecret,
  };
  if (state.isAsking && state.method === 'fido2') {
    // The token says it before the helper would find out by a PIN that is typed in vain.
    if (tries === 0) return advanceByLine(seen, 'pin-blocked');
    const hadToken = listCandidates(state.tokens).length > 0;
    if (hadToken && listCandidates(tokens).length === 0)
      return { ...explain(seen, 'token-lost'), isAsking: false, phase: 'opening', mustStop: true };
  }
  const isWaiting = state.phase === 'insert-token' || state.phase === 'wrong-token';
  return isWaiting && !state.mustStop ? awaitToken(seen) : seen;
}

/** The state after `input`. Total: any order of inputs gives a state. */
export function advanceUnlock(state: UnlockState, input: UnlockInput): UnlockState {
  if (hasEnded(state)) return state;
  switch (input.kind) {
    case 'line':
      return follow(state, input.line);
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
    case 'tokens':
      return see(state, input.tokens);
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
      return endRun(state, input.exitCode);
  }
}
