/*
 * The rounds of bench/inspect.ts, run where the machine is in place and without rights: FOLDER is the
 * bench's folder, the words after it are Node's options. Prints the samples as JSON.
 */
import { spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { benchFolder, size, type Samples } from './inspect-bench.ts';

const rounds = 11;

const [folder = '', ...options] = process.argv.slice(2);
const { lifeboat, tools, log, output } = benchFolder(folder);

/**
 * Runs a program; milliseconds it took. Its output goes into a file, since a reader at the other end
 * of a pipe would be measured with it.
 */
function time(program: string, args: readonly string[]): number {
  const file = openSync(output, 'w');
  try {
    const env = { ...process.env, PATH: [tools, process.env['PATH']].join(delimiter) };
    const begin = performance.now();
    const { status } = spawnSync(program, args, { stdio: ['ignore', file, 'inherit'], env });
    if (status !== 0) throw new Error(`${program} ended with ${String(status)}`);
    return performance.now() - begin;
  } finally {
    closeSync(file);
  }
}

/** The calls of tools since the last time, made again: how many, and how long they took together. */
async function timeTools() {
  const lines = (await readFile(log, 'utf8')).split('\n').filter((line) => line !== '');
  const each = lines.map((line) => time(join(tools, 'lsblk'), line.split(' ')));
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

const samples: Samples = { calls: 0, node: [], tools: [], inspect: [] };
await writeFile(log, '');
for (let round = 0; round < rounds; round += 1) {
  const node = time(process.execPath, [...options, '--eval', '0']);
  const inspect = time(process.execPath, [...options, lifeboat, 'inspect', '--json']);
  check(await readFile(output, 'utf8'));
  const { calls, ms } = await timeTools();
  // The first round warms the file system's cache.
  if (round === 0) continue;
  samples.calls = calls;
  samples.node.push(node);
  samples.tools.push(ms);
  samples.inspect.push(inspect);
}
process.stdout.write(JSON.stringify(samples));
