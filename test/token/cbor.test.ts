import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { decodeCbor, encodeCbor, parseParameters } from './cbor.ts';
import { CtapError } from './status.ts';

const hex = (text: string) => Buffer.from(text, 'hex');

/** python-fido2, tests/test_ctap2.py (_INFO) and tests/test_cose.py. */
const info =
  'a60182665532465f5632684649444f5f325f3002826375766d6b686d61632d7365637265740350f8a011f38c0a4d15800617111f9edc7d04a462726bf5627570f564706c6174f469636c69656e7450696ef4051904b0068101';
const coseKey =
  'a5010203262001215820a5fd5ce1b1c458c530a54fa61b31bf6b04be8b97afde54dd8cbb69275a8a1be1225820fa3a3231dd9deed9d1897be5a6228c59501e4bcd12975d3dff730f01278ea61c';

describe('encodeCbor', () => {
  it('writes the canonical form, whatever the order of the keys', () => {
    const options = { plat: false, clientPin: false, rk: true, up: true, uv: undefined };
    const value = new Map<number, Parameters<typeof encodeCbor>[0]>([
      [6, [1]],
      [5, 1200],
      [4, options],
      [3, hex('f8a011f38c0a4d15800617111f9edc7d')],
      [2, ['uvm', 'hmac-secret']],
      [1, ['U2F_V2', 'FIDO_2_0']],
    ]);
    expect(encodeCbor(value).toString('hex')).toBe(info);
  });

  it('sorts negative keys after the others, as a COSE key wants', () => {
    const key = new Map<number, number | Buffer>([
      [-3, hex('fa3a3231dd9deed9d1897be5a6228c59501e4bcd12975d3dff730f01278ea61c')],
      [-2, hex('a5fd5ce1b1c458c530a54fa61b31bf6b04be8b97afde54dd8cbb69275a8a1be1')],
      [-1, 1],
      [3, -7],
      [1, 2],
    ]);
    expect(encodeCbor(key).toString('hex')).toBe(coseKey);
  });
});

describe('decodeCbor', () => {
  it('gives numbers and texts as keys', () => {
    expect(decodeCbor(hex('a3010220016161f5'))).toEqual({ '1': 2, '-1': 1, a: true });
  });

  it.each(['a2010201', 'a20102010301', 'a101', ''])('refuses %j', (bytes) => {
    expect(() => decodeCbor(hex(bytes))).toThrow(new CtapError('invalidCbor'));
  });
});

describe('parseParameters', () => {
  const schema = z.object({ 1: z.string(), 2: z.object({ id: z.number() }).optional() });
  it.each([
    ['a0', 'missingParameter'],
    ['', 'missingParameter'],
    ['a1016161', undefined],
    ['a10105', 'cborUnexpectedType'],
    ['a201616102a0', 'missingParameter'],
    ['a201616102a162696461', 'invalidCbor'],
    ['a201616102a16269646161', 'cborUnexpectedType'],
  ] as const)('of %j: %s', (bytes, status) => {
    const parse = () => parseParameters(schema, hex(bytes));
    if (status === undefined) expect(parse()).toEqual({ '1': 'a' });
    else expect(parse).toThrow(new CtapError(status));
  });
});
