import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { repositoryDir } from '../lib/paths.ts';
import { formatSeconds, say } from '../lib/steps.ts';
import type { Failure, PartResult } from './results.ts';

interface Check {
  name: string;
  program: string;
  args: string[];
}

const cacheFolder = 'node_modules/.cache/lifeboat';

function listChecks(): Check[] {
  const projects = readdirSync(repositoryDir)
    .map((file) => /^tsconfig\.(.+)\.json$/.exec(file)?.[1])
    .filter((layer) => layer !== undefined && layer !== 'base' && layer !== 'lint') as string[];
  const types = projects.map((layer) => ({
    name: `types of ${layer}`,
    program: 'tsc',
    args: ['-p', `tsconfig.${layer}.json`, '--incremental'].concat(
      '--tsBuildInfoFile',
      `${cacheFolder}/${layer}.tsbuildinfo`,
    ),
  }));
  const remembered = (file: string) => ['--cache', '--cache-location', `${cacheFolder}/${file}`];
  return [
    // The longest first: with two processors the order decides how long all take. It has no cache,
    // for it reads types, and so a file's verdict depends on other files.
    { name: 'lint', program: 'eslint', args: ['.', '--max-warnings=0'] },
    ...types,
    { name: 'format', program: 'prettier', args: ['--check', '.', ...remembered('prettier')] },
    {
      name: 'layers',
      program: 'depcruise',
      args: ['--config', '.dependency-cruiser.cjs', '--output-type', 'err-long'].concat(
        'core',
        'cli',
        'main',
        'preload',
        'renderer',
      ),
    },
    { name: 'dead code', program: 'knip', args: ['--no-progress'] },
  ];
}

async function runCheck({ name, program, args }: Check): Promise<Failure | undefined> {
  const start = performance.now();
  const result = await execa(join(repositoryDir, 'node_modules/.bin', program), args, {
    cwd: repositoryDir,
    all: true,
    reject: false,
    stdin: 'ignore',
  });
  const seconds = formatSeconds(performance.now() - start);
  say(`${result.failed ? '✗' : '✓'} ${name} (${seconds})`);
  if (!result.failed) return undefined;
  say(result.all.trim());
  return { name, detail: result.all };
}

/** Types, lint, format, layers and dead code; each counts as one test. */
export async function runStaticPart(): Promise<PartResult> {
  const start = performance.now();
  const waiting = listChecks();
  const count = waiting.length;
  const failures: Failure[] = [];
  const work = async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      const failure = await runCheck(check);
      if (failure !== undefined) failures.push(failure);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return {
    part: 'static',
    passed: count - failures.length,
    failures,
    skips: [],
    milliseconds: performance.now() - start,
  };
}
