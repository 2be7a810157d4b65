/*
 * The tools tree: a Debian 13 with the programs that build and run the images (mkosi, ukify,
 * systemd-repart, QEMU …), unpacked by mmdebstrap in the cache folder. Nothing of it is installed on
 * the machine, and every machine builds with the same versions. A command runs in it through mkosi's
 * own sandbox, which shows it the tree as /usr and, at their usual places, the folders it works on.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { execa, ExecaError } from 'execa';
import { CommandError } from '../lib/errors.ts';
import { cacheDir, repositoryDir } from '../lib/paths.ts';
import { readAptProxy, readMachineSources, suite } from './apt-sources.ts';
import { cached, type BuildContext } from './cache.ts';
import { hashInputs } from './hash-tree.ts';

const packageList = join(repositoryDir, 'image', 'tools.packages');
const keyrings = '/usr/share/keyrings';
/** Documentation of build tools that nobody reads here; half of the time is writing files. */
const excluded = ['/usr/share/doc/*', '/usr/share/man/*', '/usr/share/locale/*'];

/** No tool takes nearly as long; one that waits for something must not hang the build. */
const toolTimeoutMs = 10 * 60_000;

/** The folder with mmdebstrap: the machine's own or one unpacked from its package. */
async function findMmdebstrap(): Promise<string> {
  if (existsSync('/usr/bin/mmdebstrap')) return '/usr/bin';
  const folder = join(cacheDir(), 'mmdebstrap');
  const program = join(folder, 'usr', 'bin');
  if (existsSync(join(program, 'mmdebstrap'))) return program;
  await mkdir(folder, { recursive: true });
  await execa('apt-get', ['download', 'mmdebstrap'], { cwd: folder }).catch(() => {
    throw new CommandError(
      'the package mmdebstrap, which the image build starts from, can’t be downloaded',
      'run `apt-get update`, check the network, then try again',
    );
  });
  const archive = (await readdir(folder)).find((name) => name.endsWith('.deb')) ?? '';
  await execa('dpkg-deb', ['-x', archive, folder], { cwd: folder });
  return program;
}

/** Names of packages, one a line, `#` starts a comment. */
async function readPackageList(): Promise<string[]> {
  const lines = (await readFile(packageList, 'utf8')).split('\n');
  return lines.map((line) => line.replace(/#.*/, '').trim()).filter((line) => line !== '');
}

/** The path of the tools tree, made when it isn't there (about a minute, 700 MB). */
export async function makeToolsTree(context: BuildContext): Promise<string> {
  const packages = await readPackageList();
  const key = await hashInputs([], [suite, ...packages, ...excluded]);
  const folder = await cached(context, 'tools', key, async (unfinished) => {
    const program = await findMmdebstrap();
    const proxy = await readAptProxy();
    await execa(
      'mmdebstrap',
      [
        '--mode=root',
        '--variant=minbase',
        '--aptopt=APT::Install-Recommends "false"',
        ...(proxy === undefined ? [] : [`--aptopt=Acquire::http::Proxy "${proxy}"`]),
        ...excluded.map((pattern) => `--dpkgopt=path-exclude=${pattern}`),
        `--keyring=${keyrings}`,
        `--include=${packages.join(',')}`,
        suite,
        join(unfinished, 'tree'),
        ...(await readMachineSources()).map(({ uri, suite: name }) => `deb ${uri} ${name} main`),
      ],
      { env: { PATH: `${program}:${process.env['PATH'] ?? ''}` }, all: true },
    ).catch((error: unknown) => {
      throw toCommandError('mmdebstrap', error);
    });
  });
  return join(folder, 'tree');
}

/** A failed tool as a person should read it: its last lines say why. */
export function toCommandError(tool: string, error: unknown): CommandError {
  if (!(error instanceof ExecaError)) throw error;
  // An ExecaError's message ends with what the program printed.
  const lastLines = error.message.trim().split('\n').slice(-25).join('\n    ');
  return new CommandError(
    `${tool} failed:\n    ${lastLines}`,
    'read the lines above; `npm run image -- --fresh` builds everything again',
  );
}

export interface ToolOptions {
  /** Folders that the command may read and write, beside the build's own. */
  bind?: string[];
  cwd?: string;
  input?: string;
  env?: Record<string, string>;
}

/** Runs a command of the tools tree and gives its standard output; a failure is a CommandError. */
export async function runTool(
  tools: string,
  command: string,
  args: string[],
  options: ToolOptions = {},
): Promise<string> {
  const sandbox = join(tools, 'usr/lib/python3/dist-packages/mkosi/sandbox.py');
  const folders = [cacheDir(), repositoryDir, ...(options.bind ?? [])];
  const { stdout } = await execa(
    'python3',
    [
      sandbox,
      ...['--ro-bind', join(tools, 'usr'), '/usr', '--ro-bind', join(tools, 'etc'), '/etc'],
      ...['bin', 'sbin', 'lib', 'lib64'].flatMap((name) => [
        '--symlink',
        `usr/${name}`,
        `/${name}`,
      ]),
      ...[
        '--proc',
        '/proc',
        '--dev',
        '/dev',
        '--tmpfs',
        '/run',
        '--tmpfs',
        '/tmp',
        '--dir',
        '/var/tmp',
      ],
      ...folders.flatMap((folder) => ['--bind', folder, folder]),
      ...['--chdir', options.cwd ?? cacheDir()],
      command,
      ...args,
    ],
    {
      env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C.UTF-8', ...options.env },
      extendEnv: false,
      all: true,
      ...(options.input === undefined ? { stdin: 'ignore' as const } : { input: options.input }),
      timeout: toolTimeoutMs,
    },
  ).catch((error: unknown) => {
    throw toCommandError(command, error);
  });
  return stdout;
}
