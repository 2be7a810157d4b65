/**
 * The only ways in which an executor touches files. Each is one operation that a power cut can come
 * before or after, so a test can put its own implementation here and stop at any of them.
 */
import { mkdir, open, readdir, readFile, readlink, rename, rm, symlink } from 'node:fs/promises';

export interface FileOperations {
  makeDirectory(path: string): Promise<void>;
  /** Creates or empties the file and writes all of it; nothing is promised to be on the disk. */
  write(path: string, content: string | Uint8Array): Promise<void>;
  /** Waits until a file, or a directory's own entries, are on the disk. */
  sync(path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  makeLink(target: string, path: string): Promise<void>;
  remove(path: string): Promise<void>;
  list(directory: string): Promise<string[]>;
  read(path: string): Promise<Buffer>;
  readLink(path: string): Promise<string>;
}

export const nodeFiles: FileOperations = {
  makeDirectory: (path) => mkdir(path),
  async write(path, content) {
    const handle = await open(path, 'w', 0o644);
    try {
      await handle.writeFile(content);
    } finally {
      await handle.close();
    }
  },
  async sync(path) {
    const handle = await open(path, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
  rename: (from, to) => rename(from, to),
  makeLink: (target, path) => symlink(target, path),
  remove: (path) => rm(path),
  list: (directory) => readdir(directory),
  read: (path) => readFile(path),
  readLink: (path) => readlink(path),
};

/** What to do about an error that says that something is, or is not, there; others are thrown on. */
export const unless = async <T>(code: 'ENOENT' | 'EEXIST', work: Promise<T>, other: T) => {
  try {
    return await work;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === code) return other;
    throw error;
  }
};
