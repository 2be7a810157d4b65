import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildOnce, contentKey } from './content-key.ts';
import { CommandError } from './errors.ts';
import { outDir, repositoryDir } from './paths.ts';
import { runQuietly } from './run.ts';
import { step } from './steps.ts';

const sources = [
  ...['core', 'cli', 'main', 'preload', 'renderer', 'assets', 'test/token'],
  ...['electron.config.ts', 'cli.config.ts', 'token.config.ts'],
  ...['package-lock.json', 'tsconfig.base.json'],
].map((name) => join(repositoryDir, name));

const results = [
  ...['main/index.mjs', 'preload/chromium.cjs', 'renderer/index.html', 'cli/index.mjs'],
  'test/token.mjs',
];

function runBin(name: string, ...args: string[]): Promise<string> {
  const program = join(repositoryDir, 'node_modules', '.bin', name);
  return runQuietly(program, args, { cwd: repositoryDir });
}

/**
 * Bundles main process, preload, renderer and CLI into out/, and the test token for the images of
 * the test profile, unless their sources are unchanged.
 */
export async function buildApp(options: { fresh?: boolean } = {}): Promise<void> {
  const missing = () => results.filter((file) => !existsSync(join(outDir, file)));
  const isComplete = () => options.fresh !== true && missing().length === 0;
  const build = async () => {
    await runBin('electron-vite', 'build', '-c', 'electron.config.ts', '--logLevel', 'warn');
    await runBin('vite', 'build', '-c', 'cli.config.ts', '--logLevel', 'warn');
    await runBin('vite', 'build', '-c', 'token.config.ts', '--logLevel', 'warn');
    if (missing().length > 0)
      throw new CommandError(`The build left out ${missing().join(', ')} in ${outDir}.`);
  };
  await step(
    'application',
    async () => {
      const key = await contentKey(sources, repositoryDir);
      return buildOnce(join(outDir, 'app.stamp'), key, isComplete, build);
    },
    (cached) => cached,
  );
}
