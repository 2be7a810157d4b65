import { z } from 'zod';
import type { CborValue } from './cbor.ts';
import { requireProtocol, verifyPerson, type TokenParts } from './parts.ts';
import { agree, coseKeySchema, isAuthentic, type PinProtocol } from './pin-protocol.ts';
import { permission } from './pin-uv-auth.ts';
import { CtapError } from './status.ts';

const bytes = z.instanceof(Uint8Array).optional();

/** Parameters of authenticatorClientPIN (CTAP 2.1, 6.5.5) by their numbers. */
export const clientPinSchema = z.object({
  /** pinUvAuthProtocol */
  1: z.number().optional(),
  /** subCommand */
  2: z.number(),
  /** keyAgreement */
  3: coseKeySchema.optional(),
  /** pinUvAuthParam */
  4: bytes,
  /** newPinEnc */
  5: bytes,
  /** pinHashEnc */
  6: bytes,
  /** permissions */
  9: z.number().optional(),
  /** rpId */
  10: z.string().optional(),
});

type Parameters = z.output<typeof clientPinSchema>;

const subcommand = {
  getPinRetries: 0x01,
  getKeyAgreement: 0x02,
  setPin: 0x03,
  changePin: 0x04,
  getPinToken: 0x05,
  getTokenUsingUv: 0x06,
  getUvRetries: 0x07,
  getTokenUsingPin: 0x09,
} as const;

function need<T>(value: T | undefined): T {
  if (value === undefined) throw new CtapError('missingParameter');
  return value;
}

function secretWith(token: TokenParts, parameters: Parameters) {
  const protocol = requireProtocol(token, parameters[1]);
  return { protocol, secret: agree(protocol, token.auth.keyAgreement, need(parameters[3])) };
}

/** The public half of the key agreement as a COSE key; -25 is what the specification calls it. */
function tellKey(token: TokenParts): CborValue {
  const point = token.auth.keyAgreement.getPublicKey();
  const key = new Map<number, CborValue>([
    [1, 2],
    [3, -25],
    [-1, 1],
    [-2, point.subarray(1, 33)],
    [-3, point.subarray(33)],
  ]);
  return new Map([[1, key]]);
}

function setPin(token: TokenParts, parameters: Parameters): void {
  const [newPin, param] = [need(parameters[5]), need(parameters[4])];
  if (token.pins.isSet) throw new CtapError('pinAuthInvalid');
  const { protocol, secret } = secretWith(token, parameters);
  if (!isAuthentic(protocol, secret, newPin, param)) throw new CtapError('pinAuthInvalid');
  token.pins.setPadded(protocol.decrypt(secret, newPin));
  token.auth.revoke();
}

/** Spends a try; a wrong PIN also makes the agreed secret worthless. */
function checkPin(
  token: TokenParts,
  protocol: PinProtocol,
  secret: Uint8Array,
  hash: Uint8Array,
): void {
  token.pins.assertTryLeft();
  try {
    token.pins.check(protocol.decrypt(secret, hash));
  } catch (error) {
    token.auth.renewKey();
    throw error;
  }
}

function changePin(token: TokenParts, parameters: Parameters): void {
  const [newPin, hash, param] = [need(parameters[5]), need(parameters[6]), need(parameters[4])];
  if (!token.pins.isSet) throw new CtapError('pinNotSet');
  token.pins.assertTryLeft();
  const { protocol, secret } = secretWith(token, parameters);
  if (!isAuthentic(protocol, secret, Buffer.concat([newPin, hash]), param))
    throw new CtapError('pinAuthInvalid');
  checkPin(token, protocol, secret, hash);
  token.pins.setPadded(protocol.decrypt(secret, newPin));
  token.auth.revoke();
}

/** The permissions that are asked for; what this token has no commands for is not granted. */
function readPermissions(parameters: Parameters): number {
  const permissions = need(parameters[9]);
  if (permissions === 0) throw new CtapError('invalidParameter');
  if ((permissions & ~(permission.makeCredential | permission.getAssertion)) !== 0)
    throw new CtapError('unauthorizedPermission');
  return permissions;
}

/** getPinToken, as CTAP 2.0 has it, grants both permissions for any relying party. */
function legacyPermissions(parameters: Parameters): number {
  if (parameters[9] !== undefined || parameters[10] !== undefined)
    throw new CtapError('invalidParameter');
  return permission.makeCredential | permission.getAssertion;
}

function getTokenUsingPin(
  token: TokenParts,
  parameters: Parameters,
  permissions: number,
): CborValue {
  const hash = need(parameters[6]);
  if (!token.pins.isSet) throw new CtapError('pinNotSet');
  const { protocol, secret } = secretWith(token, parameters);
  checkPin(token, protocol, secret, hash);
  const grant = { permissions, rpId: parameters[10], isPresent: false };
  return new Map([[2, protocol.encrypt(secret, token.auth.issue(protocol, grant))]]);
}

async function getTokenUsingUv(token: TokenParts, parameters: Parameters): Promise<CborValue> {
  const permissions = readPermissions(parameters);
  if (!token.settings.userVerification) throw new CtapError('notAllowed');
  const { protocol, secret } = secretWith(token, parameters);
  await verifyPerson(token);
  const grant = { permissions, rpId: parameters[10], isPresent: true };
  return new Map([[2, protocol.encrypt(secret, token.auth.issue(protocol, grant))]]);
}

const newIn21: number[] = [
  subcommand.getTokenUsingUv,
  subcommand.getUvRetries,
  subcommand.getTokenUsingPin,
];

/** authenticatorClientPIN; gives the response, or nothing where there is none. */
export async function runClientPin(
  token: TokenParts,
  parameters: Parameters,
): Promise<CborValue | undefined> {
  if (token.settings.version === 'FIDO_2_0' && newIn21.includes(parameters[2]))
    throw new CtapError('invalidSubcommand');
  switch (parameters[2]) {
    case subcommand.getPinRetries:
      return new Map<number, CborValue>([
        [3, token.pins.pinRetries],
        [4, token.pins.needsPowerCycle],
      ]);
    case subcommand.getKeyAgreement:
      requireProtocol(token, parameters[1]);
      return tellKey(token);
    case subcommand.setPin:
      setPin(token, parameters);
      return undefined;
    case subcommand.changePin:
      changePin(token, parameters);
      return undefined;
    case subcommand.getPinToken:
      return getTokenUsingPin(token, parameters, legacyPermissions(parameters));
    case subcommand.getTokenUsingPin:
      return getTokenUsingPin(token, parameters, readPermissions(parameters));
    case subcommand.getTokenUsingUv:
      return getTokenUsingUv(token, parameters);
    case subcommand.getUvRetries:
      return new Map([[5, token.pins.uvRetries]]);
    default:
      throw new CtapError('invalidSubcommand');
  }
}
