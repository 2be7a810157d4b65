/** A file's content, or a folder by the names in it. */
export type SquashfsItem =
  { content: string | Uint8Array } | { children: Record<string, SquashfsItem> };

const blockBytes = 4096;
const storedMetadata = 0x8000;
const storedData = 0x1000000;
const zlib = 1;
const none = 0xffffffff;
const types = { directory: 1, file: 2 };

const isFolder = (item: SquashfsItem) => 'children' in item;
const u16 = (value: number) => Buffer.from([value & 0xff, value >> 8]);
const u32 = (value: number) => Buffer.from(Uint32Array.of(value).buffer);
const u64 = (value: number) => Buffer.from(BigUint64Array.of(BigInt(value)).buffer);

/**
 * A small squashfs image in which nothing is compressed, written from the kernel's documentation:
 * one block of nodes and one of directories, so a few dozen files at most; no fragments.
 */
export function createSquashfs(children: Record<string, SquashfsItem>): Buffer {
  const data: Buffer[] = [];
  const nodes: Buffer[] = [];
  const listings: Buffer[] = [];
  let dataAt = 96;
  const sizeOf = (buffers: Buffer[]) => buffers.reduce((sum, { length }) => sum + length, 0);

  /** Adds a node behind all that it needs; the offset in the block of nodes is its number. */
  const add = (item: SquashfsItem): number => {
    const body = 'children' in item ? addFolder(item.children) : addFile(Buffer.from(item.content));
    const offset = sizeOf(nodes);
    const type = isFolder(item) ? types.directory : types.file;
    nodes.push(u16(type), u16(0o755), u16(0), u16(0), u32(0), u32(offset + 1), body);
    return offset;
  };
  const addFile = (content: Buffer) => {
    const start = dataAt;
    const sizes: Buffer[] = [];
    for (let at = 0; at < content.length; at += blockBytes) {
      const block = content.subarray(at, at + blockBytes);
      data.push(block);
      sizes.push(u32(storedData | block.length));
    }
    dataAt += content.length;
    return Buffer.concat([u32(start), u32(none), u32(0), u32(content.length), ...sizes]);
  };
  const addFolder = (items: Record<string, SquashfsItem>) => {
    const entries = Object.entries(items)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, item]) => {
        const type = isFolder(item) ? types.directory : types.file;
        return Buffer.concat([
          u16(add(item)),
          u16(0),
          u16(type),
          u16(name.length - 1),
          Buffer.from(name),
        ]);
      });
    const head = entries.length === 0 ? [] : [u32(entries.length - 1), u32(0), u32(1)];
    const listing = Buffer.concat([...head, ...entries]);
    const offset = sizeOf(listings);
    listings.push(listing);
    return Buffer.concat([u32(0), u32(1), u16(listing.length + 3), u16(offset), u32(0)]);
  };

  const rootRef = add({ children });
  const metadata = (buffers: Buffer[]) =>
    Buffer.concat([u16(storedMetadata | sizeOf(buffers)), ...buffers]);
  const [nodeTable, directoryTable] = [metadata(nodes), metadata(listings)];
  const nodesAt = dataAt;
  const directoriesAt = nodesAt + nodeTable.length;
  const end = directoriesAt + directoryTable.length;
  const superblock = Buffer.concat([
    Buffer.from('hsqs'),
    u32(nodes.length),
    u32(0),
    u32(blockBytes),
    u32(0),
    ...[zlib, 12, 0, 0, 4, 0].map(u16),
    ...[rootRef, end, end, end, nodesAt, directoriesAt, end, end].map(u64),
  ]);
  return Buffer.concat([superblock, ...data, nodeTable, directoryTable]);
}
