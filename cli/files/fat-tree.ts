/**
 * FAT, the file system of boot partitions, read by its own bytes: an image file then needs no rights
 * and no mount, and a hostile one never reaches the kernel. A volume is a boot sector, one or two
 * copies of the *file allocation table* (FAT), which chains *clusters* together, and the clusters
 * themselves; directories are files of 32-byte entries, long names stand in front of the short one.
 * Everything in it is a stranger's: chains are bounded by what they can hold, so circles end.
 * Microsoft FAT Specification (2005); the dirty bits as Linux and fsck.fat(8) use them.
 */
import type { ByteSource } from '../../core/disks/byte-source.ts';
import { findFatLabel, parseFatDirectory, type FatEntry } from './fat-directory.ts';
import { readFatLayout, type FatLayout } from './fat-layout.ts';
import { splitPath, type Tree, type TreeEntry } from './tree.ts';

const pageBytes = 64 * 1024;
const maxPages = 64;
const maxFatBytes = 64 * 1024 * 1024;
/** A directory has at most 65536 entries. */
const maxDirectoryBytes = 65536 * 32;
const maxChains = 256;
/** A directory may be its own child on a volume that somebody made up. */
const maxDepth = 64;

interface Extent {
  at: number;
  sizeBytes: number;
}

/** A tree on a FAT volume. */
export class FatTree implements Tree {
  readonly #source: ByteSource;
  readonly #layout: FatLayout;
  readonly #pages = new Map<number, Promise<Uint8Array>>();
  readonly #chains = new Map<string, Promise<Extent[]>>();
  readonly #directories = new Map<number, Promise<FatEntry[]>>();

  private constructor(source: ByteSource, layout: FatLayout) {
    this.#source = source;
    this.#layout = layout;
  }

  /** Null when the source is no FAT volume. */
  static async open(source: ByteSource): Promise<FatTree | null> {
    const layout = await readFatLayout(source);
    return layout && new FatTree(source, layout);
  }

  async list(path: string): Promise<TreeEntry[]> {
    const entries = await this.#readDirectory(path);
    return (entries ?? []).map(({ name, kind, sizeBytes }) => ({ name, kind, sizeBytes }));
  }

  async stat(path: string): Promise<TreeEntry | null> {
    const found = await this.#find(path);
    return found && { name: found.name, kind: found.kind, sizeBytes: found.sizeBytes };
  }

  async read(path: string, offset: number, length: number): Promise<Uint8Array | null> {
    const found = await this.#find(path);
    if (found?.kind !== 'file' || offset < 0) return null;
    const end = Math.min(offset + length, found.sizeBytes);
    if (end <= offset) return new Uint8Array(0);
    return this.#readExtents(await this.#follow(found.cluster, found.sizeBytes), offset, end);
  }

  async readText(path: string, limit: number): Promise<string | null> {
    const bytes = await this.read(path, 0, limit + 1);
    return bytes === null || bytes.length > limit ? null : Buffer.from(bytes).toString('utf8');
  }

  async freeBytes(): Promise<number | null> {
    const { bits, clusters, clusterBytes, fatBytes } = this.#layout;
    if (fatBytes > maxFatBytes) return null;
    let free = 0;
    const usedBytes = Math.ceil(((clusters + 2) * bits) / 8);
    for (let page = 0, cluster = 2; page * pageBytes < usedBytes; page += 1) {
      const bytes = await this.#readFat(page);
      if (bytes.length === 0) break;
      const last = Math.min(clusters + 1, Math.floor(((page + 1) * pageBytes * 8) / bits) - 1);
      for (; cluster <= last; cluster += 1) {
        if (this.#entryIn(bytes, page, cluster) === 0) free += 1;
      }
    }
    return free * clusterBytes;
  }

  /** Whether it was not closed properly the last time that it was written to. */
  async isDirty(): Promise<boolean> {
    const { bits, isMarkedDirty } = this.#layout;
    // FAT12 has no room for the flags.
    if (isMarkedDirty || bits === 12) return isMarkedDirty;
    const flags = this.#entryIn(await this.#readFat(0), 0, 1);
    const clean = bits === 16 ? 0xc000 : 0x0c000000;
    return (flags & clean) !== clean;
  }

  /** The label of the volume; null when it has none. */
  async getLabel(): Promise<string | null> {
    const { root } = this.#layout;
    return findFatLabel(await this.#readDirectoryBytes('cluster' in root ? root.cluster : 0));
  }

  async #find(path: string): Promise<FatEntry | null> {
    const names = splitPath(path);
    if (names.length > maxDepth) return null;
    const name = names.at(-1);
    const { root } = this.#layout;
    if (name === undefined) {
      const cluster = 'cluster' in root ? root.cluster : 0;
      return { name: '', shortName: '', kind: 'directory', sizeBytes: 0, cluster };
    }
    const wanted = name.toLowerCase();
    const entries = await this.#readDirectory(names.slice(0, -1).join('/'));
    const isNamed = (each: FatEntry) =>
      each.name.toLowerCase() === wanted || each.shortName.toLowerCase() === wanted;
    return entries?.find(isNamed) ?? null;
  }

  async #readDirectory(path: string): Promise<FatEntry[] | null> {
    const found = await this.#find(path);
    if (found?.kind !== 'directory') return null;
    const known = this.#directories.get(found.cluster);
    if (known) return known;
    if (this.#directories.size >= maxChains) this.#directories.clear();
    const entries = this.#loadDirectory(found.cluster);
    this.#directories.set(found.cluster, entries);
    return entries;
  }

  async #loadDirectory(cluster: number): Promise<FatEntry[]> {
    return parseFatDirectory(await this.#readDirectoryBytes(cluster));
  }

  async #readDirectoryBytes(cluster: number): Promise<Uint8Array> {
    const { root } = this.#layout;
    const extents =
      cluster === 0 && 'at' in root ? [root] : await this.#follow(cluster, maxDirectoryBytes);
    return this.#readExtents(extents, 0, maxDirectoryBytes);
  }

