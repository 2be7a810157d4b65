/**
 * EROFS, the read-only file system of most extensions: kernel documentation "EROFS - Enhanced
 * Read-Only File System". All metadata is addressed by node numbers in units of 32 bytes; a node is
 * followed by its extended attributes and, in the inline layout, by the end of its data. Files whose
 * data is compressed are not read; small ones, and directories, never are.
 */
import { toLatin1, type ByteSource } from '../../core/disks/byte-source.ts';
import {
  ImageTree,
  readView,
  type AttributeTree,
  type ImageFileSystem,
  type ImageNode,
} from './image-tree.ts';

const magic = 0xe0f5e1e2;
const superblockAt = 1024;
/** Features from here on change where nodes lie: 48-bit addresses, metadata in a file. */
const firstUnknownFeature = 0x80;
const maxDirectoryBytes = 4 * 1024 * 1024;
const maxAttributeBytes = 64 * 1024;
const layouts = { plain: 0, inline: 2, chunks: 4 };
const chunk = { bitsMask: 0x1f, hasIndexes: 0x20, hole: 0xffffffff };
const userNamespace = 1;

interface Superblock {
  blockBits: number;
  rootNid: number;
  metaAt: number;
  sharedAttributesAt: number;
}

interface ErofsNode extends ImageNode {
  layout: number;
  /** Block of the data, or the format of the chunks. */
  start: number;
  attributesAt: number;
  attributesBytes: number;
}

async function readSuperblock(source: ByteSource): Promise<Superblock | null> {
  const view = await readView(source, superblockAt, 128);
  if (view?.getUint32(0, true) !== magic) return null;
  const blockBits = view.getUint8(12);
  if (blockBits < 9 || blockBits > 16 || view.getUint32(80, true) >= firstUnknownFeature)
    return null;
  return {
    blockBits,
    rootNid: view.getUint16(14, true),
    metaAt: view.getUint32(40, true) * 2 ** blockBits,
    sharedAttributesAt: view.getUint32(44, true) * 2 ** blockBits,
  };
}

const kindOf = (mode: number): ImageNode['kind'] =>
  (({ 0o100000: 'file', 0o040000: 'directory', 0o120000: 'link' }) as const)[mode & 0o170000] ??
  'other';

class Erofs implements ImageFileSystem<ErofsNode> {
  readonly #source: ByteSource;
  readonly #super: Superblock;
  readonly #blockBytes: number;

  constructor(source: ByteSource, superblock: Superblock) {
    this.#source = source;
    this.#super = superblock;
    this.#blockBytes = 2 ** superblock.blockBits;
  }

  readRoot(): Promise<ErofsNode | null> {
    return this.#readNode(this.#super.rootNid);
  }

