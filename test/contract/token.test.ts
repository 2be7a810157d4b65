import { createPublicKey, verify } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { requireHost } from '../../tools/setup/host.ts';
import { evaluateSalts } from '../token/hmac-secret.ts';
import { startFido2Host, type Fido2Host } from '../token/fido2-host.ts';
import { openSocketPorts } from '../token/socket-port.ts';
import type { TokenSettingsInput } from '../token/settings.ts';
import { VirtualToken } from '../token/virtual-token.ts';

/**
 * The test token against a host that is not ours, python-fido2, through the same reports that go
 * over USB: what it accepts from this token, it would accept from one that can be bought.
 */
const flag = { up: 0x01, uv: 0x04, attested: 0x40, extensions: 0x80 };
const salts = { one: '5a'.repeat(32), two: '5a'.repeat(32) + 'a5'.repeat(32) };

const credentialSchema = z.object({
  id: z.string(),
  publicKey: z.object({ '-2': z.string(), '-3': z.string() }),
  flags: z.number(),
  extensions: z.unknown(),
  format: z.string(),
});
const assertionSchema = z.object({
  signed: z.string(),
  signature: z.string(),
  flags: z.number(),
  counter: z.number(),
  secrets: z.string().nullable(),
});

const hex = (text: string) => Buffer.from(text, 'hex');

let folder: string;
const [tokens, hosts]: [VirtualToken[], Fido2Host[]] = [[], []];
beforeAll(() => {
  requireHost(['contract tests']);
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lifeboat-token-'));
});
afterEach(async () => {
  await Promise.all(tokens.splice(0).map((token) => token.unplug()));
  await Promise.all(hosts.splice(0).map((host) => host.close()));
  await rm(folder, { recursive: true });
});

async function plugIn(settings: TokenSettingsInput, name = 'first') {
  const token = new VirtualToken(name, settings, openSocketPorts(folder));
  tokens.push(token);
  await token.plug();
  const host = startFido2Host(join(folder, `${name}.hid`));
  hosts.push(host);
  await host.call('open');
  const register = async (request: Record<string, unknown> = {}) =>
    credentialSchema.parse(await host.call('make_credential', request));
  const assert = async (request: Record<string, unknown>) =>
    assertionSchema.parse(await host.call('get_assertion', request));
  const replug = async () => {
    await token.unplug();
    await token.plug();
    await host.call('open');
  };
  return { token, host, register, assert, replug, call: host.call };
}

/** The secrets that only this token can make of the salts. */
function expectedSecrets(token: VirtualToken, id: string, salt: string, isVerified: boolean) {
  const credRandom = token.authenticator.keys.credRandom(hex(id), isVerified);
  return evaluateSalts(credRandom, hex(salt)).toString('hex');
}

