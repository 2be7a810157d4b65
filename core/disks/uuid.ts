import { toHex } from './byte-source.ts';

/** 32 hexadecimal digits in the groups of a UUID. */
export const toUuid = (hex: string): string =>
  hex.toLowerCase().replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

const guidOrder = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];

/** A GUID as GPT stores it: the first three groups little-endian. */
export const readGuid = (bytes: Uint8Array, at: number): string =>
  toUuid(toHex(Uint8Array.from(guidOrder, (i) => bytes[at + i] ?? 0)));
