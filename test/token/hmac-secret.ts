import type { ECDH } from 'node:crypto';
import { z } from 'zod';
import { hmacSha256 } from './crypto.ts';
import { agree, coseKeySchema, isAuthentic, type PinProtocol } from './pin-protocol.ts';
import { CtapError } from './status.ts';

const bytes = z.instanceof(Uint8Array);

/** The extension's input at getAssertion: keyAgreement, saltEnc, saltAuth, pinUvAuthProtocol. */
export const hmacSecretSchema = z.object({
  1: coseKeySchema,
  2: bytes,
  3: bytes,
  4: z.number().default(1),
});

const saltBytes = 32;

/** HMAC(CredRandom, salt) for one salt or two: 32 or 64 bytes. */
export function evaluateSalts(credRandom: Uint8Array, salts: Uint8Array): Buffer {
  if (salts.length !== saltBytes && salts.length !== 2 * saltBytes)
    throw new CtapError('invalidParameter');
  const parts = [salts.subarray(0, saltBytes), salts.subarray(saltBytes)];
  return Buffer.concat(
    parts.filter((salt) => salt.length > 0).map((salt) => hmacSha256(credRandom, salt)),
  );
}

/** Opens the salts now and gives the function that answers with the secrets later: CTAP 2.1, 12.5. */
export function openHmacSecret(
  protocol: PinProtocol,
  keyAgreement: ECDH,
  input: z.output<typeof hmacSecretSchema>,
): (credRandom: Uint8Array) => Buffer {
  const secret = agree(protocol, keyAgreement, input[1]);
  if (!isAuthentic(protocol, secret, input[2], input[3])) throw new CtapError('pinAuthInvalid');
  const salts = protocol.decrypt(secret, input[2]);
  return (credRandom) => protocol.encrypt(secret, evaluateSalts(credRandom, salts));
}
