/**
 * ext4, as far as images of extensions need it: kernel documentation "ext4 Data Structures and
 * Algorithms". Nodes lie in tables, one for each group of blocks, and say where their data is as a
 * tree of extents. The journal is not replayed, and what makes other file systems of it (inline
 * data, encryption, the block maps of ext2) is not read.
 */
import { toLatin1, viewOf, type ByteSource } from '../../core/disks/byte-source.ts';
import {
  ImageTree,
  readView,
  type AttributeTree,
  type ImageFileSystem,
  type ImageNode,
} from './image-tree.ts';

const magic = 0xef53;
const rootNumber = 2;
const features = { extents: 0x40, wide: 0x80 };
/** Compression, journal devices, meta groups, inline data, encryption, folded case. */
const unknownFeatures = 0x1 | 0x8 | 0x10 | 0x8000 | 0x10000 | 0x20000;
const flags = { extents: 0x80000 };
const extentMagic = 0xf30a;
const maxDepth = 5;
const initialised = 32768;
const attributeMagic = 0xea020000;
const userNamespace = 1;
const maxDirectoryBytes = 4 * 1024 * 1024;
const maxAttributeEntries = 256;

interface Superblock {
  blockBytes: number;
  nodesPerGroup: number;
  nodeBytes: number;
  nodeCount: number;
  groupsAt: number;
  groupBytes: number;
}

interface Ext4Node extends ImageNode {
  /** The 60 bytes of its extents, or of a short link's target. */
  map: DataView;
  hasExtents: boolean;
  /** What stands in the node behind its fields. */
  attributes: DataView | null;
  attributesBlock: number;
}

async function readSuperblock(source: ByteSource): Promise<Superblock | null> {
  const view = await readView(source, 1024, 1024);
  if (view?.getUint16(56, true) !== magic) return null;
  const incompatible = view.getUint32(96, true);
  const blockBits = 10 + view.getUint32(24, true);
  if (incompatible & unknownFeatures || !(incompatible & features.extents)) return null;
  const [nodesPerGroup, nodeBytes] = [view.getUint32(40, true), view.getUint16(88, true)];
  if (blockBits > 16 || nodesPerGroup === 0 || nodeBytes < 128 || nodeBytes > 4096) return null;
  const blockBytes = 2 ** blockBits;
  return {
    blockBytes,
    nodesPerGroup,
    nodeBytes,
    nodeCount: view.getUint32(0, true),
    groupsAt: (view.getUint32(20, true) + 1) * blockBytes,
    groupBytes: incompatible & features.wide ? Math.max(32, view.getUint16(254, true)) : 32,
  };
}

const kindOf = (mode: number): ImageNode['kind'] =>
  (({ 0o100000: 'file', 0o040000: 'directory', 0o120000: 'link' }) as const)[mode & 0o170000] ??
  'other';

class Ext4 implements ImageFileSystem<Ext4Node> {
  readonly #source: ByteSource;
  readonly #super: Superblock;

  constructor(source: ByteSource, superblock: Superblock) {
    this.#source = source;
    this.#super = superblock;
  }

  readRoot(): Promise<Ext4Node | null> {
    return this.#readNode(rootNumber);
  }

