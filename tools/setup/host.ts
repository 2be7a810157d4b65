/*
 * Makes the host ready: finds out which Debian packages are missing for a purpose and installs
 * exactly those, without recommendations. What is there in another way (a python3 of one's own) is
 * taken as it is. Commands that promise to need no root only look, and name the packages.
 */
import { accessSync, constants, existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';
import { CommandError } from '../lib/errors.ts';
import { say, step } from '../lib/steps.ts';
import { type HostPackage, hostPackages, type Purpose } from './packages.ts';

const aptOptions = ['-o', 'DPkg::Lock::Timeout=300', '-o', 'APT::Acquire::Retries=2'];
const aptEnvironment = 'DEBIAN_FRONTEND=noninteractive';

/** Debian keeps administrators' programs outside a user's PATH. */
function searchPath(): string[] {
  return [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin'];
}

/** The full path of a program, or undefined. */
export function findProgram(name: string): string | undefined {
  return searchPath()
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

function isThere(wanted: HostPackage): boolean {
  if (wanted.program !== undefined) return findProgram(wanted.program) !== undefined;
  return wanted.file !== undefined && existsSync(wanted.file);
}

/** Names of the packages that are missing for `purposes`. */
export function missingPackages(purposes: Purpose[]): string[] {
  return purposes
    .flatMap((purpose) => hostPackages[purpose])
    .filter((wanted) => !isThere(wanted))
    .map(({ name }) => name);
}

/** What apt printed, as one sentence with the next step. */
export function explainAptFailure(output: string): CommandError {
  if (
    /Temporary failure resolving|Could not connect|Could not resolve|Failed to fetch/.test(output)
  )
    return new CommandError(
      "The Debian mirror can't be reached.",
      'check the network and what /etc/apt names (`apt-get update` shows it), and try again.',
    );
  if (/You don't have enough free space|No space left/.test(output))
    return new CommandError(
      'No space is left for Debian packages.',
      'free 2 GB on / and try again.',
    );
  const unknown = /Unable to locate package (\S+)|Package (\S+) is not available/.exec(output);
  if (unknown !== null)
    return new CommandError(
      `apt does not know the package ${unknown[1] ?? unknown[2] ?? ''}.`,
      'use Debian 12 or 13 with its main archive in /etc/apt.',
    );
  const tail = output.trim().split('\n').slice(-10).join('\n  | ');
  return new CommandError(`apt-get failed:\n  | ${tail}`);
}

/** The words before `apt-get` that make it root's, or a CommandError that names the packages. */
async function findRootPrefix(packages: string[]): Promise<string[]> {
  if (process.getuid?.() === 0) return [];
  const hint = `have an administrator run \`apt-get install ${packages.join(' ')}\` and try again.`;
  if (findProgram('sudo') === undefined)
    throw new CommandError(`Packages are missing, and there is neither root nor sudo.`, hint);
  const silent = await execa('sudo', ['-n', 'true'], { reject: false });
  if (silent.exitCode === 0) return ['sudo', '-n'];
  if (!process.stdin.isTTY)
    throw new CommandError('Packages are missing, and sudo wants a password.', hint);
  say('  sudo asks for your password to install Debian packages:');
  const asked = await execa('sudo', ['-v'], { reject: false, stdio: 'inherit' });
  if (asked.exitCode !== 0) throw new CommandError('sudo did not let you install packages.', hint);
  return ['sudo', '-n'];
}

async function hasPackageLists(): Promise<boolean> {
  const files = await readdir('/var/lib/apt/lists').catch(() => []);
  return files.some((file) => file.includes('_Packages'));
}

async function installPackages(packages: string[]): Promise<void> {
  const prefix = await findRootPrefix(packages);
  const apt = async (...args: string[]) => {
    const [file = '', ...rest] = [
      ...prefix,
      'env',
      aptEnvironment,
      'apt-get',
      ...aptOptions,
      ...args,
    ];
    const result = await execa(file, rest, { all: true, reject: false, stdin: 'ignore' });
    return result.failed ? result.all : undefined;
  };
  const install = () => apt('install', '--yes', '--no-install-recommends', ...packages);
  if (await hasPackageLists()) {
    if ((await install()) === undefined) return;
    // Lists that have aged name files that the mirror no longer has.
  }
  const failure = (await apt('update')) ?? (await install());
  if (failure !== undefined) throw explainAptFailure(failure);
}

/** Looks only: a CommandError names the packages that `purposes` lack. */
export function requireHost(purposes: Purpose[]): void {
  const missing = missingPackages(purposes);
  if (missing.length > 0)
    throw new CommandError(
      `Missing on this machine: ${missing.join(', ')}.`,
      `install with \`apt-get install --no-install-recommends ${missing.join(' ')}\`.`,
    );
}

/** Installs what `purposes` lack; says nothing when nothing is missing. */
export async function prepareHost(purposes: Purpose[]): Promise<void> {
  const missing = missingPackages(purposes);
  if (missing.length === 0) return;
  if (findProgram('apt-get') === undefined)
    throw new CommandError(
      `Missing on this machine: ${missing.join(', ')}; and there is no apt-get to install them.`,
      'use Debian 12 or 13.',
    );
  say(`  Debian packages to install: ${missing.join(' ')}`);
  await step(`Debian packages (${String(missing.length)})`, () => installPackages(missing));
  requireHost(purposes);
}
