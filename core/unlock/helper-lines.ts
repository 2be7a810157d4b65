/** What systemd-cryptsetup says on stderr, line by line; the exit code alone tells no cause. */
export type HelperLine =
  | 'asking-token'
  | 'touch'
  | 'verify-user'
  | 'pin-required'
  | 'pin-wrong'
  | 'pin-blocked-until-reinserted'
  | 'pin-blocked'
  | 'touch-denied'
  | 'touch-timeout'
  | 'token-lost'
  | 'insert-token'
  | 'token-timeout'
  | 'passphrase-wrong'
  | 'too-many-attempts'
  | 'cancelled'
  | 'timer-expired'
  | 'already-open'
  | 'not-luks';

const table: readonly (readonly [RegExp, HelperLine])[] = [
  [/^Asking FIDO2 token for authentication/, 'asking-token'],
  [/^Please confirm presence on security token/, 'touch'],
  [/^Please verify user on security token/, 'verify-user'],
  [/^Security token requires PIN/, 'pin-required'],
  [/^PIN of security token incorrect/, 'pin-wrong'],
  [/^PIN of security token is blocked/, 'pin-blocked-until-reinserted'],
  [/FIDO_ERR_PIN_BLOCKED/, 'pin-blocked'],
  [/FIDO_ERR_(OPERATION_DENIED|UV_INVALID)/, 'touch-denied'],
  [/FIDO_ERR_USER_ACTION_TIMEOUT/, 'touch-timeout'],
  [/FIDO_ERR_RX/, 'token-lost'],
  [/^Security token not present for unlocking/, 'insert-token'],
  [/^Timed out waiting for security device/, 'token-timeout'],
  [/^Failed to activate with (specified passphrase|key)/, 'passphrase-wrong'],
  [/^Too many attempts to activate/, 'too-many-attempts'],
  [/: Operation cancell?ed$/, 'cancelled'],
  [/: (Timer expired|Connection timed out)$/, 'timer-expired'],
  [/^Volume .* already active/, 'already-open'],
  [/^Failed to load LUKS superblock/, 'not-luks'],
];

/** The meaning of one line, its `<N>` priority prefix allowed; null when it carries none for us. */
export function parseHelperLine(line: string): HelperLine | null {
  const text = line.replace(/^<\d>/, '').trim();
  return table.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}
