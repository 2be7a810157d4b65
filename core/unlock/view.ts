import type { UnlockView } from '../contract/job.ts';
import { countTriesLeft, type UnlockState } from './unlock-state.ts';
import { pickToken } from './token-info.ts';

/** What a person is told of a state; the note and the failure are the job's. */
export function viewState(
  state: UnlockState,
  more: Pick<UnlockView, 'subject' | 'note' | 'noteParams' | 'failure'>,
): UnlockView {
  const { method, phase, tokens } = state;
  const token = pickToken(tokens) ?? tokens[0] ?? null;
  const lacks = state.lacksHmacSecret || token?.info?.hasHmacSecret === false;
  return {
    phase,
    method,
    token: token?.product ?? null,
    opens: tokens.find(({ opens }) => opens !== null)?.opens ?? null,
    lacks: lacks ? 'hmac-secret' : null,
    triesLeft: countTriesLeft(state),
    ...more,
  };
}