  /** Where the clusters of a chain lie, as far as `sizeBytes` and the chain go. */
  #follow(first: number, sizeBytes: number): Promise<Extent[]> {
    const key = `${String(first)} ${String(sizeBytes)}`;
    const known = this.#chains.get(key);
    if (known) return known;
    if (this.#chains.size >= maxChains) this.#chains.clear();
    const extents = this.#walk(first, sizeBytes);
    this.#chains.set(key, extents);
    return extents;
  }

  async #walk(first: number, sizeBytes: number): Promise<Extent[]> {
    const { bits, clusterBytes, clusters, dataAt } = this.#layout;
    const extents: Extent[] = [];
    let left = Math.min(clusters, Math.ceil(sizeBytes / clusterBytes));
    let [page, bytes] = [-1, new Uint8Array(0)];
    for (let cluster = first; left > 0 && cluster >= 2 && cluster < clusters + 2; left -= 1) {
      const at = dataAt + (cluster - 2) * clusterBytes;
      const last = extents.at(-1);
      if (last && last.at + last.sizeBytes === at) last.sizeBytes += clusterBytes;
      else extents.push({ at, sizeBytes: clusterBytes });
      const wanted = Math.floor(Math.floor((cluster * bits) / 8) / pageBytes);
      if (wanted !== page) [page, bytes] = [wanted, Uint8Array.from(await this.#readFat(wanted))];
      cluster = this.#entryIn(bytes, page, cluster);
    }
    return extents;
  }

  /** The table's entry for a cluster, from the page that holds it. */
  #entryIn(bytes: Uint8Array, page: number, cluster: number): number {
    const { bits } = this.#layout;
    const at = Math.floor((cluster * bits) / 8) - page * pageBytes;
    const byte = (i: number) => bytes[at + i] ?? 0;
    if (bits === 32)
      return (byte(0) | (byte(1) << 8) | (byte(2) << 16) | (byte(3) << 24)) & 0xfffffff;
    const two = byte(0) | (byte(1) << 8);
    if (bits === 16) return two;
    return cluster % 2 === 0 ? two & 0xfff : two >> 4;
  }

  #readFat(page: number): Promise<Uint8Array> {
    const known = this.#pages.get(page);
    if (known) return known;
    if (this.#pages.size >= maxPages) this.#pages.clear();
    const { fatAt, fatBytes } = this.#layout;
    const length = Math.max(0, Math.min(pageBytes, fatBytes - page * pageBytes));
    const bytes = this.#source.read(fatAt + page * pageBytes, length);
    this.#pages.set(page, bytes);
    return bytes;
  }

  async #readExtents(extents: readonly Extent[], offset: number, end: number): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    let at = 0;
    for (const extent of extents) {
      const [from, to] = [Math.max(offset, at), Math.min(end, at + extent.sizeBytes)];
      if (from < to) {
        const part = await this.#source.read(extent.at + from - at, to - from);
        parts.push(part);
        if (part.length < to - from) break;
      }
      at += extent.sizeBytes;
      if (at >= end) break;
    }
    return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
  }
}
