/**
 * A tree of files to be read, wherever it comes from: a mounted file system, a directory that stands
 * for one, or a FAT volume in an image file that nobody mounted. Paths are relative to the tree's
 * own top, with `/` between names and none needed in front; `..` never leads above the top. Nothing
 * here writes, nothing throws for what a disk may hold: what is absent, unreadable or of the wrong
 * kind is null or empty.
 */
export interface TreeEntry {
  name: string;
  /** Of what a symbolic link leads to; `other` also for links that lead nowhere in this tree. */
  kind: 'file' | 'directory' | 'other';
  /** Zero for anything but files. */
  sizeBytes: number;
}

export interface Tree {
  /** What a directory holds, without `.` and `..`, in no promised order; empty when it is absent. */
  list(path: string): Promise<TreeEntry[]>;
  stat(path: string): Promise<TreeEntry | null>;
  /** Bytes of a file, fewer than `length` at its end. */
  read(path: string, offset: number, length: number): Promise<Uint8Array | null>;
  /** The whole of a UTF-8 text file; null also when it has more than `limit` bytes. */
  readText(path: string, limit: number): Promise<string | null>;
  /** Bytes that an ordinary program could still write there; null when that is not known. */
  freeBytes(): Promise<number | null>;
}

/** The names of a path, the empty ones and `.` left out. */
export const splitPath = (path: string): string[] =>
  path.split('/').filter((name) => name !== '' && name !== '.');
