import { mkdir, open, rename, stat, statfs } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fail, ok, type Result } from '../../core/result.ts';

/** Waits until the directory's own entries are on the disk. */
async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Replaces a file so that a power cut leaves the old or the new text: temporary file, fsync, rename,
 * fsync of the directory. FAT promises no more than that, so one such write is one step. ESP-02.
 */
export async function writeFileSafely(path: string, text: string): Promise<Result<null>> {
  const directory = dirname(path);
  const temporary = join(directory, `.${basename(path)}.tmp`);
  try {
    await mkdir(directory, { recursive: true });
    const handle = await open(temporary, 'w', 0o644);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
    await syncDirectory(directory);
    return ok(null);
  } catch (error) {
    return fail('ESP-02', { path }, String(error));
  }
}

/** Renames a file within its directory for good; never over another one. ESP-02. */
export async function renameSafely(from: string, to: string): Promise<Result<null>> {
  try {
    const isTaken = await stat(to).then(
      () => true,
      () => false,
    );
    if (isTaken) return fail('ESP-02', { path: to }, `${basename(to)} is there already`);
    await rename(from, to);
    await syncDirectory(dirname(to));
    return ok(null);
  } catch (error) {
    return fail('ESP-02', { path: from }, String(error));
  }
}

/** ESP-03 when the file system of `directory` has less than `neededBytes` free. */
export async function checkSpace(directory: string, neededBytes: number): Promise<Result<null>> {
  try {
    const { bavail, bsize } = await statfs(directory);
    if (bavail * bsize >= neededBytes) return ok(null);
    return fail('ESP-03', { neededKib: Math.ceil(neededBytes / 1024) });
  } catch (error) {
    return fail('ESP-02', { path: directory }, String(error));
  }
}
