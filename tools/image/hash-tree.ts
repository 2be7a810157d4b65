import { createHash, type Hash } from 'node:crypto';
import { lstat, readFile, readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';

async function addPath(hash: Hash, path: string, name: string): Promise<void> {
  const stats = await lstat(path);
  if (stats.isSymbolicLink()) {
    hash.update(`link\0${name}\0${await readlink(path)}\0`);
  } else if (stats.isDirectory()) {
    hash.update(`folder\0${name}\0`);
    for (const entry of (await readdir(path)).sort()) {
      await addPath(hash, join(path, entry), `${name}/${entry}`);
    }
  } else {
    const executable = (stats.mode & 0o111) !== 0 ? 'program' : 'file';
    hash.update(`${executable}\0${name}\0${String(stats.size)}\0`);
    hash.update(await readFile(path));
  }
}

/**
 * A short hash (16 hex digits) of texts and of files or folders: names, contents, links and the
 * executable bit count; owners and times don't, a new clone has others.
 */
export async function hashInputs(paths: string[], texts: string[] = []): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(texts));
  for (const [index, path] of paths.entries()) await addPath(hash, path, String(index));
  return hash.digest('hex').slice(0, 16);
}
