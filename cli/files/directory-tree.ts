import { constants } from 'node:fs';
import { lstat, open, readdir, readlink, statfs } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { splitPath, type Tree, type TreeEntry } from './tree.ts';

export interface DirectoryTreeOptions {
  /** Whether names are found in any case, as on FAT; an exact name is still preferred. */
  ignoreCase?: boolean;
}

/** As many links as Linux follows in one path. */
const maxLinks = 40;
/** A pipe that stands where a file is expected must not stop the reading. */
const openFlags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

const toEntry = (name: string, stats: Awaited<ReturnType<typeof lstat>>): TreeEntry => {
  const kind = stats.isFile() ? 'file' : stats.isDirectory() ? 'directory' : 'other';
  return { name, kind, sizeBytes: kind === 'file' ? Number(stats.size) : 0 };
};

/**
 * A tree on a directory of this machine. Symbolic links are resolved as after a chroot(2) into
 * `root`: absolute ones begin at its top and none leads out of it.
 */
export class DirectoryTree implements Tree {
  readonly #root: string;
  readonly #ignoreCase: boolean;
  /** Directories that were found to be no links, so that each is looked up once and not for each file. */
  readonly #directories = new Set<string>();

  constructor(root: string, { ignoreCase = false }: DirectoryTreeOptions = {}) {
    this.#root = root;
    this.#ignoreCase = ignoreCase;
  }

  async list(path: string): Promise<TreeEntry[]> {
    const found = await this.#find(path);
    if (found?.stats.isDirectory() !== true) return [];
    const entries = await readdir(found.path, { withFileTypes: true }).catch(() => []);
    return Promise.all(
      entries.map(async (entry): Promise<TreeEntry> => {
        const { name } = entry;
        if (entry.isDirectory()) return { name, kind: 'directory', sizeBytes: 0 };
        const stats = entry.isFile() ? await lstat(join(found.path, name)).catch(() => null) : null;
        const stat = stats ? toEntry(name, stats) : await this.stat(`${path}/${name}`);
        return { ...(stat ?? { kind: 'other', sizeBytes: 0 }), name };
      }),
    );
  }

  async stat(path: string): Promise<TreeEntry | null> {
    const found = await this.#find(path);
    return found && toEntry(basename(found.path), found.stats);
  }

  /** Where a path of this tree really lies on this machine, for what must write there. */
  async locate(path: string): Promise<string | null> {
    return (await this.#find(path))?.path ?? null;
  }

  async read(path: string, offset: number, length: number): Promise<Uint8Array | null> {
    const found = await this.#find(path);
    if (found?.stats.isFile() !== true) return null;
    const available = Math.min(length, Math.max(0, found.stats.size - offset));
    try {
      const file = await open(found.path, openFlags);
      try {
        const { buffer, bytesRead } = await file.read(
          Buffer.alloc(available),
          0,
          available,
          offset,
        );
        return buffer.subarray(0, bytesRead);
      } finally {
        await file.close();
      }
    } catch {
      return null;
    }
  }

  async readText(path: string, limit: number): Promise<string | null> {
    const bytes = await this.read(path, 0, limit + 1);
    return bytes === null || bytes.length > limit ? null : Buffer.from(bytes).toString('utf8');
  }

  async freeBytes(): Promise<number | null> {
    const space = await statfs(this.#root).catch(() => null);
    return space && space.bavail * space.bsize;
  }

  /** Where a file of the tree lies on this machine, for tools; null when it is absent. */
  async resolve(path: string): Promise<string | null> {
    return (await this.#find(path))?.path ?? null;
  }

  /** The file itself, no link any more; null when it is absent or its links go in circles. */
  async #find(path: string) {
    const rest = splitPath(path).reverse();
    const found: string[] = [];
    let links = 0;
    for (let name = rest.pop(); name !== undefined; name = rest.pop()) {
      if (name === '..') {
        found.pop();
        continue;
      }
      const parent = join(this.#root, ...found);
      if (rest.length > 0 && this.#directories.has(join(parent, name))) {
        found.push(name);
        continue;
      }
      const actual = await this.#lookUp(parent, name);
      if (actual === null) return null;
      if (!actual.stats.isSymbolicLink()) {
        // `file/..` is an error to the kernel, not the folder that holds the file.
        if (rest.length > 0 && !actual.stats.isDirectory()) return null;
        if (actual.stats.isDirectory()) this.#directories.add(join(parent, actual.name));
        found.push(actual.name);
        continue;
      }
      links += 1;
      const target = await readlink(join(parent, actual.name)).catch(() => null);
      if (target === null || links > maxLinks) return null;
      if (target.startsWith('/')) found.length = 0;
      rest.push(...splitPath(target).reverse());
    }
    const place = join(this.#root, ...found);
    const stats = await lstat(found.length === 0 ? `${place}/.` : place).catch(() => null);
    return stats && { path: place, stats };
  }

  async #lookUp(parent: string, name: string) {
    const stats = await lstat(join(parent, name)).catch(() => null);
    if (stats !== null) return { name, stats };
    if (!this.#ignoreCase) return null;
    const wanted = name.toLowerCase();
    const names = await readdir(parent).catch(() => []);
    const other = names.sort().find((each) => each.toLowerCase() === wanted);
    if (other === undefined) return null;
    const otherStats = await lstat(join(parent, other)).catch(() => null);
    return otherStats && { name: other, stats: otherStats };
  }
}
