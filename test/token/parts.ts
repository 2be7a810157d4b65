import type { TokenKeys } from './keys.ts';
import type { Person } from './person.ts';
import type { PinStore } from './pin-store.ts';
import { findPinProtocol, type PinProtocol } from './pin-protocol.ts';
import type { PinUvAuth } from './pin-uv-auth.ts';
import type { TokenSettings } from './settings.ts';
import { CtapError } from './status.ts';

/** What the commands of one token share. */
export interface TokenParts {
  readonly settings: TokenSettings;
  readonly keys: TokenKeys;
  readonly person: Person;
  readonly pins: PinStore;
  readonly auth: PinUvAuth;
}

/** The protocol of that number; `missingParameter` or `invalidParameter` if there is none. */
export function requireProtocol(token: TokenParts, number: number | undefined): PinProtocol {
  if (number === undefined) throw new CtapError('missingParameter');
  const protocol = findPinProtocol(number);
  if (protocol === undefined || !token.settings.pinProtocols.includes(protocol.number))
    throw new CtapError('invalidParameter');
  return protocol;
}

/** Asks the token's own sensor and counts its answer; `uvBlocked` before it is even asked. */
export async function verifyPerson(token: TokenParts): Promise<void> {
  if (token.pins.uvRetries === 0) throw new CtapError('uvBlocked');
  token.pins.countVerification(await token.person.verify());
}

/** In CTAP 2.1 a pinUvAuthToken is spent by the operation that it was asked for. */
export function spendToken(token: TokenParts): void {
  if (token.settings.version === 'FIDO_2_1') token.auth.revoke();
}
