import { homedir } from 'node:os';
import { join } from 'node:path';

/** The folder of the checkout. */
export const repositoryDir = join(import.meta.dirname, '..', '..');

/** What builds and runs leave behind; never tracked. */
export const outDir = join(repositoryDir, 'out');

/** What several checkouts share and a new clone can do without: `$XDG_CACHE_HOME/lifeboat`. */
export function cacheDir(env: NodeJS.ProcessEnv = process.env): string {
  const base = env['XDG_CACHE_HOME'];
  return join(base !== undefined && base !== '' ? base : join(homedir(), '.cache'), 'lifeboat');
}

/** Where Node keeps what it compiled (NODE_COMPILE_CACHE), so that the next process need not. */
export function compiledDir(): string {
  return join(cacheDir(), 'compiled');
}
