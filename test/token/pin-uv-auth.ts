import { createECDH, randomBytes, type ECDH } from 'node:crypto';
import { isAuthentic, type PinProtocol } from './pin-protocol.ts';
import { CtapError } from './status.ts';

/** Permissions of a pinUvAuthToken, CTAP 2.1, 6.5.5.7: those that the token grants. */
export const permission = { makeCredential: 0x01, getAssertion: 0x02 } as const;

export interface Grant {
  permissions: number;
  /** The relying party that the permissions are for; the first use decides if not given. */
  rpId: string | undefined;
  /** The person has touched the token for this grant already. */
  isPresent: boolean;
}

function createKey(): ECDH {
  const key = createECDH('prime256v1');
  key.generateKeys();
  return key;
}

/** The key that hosts agree on secrets with, and the one pinUvAuthToken that is in use. */
export class PinUvAuth {
  keyAgreement = createKey();
  #inUse: (Grant & { value: Buffer; protocol: PinProtocol }) | undefined;

  /** As after power-up, and after a wrong PIN. */
  renewKey(): void {
    this.keyAgreement = createKey();
  }

  /** A new token; the one before is worth nothing from now on. */
  issue(protocol: PinProtocol, grant: Grant): Buffer {
    const value = randomBytes(32);
    this.#inUse = { ...grant, value, protocol };
    return value;
  }

  revoke(): void {
    this.#inUse = undefined;
  }

  /** Whether the person is present for what `param` authorises; `pinAuthInvalid` if it does not. */
  verify(
    protocol: PinProtocol,
    param: Uint8Array,
    wanted: { clientDataHash: Uint8Array; permission: number; rpId: string },
  ): { isPresent: boolean } {
    const token = this.#inUse;
    if (
      token?.protocol.number !== protocol.number ||
      !isAuthentic(protocol, token.value, wanted.clientDataHash, param) ||
      (token.permissions & wanted.permission) === 0 ||
      (token.rpId ?? wanted.rpId) !== wanted.rpId
    )
      throw new CtapError('pinAuthInvalid');
    token.rpId = wanted.rpId;
    return { isPresent: token.isPresent };
  }
}