describe('a token as python-fido2 sees it', () => {
  it('tells what it can do', async () => {
    const plain = await plugIn({ seed: 'a', pin: '1234' });
    expect(await plain.call('info')).toMatchObject({
      versions: ['FIDO_2_0', 'FIDO_2_1'],
      extensions: ['hmac-secret'],
      options: { rk: false, up: true, clientPin: true, pinUvAuthToken: true, alwaysUv: false },
      pinProtocols: [2, 1],
    });
    const old = await plugIn({ seed: 'a', version: 'FIDO_2_0', hmacSecret: false }, 'old');
    expect(await old.call('info')).toMatchObject({
      versions: ['FIDO_2_0'],
      extensions: [],
      options: { rk: false, up: true, plat: false, clientPin: false },
    });
  });

  it.each([1, 57, 58, 1200])('takes and gives messages of %i bytes', async (length) => {
    const { call } = await plugIn({ seed: 'a' });
    expect(await call('ping', { length })).toBe(true);
  });

  it('registers, and its signatures verify', async () => {
    const { register, assert } = await plugIn({ seed: 'a' });
    const { id, publicKey, flags, extensions, format } = await register();
    expect({ flags, extensions, format }).toEqual({
      flags: flag.up | flag.attested | flag.extensions,
      extensions: { 'hmac-secret': true },
      format: 'packed',
    });
    const { signed, signature, counter } = await assert({ id });
    const text = (name: '-2' | '-3') => hex(publicKey[name]).toString('base64url');
    const jwk = { kty: 'EC', crv: 'P-256', x: text('-2'), y: text('-3') };
    const key = createPublicKey({ format: 'jwk', key: jwk });
    expect(verify('sha256', hex(signed), key, hex(signature))).toBe(true);
    expect((await assert({ id })).counter).toBeGreaterThan(counter);
  });

  it('registers without an attestation, if it is such a model', async () => {
    const { register } = await plugIn({ seed: 'a', attestation: 'none' });
    expect((await register()).format).toBe('none');
  });

  it('refuses what it cannot do', async () => {
    const { call, register } = await plugIn({ seed: 'a' });
    const { id } = await register();
    const refused = async (op: string, request = {}) =>
      z.object({ status: z.string() }).parse(await call(op, request)).status;
    expect(await refused('make_credential', { alg: -8 })).toBe('unsupportedAlgorithm');
    expect(await refused('make_credential', { options: { rk: true } })).toBe('unsupportedOption');
    expect(await refused('make_credential', { options: { uv: true } })).toBe('invalidOption');
    expect(await refused('make_credential', { exclude: [id] })).toBe('credentialExcluded');
    expect(await refused('get_assertion', { id, options: { uv: true } })).toBe('invalidOption');
    expect(await refused('get_assertion', { id, rp_id: 'example.com' })).toBe('noCredentials');
    expect(await refused('get_assertion', { id: '00'.repeat(48) })).toBe('noCredentials');
    expect(await refused('get_assertion', { id, salts: salts.one, options: { up: false } })).toBe(
      'unsupportedOption',
    );
    expect(await refused('get_assertion', { id, salts: '5a'.repeat(16) })).toBe('invalidParameter');
    expect(await refused('send', { command: 1 })).toBe('missingParameter');
    expect(await refused('send', { command: 0x7f })).toBe('invalidCommand');
  });

  it('is a stranger to the credentials of another seed', async () => {
    const { token, call, register, assert } = await plugIn({ seed: 'a' });
    const { id } = await register();
    token.authenticator.setSeed('b');
    expect(await call('get_assertion', { id })).toEqual({ status: 'noCredentials' });
    token.authenticator.setSeed('a');
    expect((await assert({ id })).flags).toBe(flag.up);
  });

  it('knows its credentials without a touch when asked silently', async () => {
    const { token, register, assert } = await plugIn({ seed: 'a', alwaysUv: true, pin: '1234' });
    const { id } = await register({ pin: '1234' });
    token.authenticator.person.touch = { mode: 'never' };
    expect((await assert({ id, options: { up: false } })).flags).toBe(0);
  });
});

