import { createECDH } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { evaluateSalts, openHmacSecret } from './hmac-secret.ts';
import { agree, findPinProtocol } from './pin-protocol.ts';
import { CtapError } from './status.ts';

const hex = (text: string) => Buffer.from(text, 'hex');
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** WebAuthn Level 3, section 16.17.1: test vectors of the PRF extension for CTAP2's hmac-secret. */
const published = {
  privateKey: '0971bc7fb1be48270adcd3d9a5fc15d5fb0f335b3071ff36a54c007fa6c76514',
  peer: {
    '-2': hex('a30522c2de402b561965c3cf949a1cab020c6f6ea36fcf7e911ac1a0f1515300'),
    '-3': hex('9961a929abdb2f42e6566771887d41484d889e735e3248518a53112d2b915f00'),
  },
  credRandom: '437e065e723a98b2f08f39d8baf7c53ecb3c363c5e5104bdaaf5d5ca2e028154',
  salt1: '527413ebb48293772df30f031c5ac4650c7de14bf9498671ae163447b6a772b3',
  salt2: 'd68ac03329a10ee5e0ec834492bb9a96a0e547baf563bf78ccbe8789b22e776b',
  output1: '3c33e07d202c3b029cc21f1722767021bf27d595933b3d2b6a1b9d5dddc77fae',
  output2: 'a62a8773b19cda90d7ed4ef72a80a804320dbd3997e2f663805ad1fd3293d50b',
};

const rows = [
  {
    number: 1,
    secret: '23e5ed7157c25892b77732fb9c8a107e3518800db2af4142f9f4adfacb771d39',
    saltEnc: 'ab8c878bb05d04700f077ed91845ec9c503c925cb12b327ddbeb4243c397f913',
    outputEnc: '15d4e4f3f04109b492b575c1b38c28585b6719cf8d61304215108d939f37ccfb',
    outputs: published.output1,
  },
  {
    number: 2,
    secret:
      '0c63083de8170101d38bcf8bd72309568ddb4550867e23404b35d85712f7c20d' +
      '8bc911ee23c06034cbc14290b9669bec07739053c5a416e313ef905c79955876',
    saltEnc:
      '23dde5e3462daf36559b85c4ac5f9656aa9bfd81c1dc2bf8533c8b9f38828547' +
      '86b4f500e25b4e3d81f7fc7c74236229',
    outputEnc:
      '3bfaa48f7952330d63e35ff8cd5bca48d2a12823828915749287256ab146272f' +
      '9fb437bf65691243c3f504bd7ea6d5e6',
    outputs: published.output1,
  },
  {
    number: 2,
    secret:
      '0c63083de8170101d38bcf8bd72309568ddb4550867e23404b35d85712f7c20d' +
      '8bc911ee23c06034cbc14290b9669bec07739053c5a416e313ef905c79955876',
    saltEnc:
      'd9f4236403e0fe843a8e4e5be764d120904c198ad6e77b089876a3391961f183' +
      'b0008b4ca66b91cd72aa35b6151ff981f6e5649f3c040e6615ad7dd8ae96ef23' +
      'b229a5c97c3f0dcd8605eee166ce163a',
    outputEnc:
      '90ee52f739043bc17b3488a74306d7801debb5b61f18662c648a25b5b5678ede' +
      '482cdaff99a537a44f064fcb10ce6e04dfd27619dc96a0daff8507e499296b1e' +
      'ecf0981f7c8518b277a7a3018f5ec6fb',
    outputs: published.output1 + published.output2,
  },
];

describe.each(rows)('protocol $number, vectors of WebAuthn', (row) => {
  const protocol = findPinProtocol(row.number)!;
  const key = createECDH('prime256v1');
  key.setPrivateKey(hex(published.privateKey));

  it('agrees on the secret', () => {
    expect(text(agree(protocol, key, published.peer))).toBe(row.secret);
  });

  it('opens the salts and answers with the outputs', () => {
    const secret = hex(row.secret);
    const answer = openHmacSecret(protocol, key, {
      1: published.peer,
      2: hex(row.saltEnc),
      3: Buffer.from(protocol.authenticate(secret, hex(row.saltEnc))),
      4: row.number,
    });
    const encrypted = answer(hex(published.credRandom));
    expect(text(protocol.decrypt(secret, encrypted))).toBe(row.outputs);
    expect(text(protocol.decrypt(secret, hex(row.outputEnc)))).toBe(row.outputs);
  });

  it('refuses salts that another secret signed', () => {
    const input = { 1: published.peer, 2: hex(row.saltEnc), 3: Buffer.alloc(32), 4: row.number };
    expect(() => openHmacSecret(protocol, key, input)).toThrow(new CtapError('pinAuthInvalid'));
  });
});

describe('evaluateSalts', () => {
  it.each([0, 16, 48, 96])('refuses %i bytes of salt', (length) => {
    expect(() => evaluateSalts(Buffer.alloc(32), Buffer.alloc(length))).toThrow(
      new CtapError('invalidParameter'),
    );
  });
});
