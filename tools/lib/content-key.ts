import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

/** All files at or below `path`, sorted, tests excluded: they never change what is built. */
async function listFiles(path: string): Promise<string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(
    (error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined;
      throw error;
    },
  );
  if (entries === undefined) return [path];
  return entries
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** SHA-256 (hex) over names and contents of `paths` (files or folders; missing ones count too). */
export async function contentKey(paths: string[], base: string, extra = ''): Promise<string> {
  const hash = createHash('sha256').update(extra);
  for (const path of paths) {
    if (!existsSync(path)) {
      hash.update(`\0missing ${relative(base, path)}\0`);
      continue;
    }
    for (const file of await listFiles(path)) {
      hash.update(`\0${relative(base, file)}\0`);
      hash.update(await readFile(file));
    }
  }
  return hash.digest('hex');
}

/**
 * Runs `build` unless `stampFile` says that it already ran for `key` and `isComplete` finds what it
 * made; gives whether it was cached.
 */
export async function buildOnce(
  stampFile: string,
  key: string,
  isComplete: () => boolean,
  build: () => Promise<void>,
): Promise<boolean> {
  const known = await readFile(stampFile, 'utf8').catch(() => '');
  if (known.trim() === key && isComplete()) return true;
  await rm(stampFile, { force: true });
  await build();
  await mkdir(dirname(stampFile), { recursive: true });
  await writeFile(stampFile, `${key}\n`);
  return false;
}
