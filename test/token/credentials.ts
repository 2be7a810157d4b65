import { z } from 'zod';
import { authorize } from './authorize.ts';
import { encodeCbor, type CborValue } from './cbor.ts';
import { sha256 } from './crypto.ts';
import { hmacSecretSchema, openHmacSecret } from './hmac-secret.ts';
import { requireProtocol, spendToken, type TokenParts } from './parts.ts';
import { permission } from './pin-uv-auth.ts';
import { CtapError } from './status.ts';

const bytes = z.instanceof(Uint8Array);
const descriptors = z.array(z.object({ id: bytes, type: z.string() }));
const options = z
  .object({ rk: z.boolean(), up: z.boolean(), uv: z.boolean() })
  .partial()
  .default({});

/** Parameters of authenticatorMakeCredential (CTAP 2.1, 6.1) by their numbers. */
export const makeCredentialSchema = z.object({
  /** clientDataHash */
  1: bytes,
  2: z.object({ id: z.string() }),
  3: z.object({ id: bytes }),
  /** pubKeyCredParams */
  4: z.array(z.object({ alg: z.number(), type: z.string() })),
  /** excludeList */
  5: descriptors.default([]),
  6: z.object({ 'hmac-secret': z.boolean().optional() }).default({}),
  7: options,
  /** pinUvAuthParam */
  8: bytes.optional(),
  /** pinUvAuthProtocol */
  9: z.number().optional(),
});

/** Parameters of authenticatorGetAssertion (CTAP 2.1, 6.2) by their numbers. */
export const getAssertionSchema = z.object({
  /** rpId */
  1: z.string(),
  /** clientDataHash */
  2: bytes,
  /** allowList */
  3: descriptors.default([]),
  4: z.object({ 'hmac-secret': hmacSecretSchema.optional() }).default({}),
  5: options,
  /** pinUvAuthParam */
  6: bytes.optional(),
  /** pinUvAuthProtocol */
  7: z.number().optional(),
});

/** The model, as tokens of one make tell it. */
export const aaguid = sha256('lifeboat test token').subarray(0, 16);

const es256 = -7;
const flag = { up: 0x01, uv: 0x04, attested: 0x40, extensions: 0x80 } as const;

interface Facts {
  isPresent: boolean;
  isVerified: boolean;
  counter: number;
  attested?: Buffer;
  extensions?: CborValue | undefined;
}

/** Authenticator data: WebAuthn, 6.1. */
function formatAuthData(rpId: string, facts: Facts): Buffer {
  const { attested, extensions } = facts;
  const head = Buffer.alloc(5);
  head[0] =
    (facts.isPresent ? flag.up : 0) |
    (facts.isVerified ? flag.uv : 0) |
    (attested === undefined ? 0 : flag.attested) |
    (extensions === undefined ? 0 : flag.extensions);
  head.writeUInt32BE(facts.counter, 1);
  return Buffer.concat([
    sha256(rpId),
    head,
    attested ?? Buffer.alloc(0),
    extensions === undefined ? Buffer.alloc(0) : encodeCbor(extensions),
  ]);
}

function formatAttested(id: Buffer, key: { x: Buffer; y: Buffer }): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(id.length);
  const coseKey = new Map<number, CborValue>([
    [1, 2],
    [3, es256],
    [-1, 1],
    [-2, key.x],
    [-3, key.y],
  ]);
  return Buffer.concat([aaguid, length, id, encodeCbor(coseKey)]);
}

/** authenticatorMakeCredential; `counter` is the token's signature counter. */
export async function makeCredential(
  token: TokenParts,
  parameters: z.output<typeof makeCredentialSchema>,
  counter: number,
): Promise<CborValue> {
  const { settings, keys } = token;
  const { 1: clientDataHash, 2: rp, 7: wanted } = parameters;
  if (!parameters[4].some(({ alg, type }) => alg === es256 && type === 'public-key'))
    throw new CtapError('unsupportedAlgorithm');
  if (wanted.rk === true) throw new CtapError('unsupportedOption');
  if (wanted.up === false) throw new CtapError('invalidOption');
  const { isVerified, isPresent } = await authorize(token, {
    permission: permission.makeCredential,
    rpId: rp.id,
    clientDataHash,
    pinUvAuthParam: parameters[8],
    pinUvAuthProtocol: parameters[9],
    wantsUp: true,
    wantsUv: wanted.uv ?? false,
    needsUv: !settings.makeCredUvNotRqd && (token.pins.isSet || settings.userVerification),
  });
  if (!isPresent) await token.person.giveTouch();
  spendToken(token);
  if (parameters[5].some(({ id }) => keys.owns(rp.id, id)))
    throw new CtapError('credentialExcluded');

  const id = keys.createCredentialId(rp.id);
  const key = keys.credentialKey(id);
  const hasSecret = settings.hmacSecret && parameters[6]['hmac-secret'] === true;
  const authData = formatAuthData(rp.id, {
    ...{ isPresent: true, isVerified, counter },
    attested: formatAttested(id, key),
    extensions: hasSecret ? { 'hmac-secret': true } : undefined,
  });
  const signature = () => key.sign(Buffer.concat([authData, clientDataHash]));
  return new Map<number, CborValue>([
    [1, settings.attestation],
    [2, authData],
    [3, settings.attestation === 'packed' ? { alg: es256, sig: signature() } : {}],
  ]);
}

/** authenticatorGetAssertion; `counter` is the token's signature counter. */
export async function getAssertion(
  token: TokenParts,
  parameters: z.output<typeof getAssertionSchema>,
  counter: number,
): Promise<CborValue> {
  const { settings, keys, auth } = token;
  const { 1: rpId, 2: clientDataHash, 5: wanted } = parameters;
  const wantsUp = wanted.up ?? true;
  if (wanted.rk !== undefined) throw new CtapError('unsupportedOption');
  const { isVerified, isPresent } = await authorize(token, {
    permission: permission.getAssertion,
    ...{ rpId, clientDataHash, wantsUp },
    pinUvAuthParam: parameters[6],
    pinUvAuthProtocol: parameters[7],
    wantsUv: wanted.uv ?? false,
    needsUv: false,
  });
  const credential = parameters[3].find(({ id }) => keys.owns(rpId, id));
  if (credential === undefined) throw new CtapError('noCredentials');

  const input = settings.hmacSecret ? parameters[4]['hmac-secret'] : undefined;
  // Secrets are for persons that are there: CTAP 2.1, 12.5.
  if (input !== undefined && !wantsUp) throw new CtapError('unsupportedOption');
  const answer =
    input && openHmacSecret(requireProtocol(token, input[4]), auth.keyAgreement, input);
  if (wantsUp && !isPresent) await token.person.giveTouch();
  if (wantsUp) spendToken(token);

  const authData = formatAuthData(rpId, {
    ...{ isPresent: wantsUp, isVerified, counter },
    extensions: answer && { 'hmac-secret': answer(keys.credRandom(credential.id, isVerified)) },
  });
  const signature = keys
    .credentialKey(credential.id)
    .sign(Buffer.concat([authData, clientDataHash]));
  return new Map<number, CborValue>([
    [1, { id: credential.id, type: 'public-key' }],
    [2, authData],
    [3, signature],
  ]);
}
