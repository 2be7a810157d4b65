/**
 * Squashfs: kernel documentation "Squashfs 4.0 Filesystem". Metadata (nodes and directories) lies in
 * compressed blocks of up to 8 KiB, and everything in it is addressed by the place of such a block
 * and an offset in what it unpacks to. The ends of files share blocks, the fragments.
 */
import { viewOf, type ByteSource } from '../../core/disks/byte-source.ts';
import { decompress, type Compression } from './decompress.ts';
import {
  ImageTree,
  readView,
  type AttributeTree,
  type ImageFileSystem,
  type ImageNode,
} from './image-tree.ts';

const magic = 0x73717368;
const metadataBytes = 8192;
const compressions: Readonly<Record<number, Compression>> = {
  1: 'gzip',
  4: 'xz',
  5: 'lz4',
  6: 'zstd',
};
const noFragment = 0xffffffff;
const noAttributes = 0xffffffff;
const storedBit = 0x1000000;
const maxDirectoryBytes = 4 * 1024 * 1024;
const maxBlocks = 65536;
const maxAttributes = 256;
const maxCachedBlocks = 64;

interface Superblock {
  compression: Compression;
  blockBytes: number;
  rootRef: number;
  nodesAt: number;
  directoriesAt: number;
  fragmentsAt: number;
  attributesAt: number;
}

interface SquashfsNode extends ImageNode {
  /** Of a directory, its place in the directory table: block and offset. Of a file, its data. */
  start: number;
  offset: number;
  fragment: number;
  /** Where the list of a file's blocks, or a link's target, stands in the node table. */
  restAt: Place;
  attributes: number;
}

/** A place in a table of metadata: a block, from the beginning of the image, and what follows in it. */
interface Place {
  block: number;
  offset: number;
}

async function readSuperblock(source: ByteSource): Promise<Superblock | null> {
  const view = await readView(source, 0, 96);
  if (view?.getUint32(0, true) !== magic || view.getUint16(28, true) !== 4) return null;
  const compression = compressions[view.getUint16(20, true)];
  const blockBytes = view.getUint32(12, true);
  if (compression === undefined || blockBytes < 4096 || blockBytes > 1024 * 1024) return null;
  const at = (offset: number) => Number(view.getBigUint64(offset, true));
  return {
    compression,
    blockBytes,
    rootRef: at(32),
    attributesAt: at(56),
    nodesAt: at(64),
    directoriesAt: at(72),
    fragmentsAt: at(80),
  };
}

class Squashfs implements ImageFileSystem<SquashfsNode> {
  readonly #source: ByteSource;
  readonly #super: Superblock;
  readonly #blocks = new Map<number, Promise<{ data: Uint8Array; next: number } | null>>();

  constructor(source: ByteSource, superblock: Superblock) {
    this.#source = source;
    this.#super = superblock;
  }

  readRoot(): Promise<SquashfsNode | null> {
    return this.#readNode(this.#super.rootRef);
  }

  #readBlock(at: number) {
    const known = this.#blocks.get(at);
    if (known) return known;
    if (this.#blocks.size >= maxCachedBlocks) this.#blocks.clear();
    const read = this.#readNewBlock(at);
    this.#blocks.set(at, read);
    return read;
  }

  async #readNewBlock(at: number) {
    const header = (await readView(this.#source, at, 2))?.getUint16(0, true);
    if (header === undefined) return null;
    const bytes = header & 0x7fff || 0x8000;
    const data = await this.#unpack(at + 2, bytes, (header & 0x8000) !== 0, metadataBytes);
    return data && { data, next: at + 2 + bytes };
  }

  async #unpack(at: number, bytes: number, isStored: boolean, maxBytes: number) {
    const view = await readView(this.#source, at, bytes);
    if (view === null) return null;
    const raw = new Uint8Array(view.buffer, view.byteOffset, bytes);
    return isStored ? raw : decompress(this.#super.compression, raw, maxBytes);
  }

  /** `length` bytes of metadata from `place` on, over the ends of blocks; and the place behind. */
  async #readMetadata({ block, offset }: Place, length: number) {
    const parts: Uint8Array[] = [];
    let missing = length;
    for (;;) {
      const found = await this.#readBlock(block);
      if (found === null) return null;
      const part = found.data.subarray(offset, offset + missing);
      parts.push(part);
      missing -= part.length;
      if (missing === 0) {
        const bytes = Buffer.concat(parts);
        return { bytes, view: viewOf(bytes), next: { block, offset: offset + part.length } };
      }
      // A block that gives nothing would be asked for ever.
      if (part.length === 0 && offset === 0) return null;
      block = found.next;
      offset = 0;
    }
  }

  #placeOf(ref: number, tableAt: number): Place {
    return { block: tableAt + Math.floor(ref / 65536), offset: ref % 65536 };
  }

