/**
 * What systemd-cryptsetup says on stderr, line by line; its exit code alone tells no cause. The
 * sentences about tokens and passphrases were recorded (test/fixtures/transcripts), those about the
 * TPM are those of systemd 257, src/cryptsetup/cryptsetup.c and src/shared/tpm2-util.c.
 */
export const helperLines = [
  'asking-token',
  'touch',
  'verify-user',
  'pin-required',
  'pin-wrong',
  'pin-blocked-until-reinserted',
  'pin-blocked',
  'pin-not-on-token',
  'touch-denied',
  'touch-timeout',
  'verification-refused',
  'token-lost',
  'token-failed',
  'token-busy',
  'no-hmac-secret',
  'insert-token',
  'token-timeout',
  'opened-by-token',
  'tpm-mismatch',
  'tpm-foreign',
  'tpm-lockout',
  'tpm-pin-wrong',
  'tpm-absent',
  'tpm-failed',
  'passphrase-wrong',
  'too-many-attempts',
  'cancelled',
  'timer-expired',
  'already-open',
  'not-luks',
] as const;
export type HelperLine = (typeof helperLines)[number];

/** The first pattern that fits counts: the exact causes stand before the general ones. */
const table: readonly (readonly [RegExp, HelperLine])[] = [
  [/^Asking FIDO2 token for authentication/, 'asking-token'],
  [/^Please confirm presence on security token/, 'touch'],
  [/^Please verify user on security token/, 'verify-user'],
  [/^Security token requires PIN/, 'pin-required'],
  [/^PIN of security token incorrect/, 'pin-wrong'],
  [/^PIN of security token is blocked/, 'pin-blocked-until-reinserted'],
  [/^PIN required to unlock, but FIDO2 device .* does not support it/, 'pin-not-on-token'],
  [/FIDO_ERR_PIN_AUTH_BLOCKED/, 'pin-blocked-until-reinserted'],
  [/FIDO_ERR_PIN_BLOCKED/, 'pin-blocked'],
  [/FIDO_ERR_PIN_INVALID/, 'pin-wrong'],
  [/FIDO_ERR_OPERATION_DENIED/, 'touch-denied'],
  [/FIDO_ERR_UV_(INVALID|BLOCKED)/, 'verification-refused'],
  [/FIDO_ERR_(USER_ACTION|ACTION)_TIMEOUT/, 'touch-timeout'],
  [/FIDO_ERR_(RX|TX)\b/, 'token-lost'],
  [/^Failed to ask token for assertion/, 'token-failed'],
  [/^Specified device .* is not a FIDO2 device/, 'token-busy'],
  [/does not support the required HMAC-SECRET extension/, 'no-hmac-secret'],
  [/^Security token not present for unlocking/, 'insert-token'],
  [/^Timed out waiting for security device/, 'token-timeout'],
  [/^Unlocked volume via .*FIDO2 token/, 'opened-by-token'],
  [/^TPM policy does not match current system state/, 'tpm-mismatch'],
  [/^No TPM2 metadata matching the current system state/, 'tpm-mismatch'],
  [/^TPM key integrity check failed/, 'tpm-foreign'],
  [/^TPM is in dictionary attack lock-out mode/, 'tpm-lockout'],
  [/^Bad (PIN|password)\./, 'tpm-pin-wrong'],
  [/^TPM2 PIN unlock failed/, 'tpm-pin-wrong'],
  [/^(No TPM2 hardware discovered|TPM2 device not present)/, 'tpm-absent'],
  [/^Failed to unseal secret using TPM2/, 'tpm-failed'],
  [/^TPM2 operation failed/, 'tpm-failed'],
  [/^Failed to activate with TPM2/, 'tpm-failed'],
  [/^Failed to activate with (specified passphrase|key)/, 'passphrase-wrong'],
  [/^Too many attempts to activate/, 'too-many-attempts'],
  [/: Operation cancell?ed$/, 'cancelled'],
  [/: (Timer expired|Connection timed out)$/, 'timer-expired'],
  [/^Volume .* already active/, 'already-open'],
  [/^Failed to load LUKS superblock/, 'not-luks'],
];

/** The meaning of one line, its `<N>` prefix (priority and facility) allowed; null when it carries none for us. */
export function parseHelperLine(line: string): HelperLine | null {
  const text = line.replace(/^<\d{1,3}>/, '').trim();
  return table.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}
