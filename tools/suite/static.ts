import { lstat, readdir, readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { compiledDir, repositoryDir } from '../lib/paths.ts';
import { formatSeconds, say } from '../lib/steps.ts';
import type { Failure, PartResult } from './results.ts';
import {
  addPassed,
  keyByContent,
  keyByImports,
  readPassed,
  type Keys,
  type Tree,
} from './verdicts.ts';

interface Check {
  name: string;
  /** Its path below node_modules. */
  program: string;
  args: string[];
  /** For one that judges file by file: the files, which it takes as arguments too. */
  files?: Keys;
}

/** Everything that git tracks or would track, as it lies in the checkout. */
async function readTree(): Promise<Tree> {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const { stdout } = await execa('git', list, { cwd: repositoryDir });
  const tree = new Map<string, string>();
  for (const path of new Set(stdout.split('\0').filter((name) => name !== ''))) {
    const file = join(repositoryDir, path);
    const found = await lstat(file).catch(() => undefined);
    if (found?.isFile() === true) tree.set(path, await readFile(file, 'utf8'));
  }
  return tree;
}

function pick(keys: Keys, fits: RegExp): Keys {
  return new Map([...keys].filter(([path]) => fits.test(path)));
}

async function listChecks(): Promise<Check[]> {
  const tree = await readTree();
  const rules = [...tree].filter(([path]) =>
    /^(package-lock\.json|tsconfig.*\.json|eslint\.config\.js|\.prettier.*|\.gitignore)$/.test(
      path,
    ),
  );
  const salt = JSON.stringify(rules);
  const layers = (await readdir(repositoryDir))
    .map((file) => /^tsconfig\.(.+)\.json$/.exec(file)?.[1])
    .filter((layer) => layer !== undefined && layer !== 'base' && layer !== 'lint') as string[];
  return [
    // The longest first: with two processors the order decides how long all take.
    {
      name: 'lint',
      // By this name typescript-eslint knows that no file changes while it runs.
      program: '.bin/eslint',
      args: ['--max-warnings=0', '--no-warn-ignored'],
      files: pick(keyByImports(tree, salt), /\.([cm]?js|tsx?)$/),
    },
    ...layers.map((layer) => ({
      name: `types of ${layer}`,
      // The compiler in machine code; ESLint needs the one in JavaScript.
      program: 'typescript-native/bin/tsc',
      args: ['-p', `tsconfig.${layer}.json`],
    })),
    {
      name: 'format',
      program: '.bin/prettier',
      args: ['--check', '--ignore-unknown'],
      files: keyByContent(tree, salt),
    },
    {
      name: 'layers',
      program: '.bin/depcruise',
      args: ['--config', '.dependency-cruiser.cjs', '--output-type', 'err-long'].concat(
        'core',
        'cli',
        'main',
        'preload',
        'renderer',
      ),
    },
    { name: 'dead code', program: '.bin/knip', args: ['--no-progress'] },
  ];
}

/** Those of `open` that passed: after exit status 1 all that the output does not name. */
function listPassed(open: string[], exitCode: number | undefined, output: string): string[] {
  if (exitCode === 0) return open;
  return exitCode === 1 ? open.filter((path) => !output.includes(path)) : [];
}

async function runCheck({ name, program, args, files }: Check): Promise<Failure | undefined> {
  const start = performance.now();
  const known = files === undefined ? new Set<string>() : await readPassed(name);
  const open = [...(files ?? [])].filter(([, key]) => !known.has(key)).map(([path]) => path);
  if (files !== undefined && open.length === 0) {
    say(`✓ ${name}: cached`);
    return undefined;
  }
  const { failed, exitCode, all } = await execa(
    join(repositoryDir, 'node_modules', program),
    [...args, ...open],
    {
      cwd: repositoryDir,
      all: true,
      reject: false,
      stdin: 'ignore',
      env: { NODE_COMPILE_CACHE: compiledDir() },
    },
  );
  if (files !== undefined) {
    const failures = new Set(open);
    for (const path of listPassed(open, exitCode, all)) failures.delete(path);
    await addPassed(
      name,
      [...files].flatMap(([path, key]) => (failures.has(path) ? [] : [key])),
    );
  }
  const seconds = formatSeconds(performance.now() - start);
  const count =
    files === undefined ? '' : `${String(open.length)} of ${String(files.size)} files, `;
  say(`${failed ? '✗' : '✓'} ${name} (${count}${seconds})`);
  if (!failed) return undefined;
  say(all.trim());
  return { name, detail: all };
}

/** Types, lint, format, layers and dead code; each counts as one test. */
export async function runStaticPart(): Promise<PartResult> {
  const start = performance.now();
  const waiting = await listChecks();
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
