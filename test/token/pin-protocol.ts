import { hkdfSync, randomBytes, type ECDH } from 'node:crypto';
import { z } from 'zod';
import { decryptAes, encryptAes, hmacSha256, isEqual, sha256 } from './crypto.ts';
import { CtapError } from './status.ts';

/** A PIN/UV auth protocol as the authenticator sees it: CTAP 2.1, 6.5.4 to 6.5.7. */
export interface PinProtocol {
  number: 1 | 2;
  /** The shared secret out of the x coordinate that ECDH gives. */
  deriveSecret(x: Uint8Array): Buffer;
  encrypt(secret: Uint8Array, data: Uint8Array): Buffer;
  /** `invalidParameter` where the length is wrong. */
  decrypt(secret: Uint8Array, data: Uint8Array): Buffer;
  /** The key is a shared secret or a pinUvAuthToken. */
  authenticate(key: Uint8Array, message: Uint8Array): Buffer;
}

const blockBytes = 16;

function decryptBlocks(key: Uint8Array, iv: Uint8Array, data: Uint8Array): Buffer {
  if (data.length === 0 || data.length % blockBytes !== 0) throw new CtapError('invalidParameter');
  return decryptAes(key, iv, data);
}

const zeroIv = Buffer.alloc(blockBytes);

const one: PinProtocol = {
  number: 1,
  deriveSecret: (x) => sha256(x),
  encrypt: (secret, data) => encryptAes(secret, zeroIv, data),
  decrypt: (secret, data) => decryptBlocks(secret, zeroIv, data),
  authenticate: (key, message) => hmacSha256(key, message).subarray(0, 16),
};

function expand(x: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', x, Buffer.alloc(32), purpose, 32));
}

/** The shared secret of protocol two is a key for HMAC followed by a key for AES. */
const two: PinProtocol = {
  number: 2,
  deriveSecret: (x) => Buffer.concat([expand(x, 'CTAP2 HMAC key'), expand(x, 'CTAP2 AES key')]),
  encrypt: (secret, data) => {
    const iv = randomBytes(blockBytes);
    return Buffer.concat([iv, encryptAes(secret.subarray(32), iv, data)]);
  },
  decrypt: (secret, data) =>
    decryptBlocks(secret.subarray(32), data.subarray(0, blockBytes), data.subarray(blockBytes)),
  authenticate: (key, message) => hmacSha256(key.subarray(0, 32), message),
};

/** The protocol of that number, or undefined. */
export function findPinProtocol(number: number): PinProtocol | undefined {
  return [one, two].find((protocol) => protocol.number === number);
}

/** Whether `signature` is what `key` makes of `message`. */
export function isAuthentic(
  protocol: PinProtocol,
  key: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  return isEqual(protocol.authenticate(key, message), signature);
}

const coordinate = z.instanceof(Uint8Array).refine((bytes) => bytes.length === 32);

/** A public key for ECDH on P-256 as a COSE key; the other members say nothing more. */
export const coseKeySchema = z.object({ '-2': coordinate, '-3': coordinate });

/** The secret that the owner of `peer` and of `own` share; `invalidParameter` off the curve. */
export function agree(
  protocol: PinProtocol,
  own: ECDH,
  peer: z.output<typeof coseKeySchema>,
): Buffer {
  const point = Buffer.concat([Buffer.from([4]), peer['-2'], peer['-3']]);
  try {
    return protocol.deriveSecret(own.computeSecret(point));
  } catch {
    throw new CtapError('invalidParameter');
  }
}
