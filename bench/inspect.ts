/**
 * `npm run bench:inspect`: how long `lifeboat inspect --json` takes on a machine with many disks,
 * boot files and extensions, beside the tools that it calls. The tools are the real ones: lsblk reads
 * a generated sysfs (--sysroot) through a shim that stands first in PATH and writes down each call.
 * The calls are then made again by themselves and timed, since Lifeboat does other things while a
 * tool works and would slow it down. In a mount namespace that goes with the command, the extensions
 * lie on the running system's /run/extensions and its ESP is mounted where it usually is; the command
 * runs without rights, so nothing is mounted for it.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { build } from 'vite';
import { repositoryDir } from '../tools/lib/paths.ts';
import { createBigMachine, espPlace, type BigMachine } from './lib/big-machine.ts';
import { benchFolder, size, type Samples } from './lib/inspect-bench.ts';

const targetRatio = 2;

const shim = (machine: BigMachine, log: string) => `#!/bin/bash
echo "$@" >> '${log}'
PATH=/usr/sbin:/usr/bin:/sbin:/bin exec lsblk --sysroot '${machine.sysroot}' "$@"
`;

/** Puts the machine where Lifeboat looks for it, then drops all rights for what is named after it. */
const putInPlace = ({ extensions, esp }: BigMachine) =>
  [
    'mount -t tmpfs tmpfs /run',
    'mkdir /run/extensions',
    `mount --bind '${extensions}' /run/extensions`,
    `mount -t tmpfs tmpfs ${dirname(espPlace)}`,
    `mkdir ${espPlace}`,
    `mount --bind '${esp}' ${espPlace}`,
    'exec unshare --user --map-user=1000 --map-group=1000 "$@"',
  ].join(' && ');

/** The options that Node gets in the image. */
async function readNodeOptions(): Promise<string[]> {
  const starter = join(repositoryDir, 'image/layers/payload/usr/bin/lifeboat');
  const line = /^exec \/usr\/bin\/node (.*)\/usr\/lib\//m.exec(
    await readFile(starter, 'utf8'),
  )?.[1];
  if (line === undefined) throw new Error(`${starter} does not start Node as it used to`);
  return line.split(' ').filter((option) => option !== '');
}

/** Builds the tool as the image carries it. */
async function buildTool(outDir: string): Promise<void> {
  await build({
    root: repositoryDir,
    configFile: join(repositoryDir, 'cli.config.ts'),
    logLevel: 'error',
    build: { outDir, reportCompressedSize: false },
  });
}

const median = (values: readonly number[]) => {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  const middle = sorted.slice(Math.ceil(half) - 1, Math.floor(half) + 1);
  return middle.reduce((sum, value) => sum + value, 0) / middle.length;
};

function format({ calls, node, tools, inspect }: Samples): string {
  const ms = (values: readonly number[]) => `${median(values).toFixed(0).padStart(6)} ms`;
  const ratios = inspect.map((value, round) => value / (tools[round] ?? NaN));
  const own = inspect.map((value, round) => (value - (node[round] ?? NaN)) / (tools[round] ?? NaN));
  const times = (values: readonly number[]) => `${median(values).toFixed(2).padStart(6)} ×`;
  const verdict = median(ratios) <= targetRatio ? 'within' : 'NOT within';
  return [
    `${size.disks} disks × ${size.partitionsPerDisk} partitions, ${size.entries} entries, ${size.extensions} extensions; median of ${inspect.length}`,
    `  lifeboat inspect --json           ${ms(inspect)}`,
    `  the tools that it calls (${calls})       ${ms(tools)}`,
    `  Node itself, doing nothing        ${ms(node)}`,
    `  inspect : tools                   ${times(ratios)}  (${verdict} ${targetRatio} ×)`,
    `  without Node’s own start          ${times(own)}`,
    '',
  ].join('\n');
}

/** Measures and prints the table. */
export async function run(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'lifeboat-bench-'));
  try {
    const { lifeboat, tools, log } = benchFolder(folder);
    await buildTool(dirname(lifeboat));
    const machine = await createBigMachine(folder, size);
    await mkdir(tools);
    await writeFile(join(tools, 'lsblk'), shim(machine, log), { mode: 0o755 });
    const { stdout } = await execa('unshare', [
      ...['--user', '--map-root-user', '--mount', 'sh', '-c', putInPlace(machine), 'sh'],
      ...[process.execPath, join(repositoryDir, 'bench/lib/inspect-rounds.ts'), folder],
      ...(await readNodeOptions()),
    ]);
    process.stdout.write(format(JSON.parse(stdout) as Samples));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