  async #readNode(ref: number): Promise<SquashfsNode | null> {
    const place = this.#placeOf(ref, this.#super.nodesAt);
    const head = await this.#readMetadata(place, 16);
    if (head === null) return null;
    const type = head.view.getUint16(0, true);
    const bodyBytes = ({ 1: 16, 2: 16, 3: 8, 8: 24, 9: 40, 10: 8 } as Record<number, number>)[type];
    const none = { kind: 'other' as const, sizeBytes: 0, start: 0, offset: 0 };
    const common = { fragment: noFragment, restAt: head.next, attributes: noAttributes };
    if (bodyBytes === undefined) return { ...none, ...common };
    const body = await this.#readMetadata(head.next, bodyBytes);
    if (body === null) return null;
    const u16 = (at: number) => body.view.getUint16(at, true);
    const u32 = (at: number) => body.view.getUint32(at, true);
    const u64 = (at: number) => Number(body.view.getBigUint64(at, true));
    const rest = { ...common, restAt: body.next };
    switch (type) {
      case 1:
        return { ...rest, kind: 'directory', start: u32(0), sizeBytes: u16(8), offset: u16(10) };
      case 8:
        return { ...rest, kind: 'directory', start: u32(8), sizeBytes: u32(4), offset: u16(18) };
      case 2:
        return {
          ...rest,
          kind: 'file',
          start: u32(0),
          fragment: u32(4),
          offset: u32(8),
          sizeBytes: u32(12),
        };
      case 9: {
        const place = { start: u64(0), fragment: u32(28), offset: u32(32), sizeBytes: u64(8) };
        return { ...rest, kind: 'file', ...place, attributes: u32(36) };
      }
      default:
        return { ...rest, kind: 'link', start: 0, offset: 0, sizeBytes: u32(4) };
    }
  }

  async readChildren({ start, offset, sizeBytes }: SquashfsNode) {
    const children = new Map<string, () => Promise<SquashfsNode | null>>();
    // The size counts three bytes for `.` and `..`, which are not stored.
    const bytes = sizeBytes - 3;
    if (bytes <= 0 || bytes > maxDirectoryBytes) return children;
    const place = { block: this.#super.directoriesAt + start, offset };
    const listing = await this.#readMetadata(place, bytes);
    if (listing === null) return children;
    const { view } = listing;
    for (let at = 0; at + 12 <= bytes;) {
      const count = view.getUint32(at, true) + 1;
      const block = view.getUint32(at + 4, true);
      at += 12;
      for (let i = 0; i < count && at + 8 <= bytes; i += 1) {
        const ref = block * 65536 + view.getUint16(at, true);
        const nameBytes = view.getUint16(at + 6, true) + 1;
        const name = listing.bytes.subarray(at + 8, at + 8 + nameBytes).toString('utf8');
        if (!children.has(name)) children.set(name, () => this.#readNode(ref));
        at += 8 + nameBytes;
      }
    }
    return children;
  }

  async readData(node: SquashfsNode, offset: number, length: number): Promise<Uint8Array | null> {
    if (node.kind === 'link') {
      const target = await this.#readMetadata(node.restAt, node.sizeBytes);
      return target?.bytes.subarray(offset, offset + length) ?? null;
    }
    const { blockBytes } = this.#super;
    const hasFragment = node.fragment !== noFragment;
    const blocks = hasFragment
      ? Math.floor(node.sizeBytes / blockBytes)
      : Math.ceil(node.sizeBytes / blockBytes);
    const end = Math.min(offset + length, node.sizeBytes);
    if (blocks > maxBlocks) return null;
    const list = await this.#readMetadata(node.restAt, blocks * 4);
    if (list === null) return null;
    const parts: Uint8Array[] = [];
    let at = node.start;
    for (let i = 0; i * blockBytes < end; i += 1) {
      const size = i < blocks ? list.view.getUint32(i * 4, true) : 0;
      const wanted = Math.min(blockBytes, node.sizeBytes - i * blockBytes);
      if ((i + 1) * blockBytes > offset) {
        const data = await this.#readDataBlock(node, i < blocks ? { at, size } : null, wanted);
        if (data?.length !== wanted) return null;
        parts.push(data.subarray(Math.max(0, offset - i * blockBytes), end - i * blockBytes));
      }
      at += size & (storedBit - 1);
    }
    return Buffer.concat(parts);
  }

  /** A block of a file, or the end of it that is in a fragment; no size means a hole of zeros. */
  async #readDataBlock(
    { fragment, offset }: SquashfsNode,
    block: { at: number; size: number } | null,
    wanted: number,
  ) {
    if (block?.size === 0) return new Uint8Array(wanted);
    const { blockBytes } = this.#super;
    if (block) {
      const { at, size } = block;
      return this.#unpack(at, size & (storedBit - 1), (size & storedBit) !== 0, blockBytes);
    }
    const entry = await this.#readTableEntry(this.#super.fragmentsAt, fragment);
    if (entry === null) return null;
    const size = entry.getUint32(8, true);
    const at = Number(entry.getBigUint64(0, true));
    const isStored = (size & storedBit) !== 0;
    const data = await this.#unpack(at, size & (storedBit - 1), isStored, blockBytes);
    return data?.subarray(offset, offset + wanted) ?? null;
  }

  /** An entry of a table of 16-byte entries, whose blocks are found through a list at `listAt`. */
  async #readTableEntry(listAt: number, index: number): Promise<DataView | null> {
    const perBlock = metadataBytes / 16;
    const pointer = await readView(this.#source, listAt + Math.floor(index / perBlock) * 8, 8);
    if (pointer === null) return null;
    const block = Number(pointer.getBigUint64(0, true));
    const entry = await this.#readMetadata({ block, offset: (index % perBlock) * 16 }, 16);
    return entry?.view ?? null;
  }

  async readUserAttribute({ attributes }: SquashfsNode, name: string): Promise<string | null> {
    const { attributesAt } = this.#super;
    if (attributes === noAttributes) return null;
    const tableAt = await readView(this.#source, attributesAt, 16);
    const entry = tableAt && (await this.#readTableEntry(attributesAt + 16, attributes));
    if (!tableAt || !entry) return null;
    const start = Number(tableAt.getBigUint64(0, true));
    let place = this.#placeOf(Number(entry.getBigUint64(0, true)), start);
    const count = Math.min(entry.getUint32(8, true), maxAttributes);
    for (let i = 0; i < count; i += 1) {
      const head = await this.#readMetadata(place, 4);
      const key = head && (await this.#readMetadata(head.next, head.view.getUint16(2, true)));
      const valueHead = key && (await this.#readMetadata(key.next, 4));
      const value =
        valueHead && (await this.#readMetadata(valueHead.next, valueHead.view.getUint32(0, true)));
      if (!head || !key || !value) return null;
      // The lower byte 0 is the `user.` namespace; a value that is stored elsewhere is not followed.
      if (head.view.getUint16(0, true) === 0 && key.bytes.toString('latin1') === name) {
        return value.bytes.toString('latin1');
      }
      place = value.next;
    }
    return null;
  }
}

/** The files of a squashfs image; null for anything else and for a compression not known here. */
export async function openSquashfs(source: ByteSource): Promise<AttributeTree | null> {
  const superblock = await readSuperblock(source);
  return superblock && new ImageTree(new Squashfs(source, superblock));
}
