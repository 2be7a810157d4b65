/*
 * `npm run fuzz [-- --seconds N] [--seed N] [TARGET …]`: the readers of test/fuzz/targets.ts, each
 * fed with changed examples for a while. An input that makes a reader throw, stall or never return
 * is kept in out/fuzz/, and the seed repeats the run.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FuzzResult } from '../test/fuzz/fuzz.ts';
import { fuzzTargets } from '../test/fuzz/targets.ts';
import { headerBytes, type WorkerData } from '../test/fuzz/worker.ts';
import { CommandError, runCommand } from './lib/errors.ts';
import { parseOptions } from './lib/options.ts';
import { outDir } from './lib/paths.ts';
import { say } from './lib/steps.ts';

const usage = 'use `npm run fuzz -- [--seconds N] [--seed N] [TARGET …]`.';
const sharedBytes = 16 * 1024 * 1024;
const hangMs = 10_000;

function parseNumber(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) throw new CommandError(`--${name} is a number.`, usage);
  return value;
}

/** Runs one target in a worker and ends it when it stays with one input for too long. */
function runTarget(target: string, seconds: number, seed: number): Promise<FuzzResult> {
  const shared = new SharedArrayBuffer(sharedBytes);
  const header = new Uint32Array(shared, 0, 2);
  const workerData: WorkerData = { target, seconds, seed, shared };
  const worker = new Worker(new URL('../test/fuzz/worker.ts', import.meta.url), { workerData });
  return new Promise((resolve, reject) => {
    let seen = -1;
    const watch = setInterval(() => {
      const runs = Atomics.load(header, 0);
      if (runs !== seen) {
        seen = runs;
        return;
      }
      clearInterval(watch);
      const bytes = new Uint8Array(shared, headerBytes, Atomics.load(header, 1)).slice();
      void worker.terminate();
      const reason = `did not return within ${hangMs / 1000} s`;
      resolve({ runs, slowestMs: hangMs, failure: { bytes, reason } });
    }, hangMs);
    const finish = (settle: () => void) => {
      clearInterval(watch);
      settle();
    };
    worker.once('message', (result: FuzzResult) => finish(() => resolve(result)));
    worker.once('error', (error) => finish(() => reject(error as Error)));
  });
}

await runCommand(async () => {
  const { values, positionals } = parseOptions(
    { seconds: { type: 'string', default: '60' }, seed: { type: 'string' } },
    usage,
  );
  const known = Object.keys(fuzzTargets);
  const unknown = positionals.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new CommandError(`There is no target “${unknown}”.`, `use ${known.join(', ')}.`);
  }
  const seconds = parseNumber('seconds', values.seconds);
  const seed = parseNumber('seed', values.seed ?? String(Date.now() % 2 ** 32));
  say(`  seed ${seed}, ${seconds} s for each target`);
  for (const name of positionals.length > 0 ? positionals : known) {
    const { runs, slowestMs, failure } = await runTarget(name, seconds, seed);
    say(`${failure ? '✗' : '✓'} ${name}: ${runs} inputs, slowest ${slowestMs.toFixed(1)} ms`);
    if (failure === null) continue;
    const folder = join(outDir, 'fuzz');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, `${name}.bin`), failure.bytes);
    say(`  ${failure.reason}\n  the input is kept in out/fuzz/${name}.bin`);
    process.exitCode = 1;
  }
});
