/**
 * While systemd-sysupdate(8) writes a version into a partition, the partition has a type of its own,
 * derived from the real one: first "partial", then "pending" until the version is installed. The types
 * are hashes, so they are known only by deriving them from each type that a system can have:
 * sd_id128_get_app_specific(3) with an id for each of the two states.
 */
import { toHex } from './byte-source.ts';
import { discoverableTypes } from './partition-types.ts';
import { toUuid } from './uuid.ts';

/** HMAC-SHA256, which core does not have itself. */
export type Hmac = (key: Uint8Array, data: Uint8Array) => Uint8Array;

export interface StagedType {
  /** The name of the type that it will have. */
  typeName: string;
  state: 'partial' | 'pending';
}

const states = {
  partial: 'accfa0c2da24460a9fc90bb8fc785219',
  pending: '80f3d61e238343b981f5ce3793f47d4c',
};

const fromHex = (hex: string) =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));

/** The type that stands for another one in a state of being written. */
function deriveType(guid: string, applicationId: string, hmac: Hmac): string {
  const bytes = hmac(fromHex(guid.replaceAll('-', '')), fromHex(applicationId)).slice(0, 16);
  // The marks of a random UUID: RFC 9562, version 4.
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return toUuid(toHex(bytes));
}

/** The derived types of all discoverable ones, by GUID. */
export const deriveStagedTypes = (hmac: Hmac): ReadonlyMap<string, StagedType> =>
  new Map(
    discoverableTypes.flatMap(([guid, typeName]) =>
      (['partial', 'pending'] as const).map((state): [string, StagedType] => [
        deriveType(guid, states[state], hmac),
        { typeName, state },
      ]),
    ),
  );
