import { decode, encode } from 'cborg';
import type { z } from 'zod';
import { CtapError } from './status.ts';

/** What CTAP messages consist of; maps have integers or texts as keys. */
export type CborValue =
  | number
  | string
  | boolean
  | Uint8Array
  | readonly CborValue[]
  | ReadonlyMap<number | string, CborValue>
  | { readonly [key: string]: CborValue | undefined };

/** Encodes in CTAP2's canonical form (section 8): short lengths, keys sorted by type, length, bytes. */
export function encodeCbor(value: CborValue): Buffer {
  return Buffer.from(encode(value, { ignoreUndefinedProperties: true }));
}

/** Turns maps into objects whose keys are the numbers and texts of the message. */
function toPlain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toPlain);
  if (!(value instanceof Map)) return value;
  return Object.fromEntries(
    [...value].map(([key, entry]: [unknown, unknown]) => [String(key), toPlain(entry)]),
  );
}

/** Decodes a message; what is not CBOR ends the command with `invalidCbor`. */
export function decodeCbor(bytes: Uint8Array): unknown {
  try {
    return toPlain(decode(bytes, { useMaps: true, rejectDuplicateMapKeys: true }));
  } catch {
    throw new CtapError('invalidCbor');
  }
}

function isAbsent(value: unknown, path: readonly PropertyKey[]): boolean {
  const last = path.reduce<unknown>(
    (inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key],
    value,
  );
  return last === undefined;
}

/** Checks a command's parameters; ends it with `missingParameter` or `cborUnexpectedType`. */
export function parseParameters<S extends z.ZodType>(schema: S, bytes: Uint8Array): z.output<S> {
  const value = bytes.length === 0 ? {} : decodeCbor(bytes);
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const isMissing = result.error.issues.some(({ path }) => isAbsent(value, path));
  throw new CtapError(isMissing ? 'missingParameter' : 'cborUnexpectedType');
}
