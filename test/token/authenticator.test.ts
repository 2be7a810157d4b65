import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Authenticator, command } from './authenticator.ts';
import { decodeCbor, encodeCbor, type CborValue } from './cbor.ts';
import { status, type StatusName } from './status.ts';

/** What a host that plays by the rules would not send; the rest is tried in test/contract. */
async function ask(token: Authenticator, number: number, parameters?: CborValue) {
  const body = parameters === undefined ? Buffer.alloc(0) : encodeCbor(parameters);
  const answer = await token.handle(Buffer.concat([Buffer.from([number]), body]));
  const name = (Object.keys(status) as StatusName[]).find((key) => status[key] === answer[0]);
  return { status: name, response: answer.length > 1 ? decodeCbor(answer.subarray(1)) : undefined };
}

const map = (entries: [number, CborValue][]) => new Map(entries);
const hash = Buffer.alloc(32, 1);
const credential = map([
  [1, hash],
  [2, { id: 'example.com' }],
  [3, { id: Buffer.from('user'), name: 'user' }],
  [4, [{ alg: -7, type: 'public-key' }]],
]);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('Authenticator', () => {
  it('tells its options, and none that the version does not know', async () => {
    const info = await ask(new Authenticator({ seed: 'a' }), command.getInfo);
    expect(info).toMatchObject({
      status: 'ok',
      response: { 1: ['FIDO_2_0', 'FIDO_2_1'], 6: [2, 1], 9: ['usb'], 13: 4 },
    });
    const old = new Authenticator({ seed: 'a', version: 'FIDO_2_0', alwaysUv: true });
    expect((await ask(old, command.getInfo)).response).toEqual({
      1: ['FIDO_2_0'],
      2: ['hmac-secret'],
      3: expect.any(Uint8Array) as Uint8Array,
      4: { rk: false, up: true, plat: false, clientPin: false },
      5: 1200,
      6: [2, 1],
    });
  });

  it.each<[string, number, CborValue | undefined, StatusName]>([
    ['an unknown command', 0x42, undefined, 'invalidCommand'],
    ['parameters that are no map', command.getAssertion, 'text', 'cborUnexpectedType'],
    ['no parameters', command.makeCredential, undefined, 'missingParameter'],
    [
      'an unknown PIN protocol',
      command.clientPin,
      map([
        [1, 3],
        [2, 2],
      ]),
      'invalidParameter',
    ],
    ['no PIN protocol', command.clientPin, map([[2, 2]]), 'missingParameter'],
    [
      'an unknown subcommand',
      command.clientPin,
      map([
        [1, 2],
        [2, 0x55],
      ]),
      'invalidSubcommand',
    ],
    [
      'a PIN without its parts',
      command.clientPin,
      map([
        [1, 2],
        [2, 3],
      ]),
      'missingParameter',
    ],
    [
      'a token by a sensor it has not',
      command.clientPin,
      map([
        [1, 2],
        [2, 6],
        [9, 2],
      ]),
      'notAllowed',
    ],
    [
      'a right it does not grant',
      command.clientPin,
      map([
        [1, 2],
        [2, 9],
        [9, 4],
      ]),
      'unauthorizedPermission',
    ],
    [
      'no right',
      command.clientPin,
      map([
        [1, 2],
        [2, 9],
        [9, 0],
      ]),
      'invalidParameter',
    ],
    [
      'rights in the old way',
      command.clientPin,
      map([
        [1, 2],
        [2, 5],
        [9, 2],
      ]),
      'invalidParameter',
    ],
  ])('refuses %s', async (_name, number, parameters, expected) => {
    expect((await ask(new Authenticator({ seed: 'a' }), number, parameters)).status).toBe(expected);
  });

  it('refuses what is not CBOR', async () => {
    const request = Buffer.from([command.getAssertion, 0xa1, 0x01]);
    const answer = await new Authenticator({ seed: 'a' }).handle(request);
    expect([...answer]).toEqual([status.invalidCbor]);
  });

  it.each([
    ['1234', 'pinInvalid'],
    [null, 'pinNotSet'],
  ] as const)('is chosen by an empty parameter: PIN %s, %s', async (pin, expected) => {
    const token = new Authenticator({ seed: 'a', pin });
    const request = new Map([...credential, [8, Buffer.alloc(0)]] as [number, CborValue][]);
    expect((await ask(token, command.makeCredential, request)).status).toBe(expected);
  });

  it('resets only within ten seconds of being plugged in', async () => {
    const token = new Authenticator({ seed: 'a', pin: '1234' });
    await vi.advanceTimersByTimeAsync(10_001);
    expect((await ask(token, command.reset)).status).toBe('notAllowed');
    token.powerCycle();
    await vi.advanceTimersByTimeAsync(9_000);
    expect((await ask(token, command.reset)).status).toBe('ok');
    expect(token.pins.isSet).toBe(false);
  });

  it('resets to the same new token wherever the seed is the same', async () => {
    const [one, other] = [new Authenticator({ seed: 'a' }), new Authenticator({ seed: 'a' })];
    const id = one.keys.createCredentialId('example.com');
    for (const token of [one, other]) await ask(token, command.reset);
    expect(one.keys.owns('example.com', id)).toBe(false);
    expect(other.keys.owns('example.com', one.keys.createCredentialId('example.com'))).toBe(true);
  });

  it('is not reset by who does not touch it', async () => {
    const token = new Authenticator({ seed: 'a', pin: '1234' });
    token.person.touch = { mode: 'denied' };
    const answer = ask(token, command.reset);
    await vi.advanceTimersByTimeAsync(300);
    expect((await answer).status).toBe('operationDenied');
    expect(token.pins.isSet).toBe(true);
  });

  it('fails as often as it is told to', async () => {
    const token = new Authenticator({ seed: 'a' });
    token.failNext('makeCredential', 'operationDenied', 2);
    const answers = [];
    for (let tries = 0; tries < 3; tries += 1)
      answers.push((await ask(token, command.makeCredential, credential)).status);
    expect(answers).toEqual(['operationDenied', 'operationDenied', 'ok']);
  });

  it('lets go of a person it waits for when it loses power', async () => {
    const token = new Authenticator({ seed: 'a' });
    token.person.touch = { mode: 'never' };
    const answer = ask(token, command.selection);
    await vi.advanceTimersByTimeAsync(0);
    token.powerCycle();
    expect((await answer).status).toBe('keepaliveCancel');
  });
});
