import { createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { TokenKeys } from './keys.ts';

const rpId = 'io.systemd.cryptsetup';

describe('TokenKeys', () => {
  it('is the same token wherever the seed is the same', () => {
    const id = new TokenKeys('a').createCredentialId(rpId);
    const again = new TokenKeys('a');
    expect(again.owns(rpId, id)).toBe(true);
    expect(again.credRandom(id, true)).toEqual(new TokenKeys('a').credRandom(id, true));
    expect(again.credentialKey(id).x).toEqual(new TokenKeys('a').credentialKey(id).x);
  });

  it('does not know credentials of another seed, of another party, or from before a reset', () => {
    const id = new TokenKeys('a').createCredentialId(rpId);
    expect(new TokenKeys('b').owns(rpId, id)).toBe(false);
    expect(new TokenKeys('a', 1).owns(rpId, id)).toBe(false);
    expect(new TokenKeys('a').owns('example.com', id)).toBe(false);
    expect(new TokenKeys('a').owns(rpId, id.subarray(1))).toBe(false);
  });

  it('has one secret for verified persons and another for the rest', () => {
    const keys = new TokenKeys('a');
    const id = keys.createCredentialId(rpId);
    expect(keys.credRandom(id, true)).not.toEqual(keys.credRandom(id, false));
  });

  it('signs so that its public key verifies', () => {
    const { x, y, sign } = new TokenKeys('a').credentialKey(Buffer.from('any id'));
    const jwk = { kty: 'EC', crv: 'P-256', x: x.toString('base64url'), y: y.toString('base64url') };
    const key = createPublicKey({ format: 'jwk', key: jwk });
    const data = Buffer.from('signed');
    expect(verify('sha256', data, key, sign(data))).toBe(true);
    expect(verify('sha256', Buffer.from('other'), key, sign(data))).toBe(false);
  });
});