  async #readNode(nid: number): Promise<ErofsNode | null> {
    const at = this.#super.metaAt + nid * 32;
    const compact = await readView(this.#source, at, 32);
    if (compact === null) return null;
    const format = compact.getUint16(0, true);
    const isExtended = (format & 1) === 1;
    const view = isExtended ? await readView(this.#source, at, 64) : compact;
    if (view === null) return null;
    const slots = view.getUint16(2, true);
    return {
      kind: kindOf(view.getUint16(4, true)),
      sizeBytes: isExtended ? Number(view.getBigUint64(8, true)) : view.getUint32(8, true),
      layout: (format >> 1) & 7,
      start: view.getUint32(16, true),
      attributesAt: at + (isExtended ? 64 : 32),
      attributesBytes: slots === 0 ? 0 : 12 + 4 * (slots - 1),
    };
  }

  /** Where the byte at `position` of a node lies, and how many follow it; -1 is a hole of zeros. */
  async #locate(node: ErofsNode, position: number): Promise<{ at: number; bytes: number } | null> {
    const { layout, sizeBytes, start } = node;
    const dataAt = start * this.#blockBytes;
    const behind = node.attributesAt + node.attributesBytes;
    if (layout === layouts.plain) return { at: dataAt + position, bytes: sizeBytes - position };
    if (layout === layouts.inline) {
      const tail = (Math.ceil(sizeBytes / this.#blockBytes) - 1) * this.#blockBytes;
      return position < tail
        ? { at: dataAt + position, bytes: tail - position }
        : { at: behind + position - tail, bytes: sizeBytes - position };
    }
    if (layout !== layouts.chunks) return null;
    const chunkBytes = 2 ** (this.#super.blockBits + (start & chunk.bitsMask));
    const unit = start & chunk.hasIndexes ? 8 : 4;
    const index = Math.floor(position / chunkBytes);
    const table = Math.ceil(behind / unit) * unit;
    const entry = await readView(this.#source, table + index * unit, unit);
    if (entry === null) return null;
    const block = entry.getUint32(unit - 4, true);
    const inside = position - index * chunkBytes;
    const bytes = chunkBytes - inside;
    return block === chunk.hole
      ? { at: -1, bytes }
      : { at: block * this.#blockBytes + inside, bytes };
  }

  async readData(node: ErofsNode, offset: number, length: number): Promise<Uint8Array | null> {
    const end = Math.min(offset + length, node.sizeBytes);
    // Of what is not in the image, not even the room is made.
    if (end - offset > this.#source.sizeBytes) return null;
    const parts: Uint8Array[] = [];
    for (let position = offset; position < end;) {
      const place = await this.#locate(node, position);
      if (place === null) return null;
      const bytes = Math.min(place.bytes, end - position);
      const view = place.at < 0 ? null : await readView(this.#source, place.at, bytes);
      if (place.at >= 0 && view === null) return null;
      parts.push(
        view ? new Uint8Array(view.buffer, view.byteOffset, bytes) : new Uint8Array(bytes),
      );
      position += bytes;
    }
    return Buffer.concat(parts);
  }

  async readChildren(directory: ErofsNode): Promise<Map<string, () => Promise<ErofsNode | null>>> {
    const children = new Map<string, () => Promise<ErofsNode | null>>();
    const isTooLarge = directory.sizeBytes > maxDirectoryBytes;
    const data = isTooLarge ? null : await this.readData(directory, 0, directory.sizeBytes);
    for (let at = 0; data !== null && at < data.length; at += this.#blockBytes) {
      const block = data.subarray(at, at + this.#blockBytes);
      for (const { name, nid } of listBlock(block)) {
        if (!children.has(name)) children.set(name, () => this.#readNode(nid));
      }
    }
    return children;
  }

  async readUserAttribute(node: ErofsNode, name: string): Promise<string | null> {
    if (node.attributesBytes < 12) return null;
    const view = await readView(this.#source, node.attributesAt, node.attributesBytes);
    if (view === null) return null;
    const sharedCount = view.getUint8(4);
    const inlineAt = 12 + sharedCount * 4;
    for (let at = inlineAt; at + 4 <= view.byteLength;) {
      const entry = await this.#readAttribute(node.attributesAt + at);
      if (entry === null) break;
      if (entry.name === name) return entry.value;
      at += Math.ceil(entry.bytes / 4) * 4;
    }
    for (let i = 0; i < sharedCount && 16 + i * 4 <= view.byteLength; i += 1) {
      const place = this.#super.sharedAttributesAt + view.getUint32(12 + i * 4, true) * 4;
      const entry = await this.#readAttribute(place);
      if (entry?.name === name) return entry.value;
    }
    return null;
  }

  /** Name is null outside of the `user.` namespace. */
  async #readAttribute(at: number) {
    const head = await readView(this.#source, at, 4);
    if (head === null) return null;
    const [nameBytes, valueBytes] = [head.getUint8(0), head.getUint16(2, true)];
    const bytes = 4 + nameBytes + valueBytes;
    const view = bytes > maxAttributeBytes ? null : await readView(this.#source, at, bytes);
    if (view === null) return null;
    const text = (from: number, length: number) =>
      toLatin1(new Uint8Array(view.buffer, view.byteOffset + from, length));
    const isUser = head.getUint8(1) === userNamespace;
    return {
      bytes,
      name: isUser ? text(4, nameBytes) : null,
      value: text(4 + nameBytes, valueBytes),
    };
  }
}

/** The entries of one block of a directory: heads in front, their names behind them. */
function listBlock(block: Uint8Array): { name: string; nid: number }[] {
  const entries: { name: string; nid: number }[] = [];
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  const namesAt = block.length >= 12 ? view.getUint16(8, true) : 0;
  if (namesAt % 12 !== 0 || namesAt > block.length) return [];
  for (let at = 0; at < namesAt; at += 12) {
    const start = view.getUint16(at + 8, true);
    const next = at + 12 < namesAt ? view.getUint16(at + 20, true) : block.length;
    if (start < namesAt || next > block.length || start >= next) break;
    const bytes = block.subarray(start, next);
    const zero = bytes.indexOf(0);
    const name = Buffer.from(zero < 0 ? bytes : bytes.subarray(0, zero)).toString('utf8');
    // Beyond what a number holds there is no node either.
    entries.push({ name, nid: Number(view.getBigUint64(at, true)) });
  }
  return entries;
}

/** The files of an EROFS image; null for anything else, and for features that are not known here. */
export async function openErofs(source: ByteSource): Promise<AttributeTree | null> {
  const superblock = await readSuperblock(source);
  return superblock && new ImageTree(new Erofs(source, superblock));
}
