/**
 * `npm run bench:inspect`: how long `lifeboat inspect --json` takes on a machine with many disks,
 * boot files and extensions, beside the tools that it calls. The tools are the real ones: lsblk reads
 * a generated sysfs (--sysroot) through a shim that stands first in PATH and writes down each call.
 * The calls are then made again by themselves and timed, since Lifeboat does other things while a
 * tool works and would slow it down. In a mount namespace that goes with the command, the extensions
 * lie on the running system's /run/extensions and its ESP is mounted where it usually is; the command
 * runs without rights, so nothing is mounted for it.
 */
import { spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { build } from 'vite';
import { repositoryDir } from '../tools/lib/paths.ts';
import {
  createBigMachine,
  espPlace,
  type BigMachine,
  type BigMachineSize,
} from './lib/big-machine.ts';

const size: BigMachineSize = { disks: 64, partitionsPerDisk: 16, entries: 200, extensions: 500 };
const rounds = 7;
const targetRatio = 2;

const shim = (machine: BigMachine, log: string) => `#!/bin/bash
echo "$@" >> '${log}'
PATH=/usr/sbin:/usr/bin:/sbin:/bin exec lsblk --sysroot '${machine.sysroot}' "$@"
`;

/**
 * Runs a program; milliseconds it took. Its output goes into a file, since a reader at the other end
 * of a pipe would be measured with it.
 */
function time(program: string, args: readonly string[], output: string, path?: string): number {
  const file = openSync(output, 'w');
  try {
    const env = { ...process.env, ...(path === undefined ? {} : { PATH: path }) };
    const begin = performance.now();
    const { status } = spawnSync(program, args, { stdio: ['ignore', file, 'inherit'], env });
    if (status !== 0) throw new Error(`${program} ended with ${String(status)}`);
    return performance.now() - begin;
  } finally {
    closeSync(file);
  }
}

/** Runs Node without rights where the extensions are the running system's. */
function timeNode(machine: BigMachine, tools: string, args: readonly string[], output: string) {
  const inside = [
    'mount -t tmpfs tmpfs /run',
    'mkdir /run/extensions',
    `mount --bind '${machine.extensions}' /run/extensions`,
    `mount -t tmpfs tmpfs ${dirname(espPlace)}`,
    `mkdir ${espPlace}`,
    `mount --bind '${machine.esp}' ${espPlace}`,
    'exec unshare --user --map-user=1000 --map-group=1000 "$@"',
  ].join(' && ');
  return time(
    'unshare',
    [
      ...['--user', '--map-root-user', '--mount', 'sh', '-c', inside, 'sh'],
      ...[process.execPath, ...args],
    ],
    output,
    [tools, process.env['PATH']].join(delimiter),
  );
}

/** The options that Node gets in the image. */
async function readNodeOptions(): Promise<string[]> {
  const starter = join(repositoryDir, 'image/layers/payload/usr/bin/lifeboat');
  const line = /^exec \/usr\/bin\/node (.*)\/usr\/lib\//m.exec(
    await readFile(starter, 'utf8'),
  )?.[1];
  if (line === undefined) throw new Error(`${starter} does not start Node as it used to`);
  return line.split(' ').filter((option) => option !== '');
}

/** The tool as the image carries it. */
async function buildTool(folder: string): Promise<string> {
  await build({
    root: repositoryDir,
    configFile: join(repositoryDir, 'cli.config.ts'),
    logLevel: 'error',
    build: { outDir: folder, reportCompressedSize: false },
  });
  return join(folder, 'index.mjs');
}

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** The calls of tools since the last time, made again: how many, and how long they took together. */
async function timeTools(tools: string, log: string, output: string) {
  const lines = (await readFile(log, 'utf8')).split('\n').filter((line) => line !== '');
  await writeFile(log, '');
  const each = lines.map((line) => time(join(tools, 'lsblk'), line.split(' '), output));
  await writeFile(log, '');
  return { calls: lines.length, ms: each.reduce((sum, ms) => sum + ms, 0) };
}

function check(stdout: string): void {
  const machine = JSON.parse(stdout) as Record<string, unknown[]>;
  const found = {
    disks: machine['disks']?.length,
    entries: machine['entries']?.length,
    extensions: machine['extensions']?.length,
  };
  const { disks, entries, extensions } = size;
  if (JSON.stringify(found) === JSON.stringify({ disks, entries, extensions })) return;
  throw new Error(`The machine was not read whole: ${JSON.stringify(found)}`);
}

/** Measures and prints the table. */
export async function run(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'lifeboat-bench-'));
  try {
    const options = await readNodeOptions();
    const lifeboat = await buildTool(join(folder, 'cli'));
    const machine = await createBigMachine(folder, size);
    const [tools, log] = [join(folder, 'tools'), join(folder, 'log')];
    const output = join(folder, 'output');
    await mkdir(tools);
    await writeFile(join(tools, 'lsblk'), shim(machine, log), { mode: 0o755 });
    await writeFile(log, '');
    const samples: Record<'node' | 'tools' | 'inspect' | 'ratio' | 'own', number[]> = {
      node: [],
      tools: [],
      inspect: [],
      ratio: [],
      own: [],
    };
    let calls = 0;
    for (let round = 0; round < rounds; round += 1) {
      const node = timeNode(machine, tools, [...options, '--eval', '0'], output);
      const inspect = timeNode(machine, tools, [...options, lifeboat, 'inspect', '--json'], output);
      check(await readFile(output, 'utf8'));
      const called = await timeTools(tools, log, output);
      calls = called.calls;
      // The first round warms the file system's cache.
      if (round === 0) continue;
      samples.node.push(node);
      samples.tools.push(called.ms);
      samples.inspect.push(inspect);
      samples.ratio.push(inspect / called.ms);
      samples.own.push((inspect - node) / called.ms);
    }
    const ms = (values: readonly number[]) => `${median(values).toFixed(0).padStart(6)} ms`;
    const times = (values: readonly number[]) => `${median(values).toFixed(2).padStart(6)} ×`;
    const verdict = median(samples.ratio) <= targetRatio ? 'within' : 'NOT within';
    process.stdout.write(
      [
        `${size.disks} disks × ${size.partitionsPerDisk} partitions, ${size.entries} entries, ${size.extensions} extensions; median of ${rounds - 1}`,
        `  lifeboat inspect --json           ${ms(samples.inspect)}`,
        `  the tools that it calls (${calls})       ${ms(samples.tools)}`,
        `  Node itself, doing nothing        ${ms(samples.node)}`,
        `  inspect : tools                   ${times(samples.ratio)}  (${verdict} ${targetRatio} ×)`,
        `  without Node’s own start          ${times(samples.own)}`,
        '',
      ].join('\n'),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