  async #readNode(number: number): Promise<Ext4Node | null> {
    const { nodesPerGroup, nodeBytes, nodeCount, blockBytes, groupsAt, groupBytes } = this.#super;
    if (number < 1 || number > nodeCount) return null;
    const group = Math.floor((number - 1) / nodesPerGroup);
    const entry = await readView(this.#source, groupsAt + group * groupBytes, groupBytes);
    if (entry === null) return null;
    const high = groupBytes >= 64 ? entry.getUint32(40, true) : 0;
    const table = (high * 2 ** 32 + entry.getUint32(8, true)) * blockBytes;
    const at = table + ((number - 1) % nodesPerGroup) * nodeBytes;
    const view = await readView(this.#source, at, nodeBytes);
    if (view === null) return null;
    const rest = nodeBytes >= 132 ? 128 + view.getUint16(128, true) : nodeBytes;
    return {
      kind: kindOf(view.getUint16(0, true)),
      sizeBytes: view.getUint32(108, true) * 2 ** 32 + view.getUint32(4, true),
      map: new DataView(view.buffer, view.byteOffset + 40, 60),
      hasExtents: (view.getUint32(32, true) & flags.extents) !== 0,
      attributes:
        rest < nodeBytes
          ? new DataView(view.buffer, view.byteOffset + rest, nodeBytes - rest)
          : null,
      attributesBlock: view.getUint16(118, true) * 2 ** 32 + view.getUint32(104, true),
    };
  }

  /** Where a block of a file lies, and how many follow it there; -1 is a hole; null is damaged. */
  async #locate(node: Ext4Node, block: number): Promise<{ at: number; blocks: number } | null> {
    let map = node.map;
    for (let level = 0; level <= maxDepth; level += 1) {
      const [entries, depth] = [map.getUint16(2, true), map.getUint16(6, true)];
      if (map.getUint16(0, true) !== extentMagic || 12 + entries * 12 > map.byteLength) return null;
      let chosen = -1;
      for (let i = 0; i < entries && map.getUint32(12 + i * 12, true) <= block; i += 1) chosen = i;
      const at = 12 + chosen * 12;
      if (chosen < 0) return { at: -1, blocks: 1 };
      if (depth > 0) {
        const leaf = map.getUint16(at + 8, true) * 2 ** 32 + map.getUint32(at + 4, true);
        const bytes = this.#super.blockBytes;
        const next = await readView(this.#source, leaf * bytes, bytes);
        if (next === null) return null;
        map = next;
        continue;
      }
      const length = map.getUint16(at + 4, true);
      const isHole = length > initialised;
      const inside = block - map.getUint32(at, true);
      const left = (isHole ? length - initialised : length) - inside;
      if (left <= 0) return { at: -1, blocks: 1 };
      const start = map.getUint16(at + 6, true) * 2 ** 32 + map.getUint32(at + 8, true);
      return { at: isHole ? -1 : (start + inside) * this.#super.blockBytes, blocks: left };
    }
    return null;
  }

  async readData(node: Ext4Node, offset: number, length: number): Promise<Uint8Array | null> {
    const { blockBytes } = this.#super;
    const end = Math.min(offset + length, node.sizeBytes);
    if (!node.hasExtents) {
      // Only a short link has its data in place of the extents.
      if (node.kind !== 'link' || node.sizeBytes >= 60) return null;
      return new Uint8Array(node.map.buffer, node.map.byteOffset + offset, end - offset);
    }
    // Of what is not in the image, not even the room is made.
    if (end - offset > this.#source.sizeBytes) return null;
    const parts: Uint8Array[] = [];
    for (let position = offset; position < end;) {
      const block = Math.floor(position / blockBytes);
      const inside = position - block * blockBytes;
      const place = await this.#locate(node, block);
      if (place === null) return null;
      const bytes = Math.min(place.blocks * blockBytes - inside, end - position);
      const view = place.at < 0 ? null : await readView(this.#source, place.at + inside, bytes);
      if (place.at >= 0 && view === null) return null;
      parts.push(
        view ? new Uint8Array(view.buffer, view.byteOffset, bytes) : new Uint8Array(bytes),
      );
      position += bytes;
    }
    return Buffer.concat(parts);
  }

  /** A hashed directory is a plain one to who reads all of it: its index looks like free room. */
  async readChildren(directory: Ext4Node): Promise<Map<string, () => Promise<Ext4Node | null>>> {
    const children = new Map<string, () => Promise<Ext4Node | null>>();
    const isTooLarge = directory.sizeBytes > maxDirectoryBytes;
    const data = isTooLarge ? null : await this.readData(directory, 0, directory.sizeBytes);
    if (data === null) return children;
    const view = viewOf(data);
    for (let at = 0; at + 8 <= data.length;) {
      const [number, bytes] = [view.getUint32(at, true), view.getUint16(at + 4, true)];
      const end = at + 8 + view.getUint8(at + 6);
      if (bytes < 8) break;
      const name = Buffer.from(data.subarray(at + 8, Math.min(end, at + bytes))).toString('utf8');
      if (number !== 0 && !children.has(name)) children.set(name, () => this.#readNode(number));
      at += bytes;
    }
    return children;
  }

  async readUserAttribute(node: Ext4Node, name: string): Promise<string | null> {
    const { attributes, attributesBlock } = node;
    const own = attributes && attributes.byteLength >= 4 ? attributes : null;
    // In a node, values are counted from the first entry; in a block, from its beginning.
    const found = own && findAttribute(own, 4, 4, name);
    if (found !== null || attributesBlock === 0) return found;
    const bytes = this.#super.blockBytes;
    const block = await readView(this.#source, attributesBlock * bytes, bytes);
    return block && findAttribute(block, 32, 0, name);
  }
}

function findAttribute(view: DataView, start: number, base: number, name: string): string | null {
  if (view.getUint32(0, true) !== attributeMagic) return null;
  const text = (at: number, length: number) =>
    at + length > view.byteLength
      ? null
      : toLatin1(new Uint8Array(view.buffer, view.byteOffset + at, length));
  let at = start;
  for (let i = 0; i < maxAttributeEntries && at + 16 <= view.byteLength; i += 1) {
    const nameBytes = view.getUint8(at);
    if (view.getUint32(at, true) === 0) return null;
    const isUser = view.getUint8(at + 1) === userNamespace;
    // A value in a node of its own is not followed.
    if (isUser && text(at + 16, nameBytes) === name && view.getUint32(at + 4, true) === 0) {
      return text(base + view.getUint16(at + 2, true), view.getUint32(at + 8, true));
    }
    at += Math.ceil((16 + nameBytes) / 4) * 4;
  }
  return null;
}

/** The files of an ext4 image; null for anything else, and for features that are not known here. */
export async function openExt4(source: ByteSource): Promise<AttributeTree | null> {
  const superblock = await readSuperblock(source);
  return superblock && new ImageTree(new Ext4(source, superblock));
}
