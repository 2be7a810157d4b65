/*
 * Images hold files of many owners, so they are built as root. When an ordinary user starts a
 * command, only this one step goes through sudo: the same file runs once more as its own program,
 * with the user's cache folder, and writes what it built into a file.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { z } from 'zod';
import { buildImages } from '../image/build.ts';
import { CommandError, runCommand } from './errors.ts';
import { takeLock } from './lock.ts';
import { cacheDir, outDir } from './paths.ts';
import { say } from './steps.ts';
import { findProgram } from '../setup/host.ts';

const lockDeadlineMs = 60 * 60_000;

const optionsSchema = z.strictObject({
  chain: z.enum(['volume', 'stub']),
  profile: z.enum(['test', 'production']),
  casualty: z.string(),
  fresh: z.boolean(),
  fast: z.boolean().optional(),
});
export type BuildOptions = z.infer<typeof optionsSchema>;

const resultSchema = z.object({
  disk: z.string(),
  tools: z.string(),
  sizes: z.record(z.enum(['initrd', 'uki', 'extension', 'disk']), z.number()),
});
type BuildResult = z.infer<typeof resultSchema>;

function build(options: BuildOptions): Promise<BuildResult> {
  return buildImages({ ...options, fast: options.fast ?? false, app: outDir, log: say });
}

async function buildThroughSudo(options: BuildOptions): Promise<BuildResult> {
  if (findProgram('sudo') === undefined)
    throw new CommandError(
      'Building the images needs root, and there is no sudo.',
      'run the command as root.',
    );
  const folder = await mkdtemp(join(tmpdir(), 'lifeboat-build-'));
  const resultFile = join(folder, 'result.json');
  const environment = [
    `XDG_CACHE_HOME=${dirname(cacheDir())}`,
    `PATH=${process.env['PATH'] ?? ''}`,
  ];
  const program = [process.execPath, import.meta.filename, JSON.stringify(options), resultFile];
  try {
    const result = await execa('sudo', ['env', ...environment, ...program], {
      stdio: 'inherit',
      reject: false,
    });
    if (result.exitCode !== 0) throw new CommandError('The images were not built; see above.');
    return resultSchema.parse(JSON.parse(await readFile(resultFile, 'utf8')));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Builds the images of one demo machine, through sudo where this is not root. */
export async function buildAsRoot(options: BuildOptions): Promise<BuildResult> {
  // The cache is shared; two builds of the same step would write into one folder.
  const release = await takeLock(join(cacheDir(), 'build.lock'), 'building images', lockDeadlineMs);
  try {
    return await (process.getuid?.() === 0 ? build(options) : buildThroughSudo(options));
  } finally {
    release();
  }
}

if (import.meta.main)
  await runCommand(async () => {
    const [options = '', resultFile = ''] = process.argv.slice(2);
    await writeFile(
      resultFile,
      JSON.stringify(await build(optionsSchema.parse(JSON.parse(options)))),
    );
  });
