/**
 * Why a run ended without success. The helper's exit code is 0 or 1 and tells no cause; of the lines
 * before it, some only follow from others, so the first decisive one is kept.
 */
import type { FailureCode, Params } from '../result.ts';
import type { HelperLine } from './helper-lines.ts';
import type { Cause, UnlockPhase, UnlockState } from './unlock-state.ts';

/** The failure that each cause is told as; UNLOCK-05 for every other. */
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

/** Ends that have a phase of their own; every other is "failed". */
const phaseOfEnd: Partial<Record<FailureCode, UnlockPhase>> = {
  'UNLOCK-03': 'cancelled',
  'UNLOCK-04': 'timed-out',
  'UNLOCK-06': 'pin-blocked-for-good',
  'UNLOCK-07': 'pin-blocked-until-reinserted',
  'UNLOCK-10': 'timed-out',
};

/** Causes that later lines only follow from; nothing takes their place. */
const decisive: readonly Cause[] = [
  'stopped',
  'too-many-attempts',
  'token-timeout',
  'pin-asked-for-ever',
  'pin-blocked',
  'pin-blocked-until-reinserted',
  'token-busy',
  'token-lost',
  'tpm-mismatch',
  'tpm-foreign',
  'tpm-lockout',
  'tpm-pin-wrong',
  'tpm-absent',
];

/** The state with `cause` as its explanation, unless it has a decisive one already. */
export const explain = (state: UnlockState, cause: Cause): UnlockState =>
  state.cause !== null && decisive.includes(state.cause) ? state : { ...state, cause };

/**
 * The state after a line that moves nothing any more, since it is older than an open question or its
 * helper is being ended: all it can do is to explain. That the question was cancelled is our doing.
 */
export const explainLate = (state: UnlockState, line: HelperLine): UnlockState =>
  line in explanations && line !== 'cancelled' ? explain(state, line) : state;

/** The state after the helper's exit; UNLOCK-05 where nothing told the cause. */
export function endRun(state: UnlockState, exitCode: number): UnlockState {
  const over = { ...state, isAsking: false, pending: null, mustStop: false };
  if (exitCode === 0) return { ...over, phase: 'unlocked', cause: null, code: null };
  const code = (state.cause === null ? undefined : explanations[state.cause]) ?? 'UNLOCK-05';
  return { ...over, phase: phaseOfEnd[code] ?? 'failed', code };
}

/** The parameters of the failure's sentence; ICU takes no dashes in the names that it selects by. */
export const getFailureParams = ({ cause }: UnlockState): Params =>
  cause === null ? {} : { why: cause.replace(/^tpm-|-wrong$/g, '') };
