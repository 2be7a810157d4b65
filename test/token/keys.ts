import { createECDH, createPrivateKey, randomBytes, sign, type KeyObject } from 'node:crypto';
import { hmacSha256, isEqual, sha256 } from './crypto.ts';

const nonceBytes = 32;
const tagBytes = 16;

export interface CredentialKey {
  x: Buffer;
  y: Buffer;
  /** An ES256 signature in DER. */
  sign(data: Uint8Array): Buffer;
}

/**
 * All secrets of a token, derived from its seed: the same seed is the same token on every machine,
 * another seed is a stranger to its credentials. A credential's id carries what is needed to derive
 * its keys again, so a token remembers none. After `resets` factory resets the old ones are lost.
 */
export class TokenKeys {
  readonly #root: Buffer;

  constructor(seed: string, resets = 0) {
    this.#root = sha256(`lifeboat test token\0${seed}\0${String(resets)}`);
  }

  #derive(purpose: string, ...parts: Uint8Array[]): Buffer {
    return hmacSha256(this.#root, `${purpose}\0`, ...parts);
  }

  #tag(rpId: string, nonce: Uint8Array): Buffer {
    return this.#derive('credential', sha256(rpId), nonce).subarray(0, tagBytes);
  }

  /** A new credential id for a relying party, 48 bytes. */
  createCredentialId(rpId: string): Buffer {
    const nonce = randomBytes(nonceBytes);
    return Buffer.concat([nonce, this.#tag(rpId, nonce)]);
  }

  /** Whether this token made the credential, for this relying party. */
  owns(rpId: string, id: Uint8Array): boolean {
    return (
      id.length === nonceBytes + tagBytes &&
      isEqual(id.subarray(nonceBytes), this.#tag(rpId, id.subarray(0, nonceBytes)))
    );
  }

  credentialKey(id: Uint8Array): CredentialKey {
    const ecdh = createECDH('prime256v1');
    ecdh.setPrivateKey(this.#derive('signature', id));
    const point = ecdh.getPublicKey();
    const [x, y] = [point.subarray(1, 33), point.subarray(33)];
    const text = (bytes: Buffer) => bytes.toString('base64url');
    const d = Buffer.concat([Buffer.alloc(32), ecdh.getPrivateKey()]).subarray(-32);
    const key: KeyObject = createPrivateKey({
      format: 'jwk',
      key: { kty: 'EC', crv: 'P-256', d: text(d), x: text(x), y: text(y) },
    });
    return { x, y, sign: (data) => sign('sha256', data, key) };
  }

  /** CTAP 2.1, 12.5: each credential has one CredRandom for verified users and one for others. */
  credRandom(id: Uint8Array, isVerified: boolean): Buffer {
    return this.#derive(isVerified ? 'CredRandomWithUV' : 'CredRandomWithoutUV', id);
  }
}
