/**
 * What comes after a run of the helper that did not open the volume. A token that was not touched in
 * time or was pulled out is waited for again, a bounded number of times, and each time it is said.
 * The TPM gives way to the next method where the person left the choice to Lifeboat. Everything else
 * is the person's choice: the method never changes by itself.
 */
import type { MessageId } from '../messages/domain.ts';
import type { UnlockMethod } from './methods.ts';
import type { UnlockState } from './unlock-state.ts';

/** How often each kind of mishap was answered by waiting again, in one job. */
export interface Mishaps {
  touches: number;
  losses: number;
  busy: number;
}

export const noMishaps: Mishaps = { touches: 0, losses: 0, busy: 0 };

/** A token counts refused touches too, so nobody is asked for more than three in a row. */
const maxTouches = 2;
const maxLosses = 5;
const maxBusy = 5;
/** A token whose client died waits for its touch for a while before it answers again. */
const busyWaitMs = 2000;

export type NextStep =
  | {
      kind: 'again';
      announce: MessageId;
      waitMs: number;
      /** The PIN was right: it may be handed in once more, since the token forgot it. */
      keepsPin: boolean;
      mishaps: Mishaps;
    }
  | { kind: 'method'; method: UnlockMethod }
  | { kind: 'choose' }
  | { kind: 'end' };

interface Situation {
  state: UnlockState;
  mishaps: Mishaps;
  methods: readonly UnlockMethod[];
  /** The person left the choice of the method to Lifeboat. */
  isAuto: boolean;
}

/** The step after a run that has ended. */
export function decideNext({ state, mishaps, methods, isAuto }: Situation): NextStep {
  const { method, cause, phase } = state;
  if (phase === 'unlocked' || phase === 'cancelled') return { kind: 'end' };
  if (method === 'tpm2') {
    const next = methods[methods.indexOf('tpm2') + 1];
    return isAuto && next !== undefined ? { kind: 'method', method: next } : { kind: 'choose' };
  }
  if (method !== 'fido2') return { kind: 'end' };
  const again = (announce: MessageId, waitMs: number, more: Partial<Mishaps>): NextStep => ({
    kind: 'again',
    announce,
    waitMs,
    keepsPin: cause === 'touch-timeout' && state.isPinAccepted,
    mishaps: { ...mishaps, ...more },
  });
  if (cause === 'touch-timeout' && mishaps.touches < maxTouches)
    return again('unlock.note.touch-again', 0, { touches: mishaps.touches + 1 });
  if (cause === 'token-lost' && mishaps.losses < maxLosses)
    return again('unlock.note.token-lost', 0, { losses: mishaps.losses + 1 });
  if (cause === 'token-busy' && mishaps.busy < maxBusy)
    return again('unlock.note.token-busy', busyWaitMs, { busy: mishaps.busy + 1 });
  return { kind: 'choose' };
}
