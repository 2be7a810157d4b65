import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { demoEnrolments, enrolToken, type TokenVariant } from '../../tools/image/enrol-token.ts';
import { findProgram, requireHost } from '../../tools/setup/host.ts';
import { startFido2Host } from '../token/fido2-host.ts';
import { openSocketPorts } from '../token/socket-port.ts';
import type { TokenSettingsInput } from '../token/settings.ts';
import { VirtualToken } from '../token/virtual-token.ts';

/**
 * Enrolments on a real LUKS2 image: what the header then says is what systemd-cryptenroll wrote to
 * the volume of the fixture, and what a token answers to python-fido2 opens the volume.
 */
const passphrase = 'correct horse battery';

const fido2Schema = z.looseObject({
  type: z.literal('systemd-fido2'),
  keyslots: z.array(z.string()),
  'fido2-credential': z.base64(),
  'fido2-salt': z.base64(),
});
const headerSchema = z.object({
  keyslots: z.record(z.string(), z.looseObject({})),
  tokens: z.record(z.string(), z.looseObject({})),
});

let folder: string;
let image: string;
beforeAll(() => {
  requireHost(['contract tests']);
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lifeboat-enrol-'));
  image = join(folder, 'volume.raw');
  await writeFile(image, '');
  await truncate(image, 20 * 1024 * 1024);
  const cheap = ['--batch-mode', '--type=luks2', '--pbkdf=pbkdf2', '--pbkdf-force-iterations=1000'];
  await cryptsetup(['luksFormat', ...cheap, image, '-'], passphrase);
});
afterEach(() => rm(folder, { recursive: true }));

async function cryptsetup(args: string[], input = ''): Promise<string> {
  return (await execa(findProgram('cryptsetup')!, args, { input })).stdout;
}

async function readHeader() {
  return headerSchema.parse(
    JSON.parse(await cryptsetup(['luksDump', '--dump-json-metadata', image])),
  );
}

/** Whether the secret opens the volume, and through which keyslot. */
async function tryToOpen(secret: string): Promise<string | undefined> {
  const args = ['open', '--test-passphrase', '--verbose', '--key-file=-', image];
  const result = await execa(findProgram('cryptsetup')!, args, { input: secret, reject: false });
  return /Key slot (\d+) unlocked/.exec(result.stdout)?.[1];
}

/** Asks the token for the secret of an enrolment, as systemd-cryptsetup does. */
async function askToken(token: z.output<typeof fido2Schema>, settings: TokenSettingsInput) {
  const virtual = new VirtualToken('asked', settings, openSocketPorts(folder));
  await virtual.plug();
  const host = startFido2Host(join(folder, 'asked.hid'));
  try {
    await host.call('open');
    const answer = await host.call('get_assertion', {
      id: Buffer.from(token['fido2-credential'], 'base64').toString('hex'),
      salts: Buffer.from(token['fido2-salt'], 'base64').toString('hex'),
      ...(token['fido2-clientPin-required'] === true && { pin: '1234' }),
      uv_token: token['fido2-uv-required'],
    });
    const { secrets } = z.object({ secrets: z.string().optional() }).parse(answer);
    return secrets === undefined ? undefined : Buffer.from(secrets, 'hex').toString('base64');
  } finally {
    await host.close();
    await virtual.unplug();
  }
}

async function readFixture() {
  const path = new URL('../fixtures/tools/luksDump.json', import.meta.url);
  return headerSchema.parse(JSON.parse(await readFile(path, 'utf8')));
}

describe('enrolToken', () => {
  it('writes the header that systemd-cryptenroll writes', async () => {
    await enrolToken({ image, passphrase, seed: 'a', variant: 'pin' });
    const [header, recorded] = [await readHeader(), await readFixture()];
    const token = header.tokens['0']!;
    // As text, for the order of the members counts too; only what is random differs.
    const withoutRandom = (value: unknown) =>
      JSON.stringify(value).replace(/("(?:fido2-credential|fido2-salt|salt)":)"[^"]*"/g, '$1"…"');
    expect(withoutRandom(token)).toBe(withoutRandom(recorded.tokens['0']));
    expect(withoutRandom(header.keyslots['1'])).toBe(withoutRandom(recorded.keyslots['1']));
    expect(Buffer.from(fido2Schema.parse(token)['fido2-salt'], 'base64')).toHaveLength(32);
  });

  const model = {
    pin: { pin: '1234' },
    touch: {},
    verification: { userVerification: true },
  } satisfies Record<TokenVariant, object>;

  it.each(Object.entries(demoEnrolments))('%s: its tokens open the volume', async (_name, list) => {
    for (const enrolment of list) await enrolToken({ image, passphrase, ...enrolment });
    const { tokens } = await readHeader();
    expect(Object.keys(tokens)).toHaveLength(list.length);
    for (const [index, { seed, variant }] of list.entries()) {
      const token = fido2Schema.parse(tokens[String(index)]);
      const secret = await askToken(token, { seed, ...model[variant] });
      expect(await tryToOpen(secret ?? '')).toBe(token.keyslots[0]);
    }
    expect(await tryToOpen(passphrase)).toBe('0');
  });

  it('leaves a token of another seed outside', async () => {
    await enrolToken({ image, passphrase, seed: 'a', variant: 'touch' });
    const token = fido2Schema.parse((await readHeader()).tokens['0']);
    expect(await askToken(token, { seed: 'b' })).toBeUndefined();
    expect(await askToken(token, { seed: 'a' })).toBeDefined();
  });

  it('needs the verified person where it was enrolled with one', async () => {
    await enrolToken({ image, passphrase, seed: 'a', variant: 'pin' });
    const token = fido2Schema.parse((await readHeader()).tokens['0']);
    const unverified = { ...token, 'fido2-clientPin-required': false };
    const secret = await askToken(unverified, { seed: 'a', pin: '1234' });
    expect(await tryToOpen(secret ?? '')).toBeUndefined();
  });

  it('keeps nothing beside the image, also when it fails', async () => {
    const enrolment = { image, seed: 'a', variant: 'pin' } as const;
    await expect(enrolToken({ ...enrolment, passphrase: 'wrong' })).rejects.toThrow('exit code 2');
    await enrolToken({ ...enrolment, passphrase });
    expect((await execa('ls', [folder])).stdout).toBe('volume.raw');
    expect(Object.keys((await readHeader()).tokens)).toEqual(['0']);
  });
});
