import { mkdir, statfs } from 'node:fs/promises';
import { CommandError } from '../lib/errors.ts';

const gigabyte = 1e9;

/** A CommandError if a file system has less than `gigabytes` free for each of `folders`. */
export async function requireSpace(folders: string[], gigabytes: number): Promise<void> {
  for (const folder of folders) {
    await mkdir(folder, { recursive: true });
    const { bavail, bsize } = await statfs(folder);
    const free = (bavail * bsize) / gigabyte;
    if (free < gigabytes)
      throw new CommandError(
        `${folder} has ${free.toFixed(1)} GB free; ${String(gigabytes)} GB are needed.`,
        'free some space, or set XDG_CACHE_HOME to a folder on a larger disk.',
      );
  }
}
