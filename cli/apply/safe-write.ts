/**
 * Writes that a power cut leaves whole or undone: a temporary file is written and synced, renamed over
 * the old one, and the directory is synced. FAT does not promise that a rename is atomic, so one such
 * write is one step of a plan and no step relies on two.
 */
import { statfs } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { findFatNameFault, isSameFatName } from '../../core/plan/fat-names.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { unless, type FileOperations } from './files.ts';

/** Makes the directory and those above it, each of them safely on the disk. */
async function makeDirectories(files: FileOperations, directory: string): Promise<void> {
  if ((await unless('ENOENT', files.list(directory), null)) !== null) return;
  await makeDirectories(files, dirname(directory));
  await unless('EEXIST', files.makeDirectory(directory), undefined);
  await files.sync(dirname(directory));
}

const attempt = async (path: string, work: () => Promise<Result<null>>): Promise<Result<null>> => {
  try {
    return await work();
  } catch (error) {
    return fail('ESP-02', { path }, String(error));
  }
};

/** The name under which a file is written before it replaces the old one. */
export const temporaryOf = (path: string): string => join(dirname(path), `.${basename(path)}.tmp`);

/** Replaces a file so that a power cut leaves the old or the new content. ESP-02. */
export const writeFileSafely = (
  files: FileOperations,
  path: string,
  content: string | Uint8Array,
): Promise<Result<null>> =>
  attempt(path, async () => {
    const temporary = temporaryOf(path);
    await makeDirectories(files, dirname(path));
    await files.write(temporary, content);
    await files.sync(temporary);
    await files.rename(temporary, path);
    await files.sync(dirname(path));
    return ok(null);
  });

export interface RenameOptions {
  /** Whether the names must be such as FAT can keep; it also takes letters for the same in any case. */
  isFat: boolean;
}

/** Moves a file or directory within its file system for good; never over another one. ESP-02. */
export const moveSafely = (
  files: FileOperations,
  from: string,
  to: string,
  { isFat }: RenameOptions,
): Promise<Result<null>> =>
  attempt(from, async () => {
    const name = basename(to);
    const fault = isFat ? findFatNameFault(name) : null;
    if (fault !== null) return fail('ESP-02', { path: to }, fault);
    await makeDirectories(files, dirname(to));
    const isTaken = (await files.list(dirname(to))).some(
      (other) =>
        (isFat ? isSameFatName(other, name) : other === name) && join(dirname(to), other) !== from,
    );
    if (isTaken) return fail('ESP-02', { path: to }, `${name} is there already`);
    await files.rename(from, to);
    await files.sync(dirname(to));
    if (dirname(from) !== dirname(to)) await files.sync(dirname(from));
    return ok(null);
  });

/** Points a symbolic link elsewhere, or removes it, in one change of its directory. ESP-02. */
export const setLinkSafely = (
  files: FileOperations,
  path: string,
  target: string | null,
): Promise<Result<null>> =>
  attempt(path, async () => {
    if (target === null) await files.remove(path);
    else {
      const temporary = temporaryOf(path);
      await unless('ENOENT', files.remove(temporary), undefined);
      await files.makeLink(target, temporary);
      await files.rename(temporary, path);
    }
    await files.sync(dirname(path));
    return ok(null);
  });

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
