/*
 * Binds LUKS2 volumes to virtual tokens that are not there. systemd-cryptenroll(1) has a token make
 * a credential and, out of a random salt, a secret; the secret opens a keyslot of the volume, and
 * the header keeps credential and salt. A test token derives both from its seed (test/token/keys.ts),
 * so the same can be written to a plain image file: without device mapper, root or the token. In the
 * guest the token of that seed then opens the volume.
 */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { z } from 'zod';
import { evaluateSalts } from '../../test/token/hmac-secret.ts';
import { TokenKeys } from '../../test/token/keys.ts';
import { findProgram } from '../setup/host.ts';

/** What the person has to do: enter a PIN and touch, only touch, or be verified by the token. */
export type TokenVariant = 'pin' | 'touch' | 'verification';

/** A token by its seed, and how it opens the volume. */
export interface Enrolment {
  seed: string;
  variant: TokenVariant;
}

/** The enrolments of a demo machine by what they show. */
export const demoEnrolments = {
  pin: [{ seed: 'first', variant: 'pin' }],
  touch: [{ seed: 'first', variant: 'touch' }],
  verification: [{ seed: 'first', variant: 'verification' }],
  'two-tokens': [
    { seed: 'first', variant: 'pin' },
    { seed: 'second', variant: 'touch' },
  ],
  /** For the security chip, which only the machine itself can enrol. */
  chip: [],
} satisfies Record<string, Enrolment[]>;

export type TokenDemo = keyof typeof demoEnrolments;
export const tokenDemos = Object.keys(demoEnrolments) as TokenDemo[];

/** Runs cryptsetup(8) and gives its standard output. */
export type RunCryptsetup = (args: string[], input?: string) => Promise<string>;

const relyingParty = 'io.systemd.cryptsetup';
const saltBytes = 32;

/** What systemd gives a secret that nobody can guess: the least that LUKS2 permits. */
const keyslotOptions = [
  ...['--batch-mode', '--hash=sha512', '--pbkdf=pbkdf2', '--pbkdf-force-iterations=1000'],
];

const requirements = {
  pin: { pin: true, verification: false },
  touch: { pin: false, verification: false },
  verification: { pin: false, verification: true },
} satisfies Record<TokenVariant, { pin: boolean; verification: boolean }>;

const headerSchema = z.object({ keyslots: z.record(z.string(), z.unknown()) });

const runOnHost: RunCryptsetup = async (args, input) => {
  const program = findProgram('cryptsetup') ?? 'cryptsetup';
  const { stdout } = await execa(program, args, input === undefined ? {} : { input });
  return stdout;
};

function findFreeSlot(header: unknown): string {
  const { keyslots } = headerSchema.parse(header);
  let slot = 0;
  while (String(slot) in keyslots) slot += 1;
  return String(slot);
}

/** Adds a key; the secrets go through files beside the image, where a sandbox can read them too. */
async function addKey(
  cryptsetup: RunCryptsetup,
  image: string,
  secrets: { passphrase: string; key: string; slot: string },
): Promise<void> {
  const folder = await mkdtemp(join(dirname(image), 'enrol-'));
  const [oldFile, newFile] = [join(folder, 'old'), join(folder, 'new')];
  try {
    await writeFile(oldFile, secrets.passphrase, { mode: 0o600 });
    await writeFile(newFile, secrets.key, { mode: 0o600 });
    await cryptsetup([
      ...['luksAddKey', ...keyslotOptions, `--key-file=${oldFile}`],
      ...[`--new-key-slot=${secrets.slot}`, image, newFile],
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/**
 * Binds the LUKS2 image, which `passphrase` opens, to the token of a seed, in the form that
 * systemd-cryptenroll writes. Throws what cryptsetup says where it fails.
 */
export async function enrolToken(
  options: Enrolment & { image: string; passphrase: string; cryptsetup?: RunCryptsetup },
): Promise<void> {
  const { image, passphrase, seed, variant, cryptsetup = runOnHost } = options;
  const needs = requirements[variant];
  const keys = new TokenKeys(seed);
  const credential = keys.createCredentialId(relyingParty);
  const salt = randomBytes(saltBytes);
  const isVerified = needs.pin || needs.verification;
  const secret = evaluateSalts(keys.credRandom(credential, isVerified), salt);

  const header = await cryptsetup(['luksDump', '--dump-json-metadata', image]);
  const slot = findFreeSlot(JSON.parse(header));
  await addKey(cryptsetup, image, { passphrase, key: secret.toString('base64'), slot });
  const token = {
    type: 'systemd-fido2',
    keyslots: [slot],
    'fido2-credential': credential.toString('base64'),
    'fido2-salt': salt.toString('base64'),
    'fido2-rp': relyingParty,
    'fido2-clientPin-required': needs.pin,
    'fido2-up-required': true,
    'fido2-uv-required': needs.verification,
  };
  await cryptsetup(['token', 'import', '--json-file=-', image], JSON.stringify(token));
}
