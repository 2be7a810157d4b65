/**
 * What a plugged security token tells about itself before anybody types a PIN: fido2-token(1) prints
 * CTAP's authenticatorGetInfo and the retries that are left as `name: value` lines, and
 * fido2-assert(1) says with a silent pre-flight (no touch, no PIN) whether a credential is its own.
 */

/** A token as its own info describes it. */
export interface TokenInfo {
  hasHmacSecret: boolean;
  /** Whether a PIN is set; null where the token can't have one. */
  hasPin: boolean | null;
  /** It wants the person verified at each use, whatever the volume asks for. */
  alwaysVerifies: boolean;
  /** PIN tries until it is blocked for good; null where the token doesn't tell. */
  pinTries: number | null;
}

const list = (text: string | undefined) => (text ?? '').split(',').map((word) => word.trim());

/** Reads the output of `fido2-token -I`; a line that is missing counts as "no" or "not told". */
export function parseTokenInfo(output: string): TokenInfo {
  const fields = new Map<string, string>();
  for (const line of output.split('\n')) {
    const split = line.indexOf(':');
    if (split > 0) fields.set(line.slice(0, split).trim(), line.slice(split + 1).trim());
  }
  const options = list(fields.get('options'));
  const tries = fields.get('pin retries') ?? '';
  return {
    hasHmacSecret: list(fields.get('extension strings')).includes('hmac-secret'),
    hasPin: options.includes('clientPin') ? true : options.includes('noclientPin') ? false : null,
    alwaysVerifies: options.includes('alwaysUv'),
    pinTries: /^\d{1,3}$/.test(tries) ? Number(tries) : null,
  };
}

/** Whether a credential is the token's own. */
export type Ownership = 'own' | 'foreign' | 'unknown';

/** Reads how `fido2-assert -G -t up=false` ended; anything but a clear yes or no is "unknown". */
export function readPreflight(succeeded: boolean, stderr: string): Ownership {
  if (succeeded) return 'own';
  return /FIDO_ERR_(NO_CREDENTIALS|INVALID_CREDENTIAL)/.test(stderr) ? 'foreign' : 'unknown';
}

/** A plugged token, as a job knows it when it has looked. */
export interface PluggedToken {
  /** What is printed on its USB descriptor: "Yubico YubiKey". Null where it says nothing. */
  product: string | null;
  /** Whether it opens the volume of this job. */
  fits: Ownership;
  /** Another volume that it opens, by the name that the person knows. */
  opens: string | null;
  info: TokenInfo | null;
}

/** The tokens that the helper may turn to: those that fit, or else those that might. */
export function listCandidates(tokens: readonly PluggedToken[]): readonly PluggedToken[] {
  const own = tokens.filter(({ fits }) => fits === 'own');
  return own.length > 0 ? own : tokens.filter(({ fits }) => fits === 'unknown');
}

/** The token that is meant; null where it could be more than one. */
export function pickToken(tokens: readonly PluggedToken[]): PluggedToken | null {
  const candidates = listCandidates(tokens);
  return candidates.length === 1 ? (candidates[0] ?? null) : null;
}

/**
 * PIN tries left on the token that is asked. Where it could be several, the fewest that any of them
 * has, so that nobody is told of more than there are. 0 when all are blocked, null when one doesn't tell.
 */
export function countPinTries(tokens: readonly PluggedToken[]): number | null {
  const candidates = listCandidates(tokens);
  const told = candidates.flatMap(({ info }) => info?.pinTries ?? []);
  if (told.length === 0 || told.length < candidates.length) return null;
  const some = told.filter((tries) => tries > 0);
  return some.length > 0 ? Math.min(...some) : 0;
}

/** Whether a plugged token can't keep a disk's secret; null where one of them didn't tell. */
export function lacksHmacSecret(tokens: readonly PluggedToken[]): boolean | null {
  if (tokens.some(({ info }) => info === null)) return null;
  return tokens.some(({ info }) => info?.hasHmacSecret === false);
}