describe.each([1, 2] as const)('PIN protocol %i', (protocol) => {
  const settings = { seed: 'a', pinProtocols: [protocol] };

  it.each(['one', 'two'] as const)(
    'makes secrets of salts (%s) with and without PIN',
    async (name) => {
      const { token, register, assert } = await plugIn({ ...settings, pin: '1234' });
      const { id, flags } = await register({ pin: '1234', protocol });
      expect(flags & flag.uv).toBe(flag.uv);
      const salt = salts[name];
      const withPin = await assert({ id, salts: salt, pin: '1234', protocol });
      const without = await assert({ id, salts: salt, protocol });
      expect(withPin.flags).toBe(flag.up | flag.uv | flag.extensions);
      expect(without.flags).toBe(flag.up | flag.extensions);
      expect(withPin.secrets).toBe(expectedSecrets(token, id, salt, true));
      expect(without.secrets).toBe(expectedSecrets(token, id, salt, false));
    },
  );

  it('sets a PIN once, and changes it for who knows it', async () => {
    const { call } = await plugIn(settings);
    expect(await call('check_pin', { pin: '1234', protocol })).toEqual({ status: 'pinNotSet' });
    expect(await call('set_pin', { pin: '1234', protocol })).toBeNull();
    expect(await call('set_pin', { pin: '9999', protocol })).toEqual({ status: 'pinAuthInvalid' });
    expect(await call('change_pin', { old: '9999', new: '5678', protocol })).toEqual({
      status: 'pinInvalid',
    });
    expect(await call('change_pin', { old: '1234', new: 'grüße!', protocol })).toBeNull();
    expect(await call('check_pin', { pin: '1234', protocol })).toEqual({ status: 'pinInvalid' });
    expect(await call('check_pin', { pin: 'grüße!', protocol })).toBeNull();
  });

  it('blocks after three wrong PINs until it is plugged in again', async () => {
    const { call, replug } = await plugIn({ ...settings, pin: '1234' });
    const wrong = { pin: '0000', protocol };
    expect(await call('check_pin', wrong)).toEqual({ status: 'pinInvalid' });
    expect(await call('check_pin', wrong)).toEqual({ status: 'pinInvalid' });
    expect(await call('retries', { protocol })).toEqual({ pin: 6, needsPowerCycle: false });
    expect(await call('check_pin', wrong)).toEqual({ status: 'pinAuthBlocked' });
    expect(await call('check_pin', { pin: '1234', protocol })).toEqual({
      status: 'pinAuthBlocked',
    });
    expect(await call('retries', { protocol })).toEqual({ pin: 5, needsPowerCycle: true });
    await replug();
    expect(await call('check_pin', { pin: '1234', protocol })).toBeNull();
    expect(await call('retries', { protocol })).toEqual({ pin: 8, needsPowerCycle: false });
  });

  it('is blocked for good after eight, until a reset makes it a new token', async () => {
    const { call, register, replug } = await plugIn({ ...settings, pin: '1234' });
    const { id } = await register({ pin: '1234', protocol });
    const answers: unknown[] = [];
    for (let tries = 0; tries < 8; tries += 1) {
      if (tries % 3 === 0) await replug();
      answers.push(await call('check_pin', { pin: '0000', protocol }));
    }
    expect(answers.at(-1)).toEqual({ status: 'pinBlocked' });
    await replug();
    expect(await call('check_pin', { pin: '1234', protocol })).toEqual({ status: 'pinBlocked' });
    expect(await call('retries', { protocol })).toMatchObject({ pin: 0 });
    expect(await call('reset')).toBeNull();
    expect(await call('get_assertion', { id })).toEqual({ status: 'noCredentials' });
    expect(await call('info')).toMatchObject({ options: { clientPin: false } });
    expect(await call('set_pin', { pin: '5678', protocol })).toBeNull();
    expect(await call('check_pin', { pin: '5678', protocol })).toBeNull();
  });
});

describe('rights of a pinUvAuthToken', () => {
  it('are for what it was asked for', async () => {
    const { call, register } = await plugIn({ seed: 'a', pin: '1234' });
    const { id } = await register({ pin: '1234' });
    expect(await call('get_assertion', { id, pin: '1234', permission: 'make' })).toEqual({
      status: 'pinAuthInvalid',
    });
  });

  it('does without a PIN in makeCredential only where the model says so', async () => {
    const strict = await plugIn({ seed: 'a', pin: '1234' });
    expect(await strict.call('make_credential')).toEqual({ status: 'pinRequired' });
    const lenient = await plugIn({ seed: 'a', pin: '1234', makeCredUvNotRqd: true }, 'lenient');
    expect((await lenient.register()).flags & flag.uv).toBe(0);
  });

  it('wants the PIN for everything where the token always verifies', async () => {
    const { call, register, assert } = await plugIn({ seed: 'a', pin: '1234', alwaysUv: true });
    const { id } = await register({ pin: '1234' });
    expect(await call('get_assertion', { id })).toEqual({ status: 'pinRequired' });
    expect((await assert({ id, pin: '1234' })).flags).toBe(flag.up | flag.uv);
  });

  it('come from a token of CTAP 2.0 as well', async () => {
    const { token, register, assert, call } = await plugIn({
      ...{ seed: 'a', pin: '1234', version: 'FIDO_2_0', pinProtocols: [1] },
    });
    const { id } = await register({ pin: '1234', protocol: 1 });
    const { secrets } = await assert({ id, salts: salts.one, pin: '1234', protocol: 1 });
    expect(secrets).toBe(expectedSecrets(token, id, salts.one, true));
    expect(await call('selection')).toEqual({ status: 'invalidCommand' });
  });
});

