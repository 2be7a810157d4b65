import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseCredentials } from './enrolments.ts';
import {
  countPinTries,
  lacksHmacSecret,
  parseTokenInfo,
  pickToken,
  readPreflight,
  type PluggedToken,
} from './token-info.ts';

// The lines are those that libfido2 1.15's tools/token.c prints.
const info = `proto: 0x02
major: 0x01
minor: 0x00
build: 0x00
caps: 0x04 (nowink, cbor, msg)
version strings: FIDO_2_0, FIDO_2_1
extension strings: credProtect, hmac-secret
transport strings: usb
aaguid: 00000000000000000000000000000000
options: rk, up, noplat, clientPin, noalwaysUv
maxmsgsiz: 1200
pin protocols: 2, 1
pin retries: 3
pin change required: false
uv retries: undefined
`;

describe('parseTokenInfo', () => {
  it('reads what a token tells', () => {
    expect(parseTokenInfo(info)).toEqual({
      hasHmacSecret: true,
      hasPin: true,
      alwaysVerifies: false,
      pinTries: 3,
    });
  });

  it('knows a token without PIN, without hmac-secret, and one that always verifies', () => {
    const other = info
      .replace('clientPin, noalwaysUv', 'noclientPin, alwaysUv')
      .replace(', hmac-secret', '')
      .replace('retries: 3', 'retries: undefined');
    expect(parseTokenInfo(other)).toEqual({
      hasHmacSecret: false,
      hasPin: false,
      alwaysVerifies: true,
      pinTries: null,
    });
    expect(parseTokenInfo('').hasPin).toBeNull();
  });
});

it.each([
  [true, '', 'own'],
  [false, 'fido2-assert: fido_dev_get_assert: FIDO_ERR_NO_CREDENTIALS', 'foreign'],
  [false, 'fido2-assert: fido_dev_get_assert: FIDO_ERR_PIN_REQUIRED', 'unknown'],
  [false, 'fido2-assert: fido_dev_open: FIDO_ERR_RX', 'unknown'],
])('a pre-flight that ended %s with “%s” says %s', (succeeded, stderr, expected) => {
  expect(readPreflight(succeeded, stderr)).toBe(expected);
});

it('picks the token whose PIN is asked for', () => {
  const token = (product: string, fits: PluggedToken['fits']): PluggedToken => ({
    product,
    fits,
    opens: null,
    info: null,
  });
  expect(pickToken([token('a', 'foreign'), token('b', 'own')])?.product).toBe('b');
  expect(pickToken([token('a', 'foreign'), token('b', 'unknown')])?.product).toBe('b');
  expect(pickToken([token('a', 'unknown'), token('b', 'unknown')])).toBeNull();
  expect(pickToken([])).toBeNull();
});

it('reads the credentials that a header names', () => {
  const dump = new URL('../../test/fixtures/tools/luksDump.json', import.meta.url);
  expect(parseCredentials(readFileSync(dump, 'utf8'))).toEqual({
    ok: true,
    value: [
      {
        id: 'AcILmUe4T5Nq0/i87WQJTZyu0JX4L39CRbajVshXD2RPaiRPvKyocyVhFNqmd+GkAQ==',
        relyingParty: 'io.systemd.cryptsetup',
      },
    ],
  });
  expect(parseCredentials('{"tokens": 1}').ok).toBe(false);
  expect(parseCredentials('no').ok).toBe(false);
});

describe('several tokens that might be meant', () => {
  const token = (fits: PluggedToken['fits'], pinTries: number | null, hasHmacSecret = true) => ({
    product: null,
    fits,
    opens: null,
    info: { hasHmacSecret, hasPin: true, alwaysVerifies: false, pinTries },
  });

  it('nobody is told of more tries than there are', () => {
    expect(countPinTries([token('own', 8), token('own', 2)])).toBe(2);
    expect(countPinTries([token('own', 8), token('foreign', 1)])).toBe(8);
    expect(countPinTries([token('own', 8), token('own', null)])).toBeNull();
    expect(countPinTries([token('foreign', 8)])).toBeNull();
  });

  it('only when all are blocked, nothing is left', () => {
    expect(countPinTries([token('own', 0), token('own', 3)])).toBe(3);
    expect(countPinTries([token('own', 0), token('own', 0)])).toBe(0);
  });

  it('one that can’t keep a secret is noticed, and forgotten when it has gone', () => {
    expect(lacksHmacSecret([token('foreign', null, false), token('own', 8)])).toBe(true);
    expect(lacksHmacSecret([{ ...token('unknown', null), info: null }])).toBeNull();
    expect(lacksHmacSecret([])).toBe(false);
  });
});
