import type { UnlockMethod } from '../../../core/contract/job.ts';
import type { LockedVolume } from '../../state/volumes.ts';

/** The ways to unlock that this volume was set up for; a passphrase where nothing tells. */
export function findMethods({ luks }: LockedVolume): UnlockMethod[] {
  const hasRecoveryKey = luks.tokens.some(({ type }) => type === 'systemd-recovery');
  const hasPassphrase = luks.passphraseSlots.length > 0 || !hasRecoveryKey;
  return [
    ...(hasPassphrase ? (['passphrase'] as const) : []),
    ...(hasRecoveryKey ? (['recovery-key'] as const) : []),
  ];
}