describe('the token’s own sensor', () => {
  const settings = { seed: 'a', userVerification: true };

  it.each([
    ['by a pinUvAuthToken', { uv_token: true }],
    ['by the option uv', { options: { uv: true } }],
  ])('verifies %s, with one touch for all', async (_name, request) => {
    const { token, register, assert } = await plugIn(settings);
    const { id, flags } = await register(request);
    expect(flags & flag.uv).toBe(flag.uv);
    token.authenticator.person.touch = { mode: 'delayed', afterMs: 50 };
    const assertion = await assert({ id, salts: salts.one, ...request });
    expect(assertion.flags).toBe(flag.up | flag.uv | flag.extensions);
    expect(assertion.secrets).toBe(expectedSecrets(token, id, salts.one, true));
  });

  it('counts strangers down to a block, and a right PIN opens it again', async () => {
    const { token, call, register } = await plugIn({ ...settings, pin: '1234' });
    const { id } = await register({ uv_token: true });
    token.authenticator.person.verification = 'fail';
    const request = { id, uv_token: true };
    expect(await call('get_assertion', request)).toEqual({ status: 'uvInvalid' });
    expect(await call('uv_retries')).toBe(4);
    expect(await call('get_assertion', { id, options: { uv: true } })).toEqual({
      status: 'pinRequired',
    });
    token.authenticator.pins.uvRetries = 1;
    expect(await call('get_assertion', request)).toEqual({ status: 'uvBlocked' });
    token.authenticator.person.verification = 'auto';
    expect(await call('get_assertion', request)).toEqual({ status: 'uvBlocked' });
    expect(await call('check_pin', { pin: '1234' })).toBeNull();
    expect(await call('get_assertion', request)).toHaveProperty('flags');
  });

  it('sends who has no PIN away', async () => {
    const { token, call, register } = await plugIn(settings);
    const { id } = await register({ uv_token: true });
    token.authenticator.person.verification = 'fail';
    expect(await call('get_assertion', { id, options: { uv: true } })).toEqual({
      status: 'operationDenied',
    });
  });
});

describe('the person', () => {
  it('is waited for, and the host is told', async () => {
    const { token, call, register, assert } = await plugIn({ seed: 'a' });
    const { id } = await register();
    token.authenticator.person.touch = { mode: 'delayed', afterMs: 350 };
    await assert({ id });
    expect(await call('keepalives')).toEqual([2]);
  });

  it.each([
    ['denied', { mode: 'denied' }, {}, 'operationDenied'],
    ['never', { mode: 'never' }, {}, 'userActionTimeout'],
    ['cancelled', { mode: 'never' }, { cancel_after: 0.1 }, 'keepaliveCancel'],
  ] as const)('%s', async (_name, touch, request, status) => {
    const { token, call, register, assert } = await plugIn({ seed: 'a' });
    const { id } = await register();
    const { person } = token.authenticator;
    person.touch = touch;
    person.patienceMs = 400;
    expect(await call('get_assertion', { id, ...request })).toEqual({ status });
    person.touch = { mode: 'auto' };
    expect((await assert({ id })).flags).toBe(flag.up);
  });

  it('may unplug the token while it waits, and plug it in again', async () => {
    const { token, call, register, assert, replug } = await plugIn({ seed: 'a' });
    const { id } = await register();
    token.authenticator.person.touch = { mode: 'never' };
    const waiting = expect(call('get_assertion', { id })).rejects.toThrow('unplugged');
    await expect.poll(() => token.authenticator.person.isAwaited).toBe(true);
    await token.unplug();
    await waiting;
    token.authenticator.person.touch = { mode: 'auto' };
    await replug();
    expect((await assert({ id })).flags).toBe(flag.up);
  });

  it('is asked which of two tokens is meant', async () => {
    const first = await plugIn({ seed: 'a' }, 'first');
    const second = await plugIn({ seed: 'b' }, 'second');
    second.token.authenticator.person.touch = { mode: 'denied' };
    expect(await Promise.all([first.call('selection'), second.call('selection')])).toEqual([
      null,
      { status: 'operationDenied' },
    ]);
  });
});
