import { createECDH } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { agree, findPinProtocol, isAuthentic } from './pin-protocol.ts';
import { hashPin } from './pin-store.ts';
import { CtapError } from './status.ts';

const hex = (text: string) => Buffer.from(text, 'hex');
const [one, two] = [findPinProtocol(1)!, findPinProtocol(2)!];

/** python-fido2 0.9, tests/test_ctap2.py: TestClientPin. */
const fido2 = {
  privateKey: '7452e599fee739d8a653f6a507343d12d382249108a651402520b72f24fe7684',
  x: '0501d5bc78da9252560a26cb08fcc60cbe0b6d3b8e1d1fcee514fac0af675168',
  y: 'd551b3ed46f665731f95b4532939c25d91db7eb844bd96d4abd4083785f8df47',
  shared: 'c42a039d548100dfba521e487debcbbb8b66bb7496f8b1862a7a395ed83e1a1c',
  token: 'aff12c6dcfbf9df52f7a09211e8865cd',
  tokenEnc: '7a9f98e31b77be90f9c64d12e9635040',
  pinHashEnc: 'afe8327ce416da8ee3d057589c2ce1a9',
};

describe('protocol one', () => {
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(hex(fido2.privateKey));
  const peer = { '-2': hex(fido2.x), '-3': hex(fido2.y) };

  it('agrees on the secret that python-fido2 has', () => {
    expect(agree(one, ecdh, peer).toString('hex')).toBe(fido2.shared);
  });

  it('encrypts and decrypts a token and the hash of the PIN 1234 as python-fido2 does', () => {
    const secret = hex(fido2.shared);
    expect(one.encrypt(secret, hex(fido2.token)).toString('hex')).toBe(fido2.tokenEnc);
    expect(one.decrypt(secret, hex(fido2.tokenEnc)).toString('hex')).toBe(fido2.token);
    expect(one.decrypt(secret, hex(fido2.pinHashEnc))).toEqual(hashPin('1234'));
  });

  it('authenticates a new PIN as Mozilla’s authenticator-rs does', () => {
    // authenticator-rs, src/crypto/mod.rs: test_pin_encryption_and_hashing.
    const secret = hex('82e3d841e25c5c13462c123cc3d3987865ba3d204674fbedd47ef5abab8d1372');
    const padded = Buffer.concat([Buffer.from('1234'), Buffer.alloc(60)]);
    const newPinEnc = one.encrypt(secret, padded);
    expect(newPinEnc.toString('hex')).toBe(
      '70664bb581e257451a3ab91bf1aad8e45f6ce9b5c3b0f32b5ecd62d0ba3b605f' +
        'd9183166f6c5faf3e4da2481502cd0cee0158b351fc39208a77cb2744bd43cf9',
    );
    const param = hex('8e7f016997f3b0a27ba4347a0e49fdf5');
    expect(isAuthentic(one, secret, newPinEnc, param)).toBe(true);
    expect(isAuthentic(one, secret, newPinEnc, hex('00'.repeat(16)))).toBe(false);
  });

  it('refuses a point that is not on the curve', () => {
    expect(() =>
      agree(one, ecdh, { '-2': hex('11'.repeat(32)), '-3': hex('22'.repeat(32)) }),
    ).toThrow(new CtapError('invalidParameter'));
  });
});

describe('protocol two', () => {
  it('derives a key for HMAC and one for AES, as authenticator-rs does', () => {
    // authenticator-rs, src/crypto/mod.rs: test_pin_uv_auth2_kdf.
    expect(two.deriveSecret(Buffer.alloc(32, 0xff)).toString('hex')).toBe(
      '570b4ed82aa5dfb49db79dbeaf4b315d8abb1a9867b245f3367026987c0d47a1' +
        '7d9a93c39baec741d141c6238d8e1846de323d8eed022cb397d19a73b98945e2',
    );
  });

  it('begins each message with a vector of its own', () => {
    const secret = Buffer.alloc(64, 7);
    const [first, second] = [
      two.encrypt(secret, Buffer.alloc(32)),
      two.encrypt(secret, Buffer.alloc(32)),
    ];
    expect(first).toHaveLength(48);
    expect(first).not.toEqual(second);
    expect(two.decrypt(secret, first)).toEqual(Buffer.alloc(32));
  });

  it.each([0, 16, 33])('refuses %i bytes', (length) => {
    expect(() => two.decrypt(Buffer.alloc(64), Buffer.alloc(length))).toThrow(
      new CtapError('invalidParameter'),
    );
  });
});
