/**
 * File systems inside images (EROFS, squashfs) are read here by their own bytes, not mounted: a
 * hostile image then never reaches the kernel, and neither rights nor loop devices are needed. A
 * reader knows nodes and their data; the tree above it walks paths. Everything in an image is a
 * stranger's: lengths are checked before they are used, and what does not hold up is null.
 */
import { viewOf, type ByteSource } from '../../core/disks/byte-source.ts';
import { splitPath, type Tree, type TreeEntry } from './tree.ts';

export interface ImageNode {
  kind: 'file' | 'directory' | 'link' | 'other';
  sizeBytes: number;
}

export interface ImageFileSystem<Node extends ImageNode> {
  readRoot(): Promise<Node | null>;
  /** Name and a way to the node of all that a directory holds, `.` and `..` perhaps among them. */
  readChildren(directory: Node): Promise<Map<string, () => Promise<Node | null>>>;
  /** Exactly the bytes from `offset` on that the node has, at most `length`; null when damaged. */
  readData(node: Node, offset: number, length: number): Promise<Uint8Array | null>;
  /** The value of an extended attribute in the `user.` namespace, null when there is none. */
  readUserAttribute(node: Node, name: string): Promise<string | null>;
}

/** As many links as Linux follows in one path, and the longest target that it takes. */
const maxLinks = 40;
const maxTargetBytes = 4096;
const maxFolders = 64;

/** A tree whose files have extended attributes. */
export interface AttributeTree extends Tree {
  /** The value of an attribute in the `user.` namespace, null when there is none. */
  readUserAttribute(path: string, name: string): Promise<string | null>;
}

/** A tree in an image. Links are resolved inside the tree. */
export class ImageTree<Node extends ImageNode> implements AttributeTree {
  readonly #files: ImageFileSystem<Node>;
  /** What the folders hold that were seen last, by their real paths. */
  readonly #folders = new Map<string, Map<string, () => Promise<Node | null>>>();

  constructor(files: ImageFileSystem<Node>) {
    this.#files = files;
  }

  async list(path: string): Promise<TreeEntry[]> {
    const found = await this.#walk(path);
    if (found?.node.kind !== 'directory') return [];
    const entries: TreeEntry[] = [];
    for (const name of (await this.#readFolder(found.node, found.path)).keys()) {
      if (name === '.' || name === '..') continue;
      const entry = await this.stat(`${path}/${name}`);
      entries.push({ ...(entry ?? { kind: 'other', sizeBytes: 0 }), name });
    }
    return entries;
  }

  async stat(path: string): Promise<TreeEntry | null> {
    const node = await this.#find(path);
    if (node === null) return null;
    const kind = node.kind === 'link' ? 'other' : node.kind;
    const name = splitPath(path).at(-1) ?? '';
    return { name, kind, sizeBytes: kind === 'file' ? node.sizeBytes : 0 };
  }

  async read(path: string, offset: number, length: number): Promise<Uint8Array | null> {
    const node = await this.#find(path);
    if (node?.kind !== 'file' || offset < 0) return null;
    const wanted = Math.min(length, Math.max(0, node.sizeBytes - offset));
    return wanted <= 0 ? new Uint8Array(0) : this.#files.readData(node, offset, wanted);
  }

  async readText(path: string, limit: number): Promise<string | null> {
    const bytes = await this.read(path, 0, limit + 1);
    return bytes === null || bytes.length > limit ? null : Buffer.from(bytes).toString('utf8');
  }

  freeBytes(): Promise<number | null> {
    return Promise.resolve(null);
  }

  async readUserAttribute(path: string, name: string): Promise<string | null> {
    const node = await this.#find(path);
    return node && this.#files.readUserAttribute(node, name);
  }

  async #readFolder(node: Node, path: string) {
    const known = this.#folders.get(path);
    if (known) return known;
    const children = await this.#files.readChildren(node);
    if (this.#folders.size >= maxFolders) this.#folders.clear();
    this.#folders.set(path, children);
    return children;
  }

  async #find(path: string): Promise<Node | null> {
    return (await this.#walk(path))?.node ?? null;
  }

  /** The node at a path, its links followed, and its real path. */
  async #walk(path: string): Promise<{ node: Node; path: string } | null> {
    const root = await this.#files.readRoot();
    if (root === null) return null;
    const top = { node: root, path: '' };
    const rest = splitPath(path).reverse();
    let trail = [top];
    let links = 0;
    for (let name = rest.pop(); name !== undefined; name = rest.pop()) {
      if (name === '..') {
        if (trail.length > 1) trail.pop();
        continue;
      }
      const parent = trail.at(-1);
      if (parent?.node.kind !== 'directory') return null;
      const node = await (await this.#readFolder(parent.node, parent.path)).get(name)?.();
      if (!node) return null;
      if (node.kind !== 'link') {
        // `file/..` is an error to the kernel, not the folder that holds the file.
        if (rest.length > 0 && node.kind !== 'directory') return null;
        trail.push({ node, path: `${parent.path}/${name}` });
        continue;
      }
      links += 1;
      if (links > maxLinks || node.sizeBytes > maxTargetBytes) return null;
      const target = await this.#files.readData(node, 0, node.sizeBytes);
      if (target === null) return null;
      const text = Buffer.from(target).toString('utf8');
      if (text.startsWith('/')) trail = [top];
      rest.push(...splitPath(text).reverse());
    }
    return trail.at(-1) ?? null;
  }
}

/** Exactly `length` bytes of a source to be picked apart; null where it has not got them. */
export async function readView(
  source: ByteSource,
  offset: number,
  length: number,
): Promise<DataView | null> {
  if (!Number.isSafeInteger(offset) || offset < 0 || offset + length > source.sizeBytes)
    return null;
  const bytes = await source.read(offset, length);
  return bytes.length === length ? viewOf(bytes) : null;
}
