import {
  accessSync,
  closeSync,
  constants,
  lstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  statfsSync,
  type Stats,
} from 'node:fs';
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

const toEntry = (name: string, stats: Stats): TreeEntry => {
  const kind = stats.isFile() ? 'file' : stats.isDirectory() ? 'directory' : 'other';
  return { name, kind, sizeBytes: kind === 'file' ? stats.size : 0 };
};

/** What `call` gives, null where the operating system refuses it. */
function attempt<T>(call: () => T): T | null {
  try {
    return call();
  } catch {
    return null;
  }
}

const lookAt = (path: string): Stats | null =>
  attempt(() => lstatSync(path, { throwIfNoEntry: false })) ?? null;

/**
 * A tree on a directory of this machine. Symbolic links are resolved as after a chroot(2) into
 * `root`: absolute ones begin at its top and none leads out of it. The calls are those that block:
 * a command looks at thousands of small files and does nothing meanwhile, and each takes a tenth of
 * the time that it would take by way of a thread.
 */
export class DirectoryTree implements Tree {
  /** With a slash at its end, so that a link there is followed. */
  readonly #root: string;
  readonly #ignoreCase: boolean;
  /** Directories that were found to be no links, so that each is looked up once and not for each file. */
  readonly #directories = new Set<string>();

  constructor(root: string, { ignoreCase = false }: DirectoryTreeOptions = {}) {
    this.#root = join(root, '/');
    this.#ignoreCase = ignoreCase;
  }

  list(path: string): Promise<TreeEntry[]> {
    const found = this.#find(path);
    if (found?.stats.isDirectory() !== true) return Promise.resolve([]);
    const entries = attempt(() => readdirSync(found.path, { withFileTypes: true })) ?? [];
    const list = entries.map((entry): TreeEntry => {
      const { name } = entry;
      if (entry.isDirectory()) return { name, kind: 'directory', sizeBytes: 0 };
      const stats = entry.isFile() ? lookAt(join(found.path, name)) : null;
      const stat = stats ? toEntry(name, stats) : this.#stat(`${path}/${name}`);
      return { ...(stat ?? { kind: 'other', sizeBytes: 0 }), name };
    });
    return Promise.resolve(list);
  }

  stat(path: string): Promise<TreeEntry | null> {
    return Promise.resolve(this.#stat(path));
  }

  read(path: string, offset: number, length: number): Promise<Uint8Array | null> {
    const found = this.#find(path);
    if (found?.stats.isFile() !== true) return Promise.resolve(null);
    const bytes = Buffer.alloc(Math.min(length, Math.max(0, found.stats.size - offset)));
    return Promise.resolve(attempt(() => readBytes(found.path, offset, bytes)));
  }

  async readText(path: string, limit: number): Promise<string | null> {
    const bytes = await this.read(path, 0, limit + 1);
    return bytes === null || bytes.length > limit ? null : Buffer.from(bytes).toString('utf8');
  }

  freeBytes(): Promise<number | null> {
    const space = attempt(() => statfsSync(this.#root));
    return Promise.resolve(space && space.bavail * space.bsize);
  }

  /** Where a path of this tree really lies on this machine, for tools and what must write there. */
  locate(path: string): Promise<string | null> {
    return Promise.resolve(this.#find(path)?.path ?? null);
  }

  /** Whether this process may list a directory of the tree and look at what it holds. */
  mayEnter(path: string): boolean {
    const found = this.#find(path);
    if (found === null) return false;
    return attempt(() => (accessSync(found.path, constants.R_OK | constants.X_OK), true)) ?? false;
  }

  #stat(path: string): TreeEntry | null {
    const found = this.#find(path);
    return found && toEntry(basename(found.path), found.stats);
  }

  /** The file itself, no link any more; null when it is absent or its links go in circles. */
  #find(path: string): { path: string; stats: Stats } | null {
    const names = splitPath(path);
    const start = this.#skipKnown(names);
    let { place } = start;
    const rest = names.slice(start.known).reverse();
    let stats: Stats | null = null;
    let links = 0;
    for (let name = rest.pop(); name !== undefined; name = rest.pop()) {
      if (name === '..') {
        place = this.#getParent(place);
        stats = null;
        continue;
      }
      const actual = this.#lookUp(place, name);
      if (actual === null) return null;
      if (!actual.stats.isSymbolicLink()) {
        // `file/..` is an error to the kernel, not the folder that holds the file.
        if (rest.length > 0 && !actual.stats.isDirectory()) return null;
        if (actual.stats.isDirectory()) this.#directories.add(actual.path);
        ({ path: place, stats } = actual);
        continue;
      }
      links += 1;
      const target = attempt(() => readlinkSync(actual.path));
      if (target === null || links > maxLinks) return null;
      if (target.startsWith('/')) place = this.#root;
      stats = null;
      rest.push(...splitPath(target).reverse());
    }
    // What is left after a `..`, and the top itself, was not looked at yet.
    stats ??= lookAt(place);
    return stats && { path: place, stats };
  }

  /** How many of the names lead to a directory that was looked up before, and where that lies. */
  #skipKnown(names: readonly string[]): { place: string; known: number } {
    const whole = this.#root + names.join('/');
    let end = whole.lastIndexOf('/');
    for (let known = names.length - 1; known > 0; known -= 1) {
      const place = whole.slice(0, end);
      if (this.#directories.has(place)) return { place, known };
      end = whole.lastIndexOf('/', end - 1);
    }
    return { place: this.#root, known: 0 };
  }

  /** The directory above; the top is above itself. */
  #getParent(place: string): string {
    const end = place.lastIndexOf('/');
    return end < this.#root.length ? this.#root : place.slice(0, end);
  }

  #lookUp(parent: string, name: string): { path: string; stats: Stats } | null {
    const folder = parent === this.#root ? parent : `${parent}/`;
    const stats = lookAt(folder + name);
    if (stats !== null) return { path: folder + name, stats };
    if (!this.#ignoreCase) return null;
    const wanted = name.toLowerCase();
    const names = attempt(() => readdirSync(parent)) ?? [];
    const other = names.sort().find((each) => each.toLowerCase() === wanted);
    const otherStats = other === undefined ? null : lookAt(folder + other);
    return other !== undefined && otherStats ? { path: folder + other, stats: otherStats } : null;
  }
}

function readBytes(path: string, offset: number, bytes: Buffer): Buffer {
  const file = openSync(path, openFlags);
  try {
    return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, offset));
  } finally {
    closeSync(file);
  }
}
