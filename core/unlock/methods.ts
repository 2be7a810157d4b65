import type { Luks } from '../model/machine.ts';

/** The ways to unlock a volume. */
export const unlockMethods = ['fido2', 'tpm2', 'passphrase', 'recovery-key'] as const;
export type UnlockMethod = (typeof unlockMethods)[number];

/** "auto" leaves the choice to Lifeboat: the best way that the volume was set up for. */
export const wantedMethods = ['auto', ...unlockMethods] as const;
export type WantedMethod = (typeof wantedMethods)[number];

/**
 * The ways that this volume was set up for, the best first: the TPM where it asks nothing, the
 * security token, the TPM with a PIN, then what a person types. A header that tells nothing (LUKS1,
 * or one that could not be read) leaves the passphrase.
 */
export function listMethods({ tokens, passphraseSlots }: Luks): UnlockMethod[] {
  const tpm = tokens.find(({ type }) => type === 'systemd-tpm2');
  const isSilentTpm = tpm?.type === 'systemd-tpm2' && !tpm.pinRequired;
  const has = (type: string) => tokens.some((token) => token.type === type);
  const methods: UnlockMethod[] = [];
  if (isSilentTpm) methods.push('tpm2');
  if (has('systemd-fido2')) methods.push('fido2');
  if (tpm !== undefined && !isSilentTpm) methods.push('tpm2');
  if (passphraseSlots.length > 0) methods.push('passphrase');
  if (has('systemd-recovery')) methods.push('recovery-key');
  return methods.length > 0 ? methods : ['passphrase'];
}
