/** A file's content, a link's target, or a folder by the names in it. */
export type ErofsItem =
  | { content: string | Uint8Array; userAttributes?: Record<string, string> }
  | { target: string }
  | { children: Record<string, ErofsItem> };

const blockBytes = 4096;
const inodeBytes = 64;
const nodesPerBlock = blockBytes / 32;
const modes = { file: 0o100644, directory: 0o040755, link: 0o120777 };
const types = { file: 1, directory: 2, link: 7 };
const layouts = { plain: 0, inline: 2 };

const kindOf = (item: ErofsItem) =>
  'children' in item ? 'directory' : 'target' in item ? 'link' : 'file';

/** The attributes behind a node: 12 bytes of header, then each padded to 4 bytes. */
function createAttributes(attributes: Record<string, string>): Buffer {
  const entries = Object.entries(attributes).map(([name, value]) => {
    const entry = Buffer.alloc(Math.ceil((4 + name.length + value.length) / 4) * 4);
    entry.set([name.length, 1, value.length & 0xff, value.length >> 8]);
    entry.write(name + value, 4, 'latin1');
    return entry;
  });
  return entries.length === 0 ? Buffer.alloc(0) : Buffer.concat([Buffer.alloc(12), ...entries]);
}

/**
 * A small EROFS image, written from the kernel's documentation: one block for each node, with its
 * data in the inline layout where it fits there and in blocks at the end where not.
 */
export function createErofs(children: Record<string, ErofsItem>): Buffer {
  const items: ErofsItem[] = [];
  const collect = (item: ErofsItem) => {
    items.push(item);
    if ('children' in item) Object.values(item.children).forEach(collect);
  };
  const root: ErofsItem = { children };
  collect(root);
  const nidOf = (item: ErofsItem) => BigInt(items.indexOf(item) * nodesPerBlock);

  const createListing = (item: ErofsItem & { children: Record<string, ErofsItem> }) => {
    const entries: [string, ErofsItem][] = [
      ['.', item],
      ['..', root],
      ...Object.entries(item.children),
    ];
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    const heads = Buffer.alloc(entries.length * 12);
    let at = heads.length;
    for (const [i, [name, child]] of entries.entries()) {
      heads.writeBigUInt64LE(nidOf(child), i * 12);
      heads.writeUInt16LE(at, i * 12 + 8);
      heads.writeUInt8(types[kindOf(child)], i * 12 + 10);
      at += name.length;
    }
    return Buffer.concat([heads, Buffer.from(entries.map(([name]) => name).join(''))]);
  };
  const dataOf = (item: ErofsItem) =>
    'children' in item
      ? createListing(item)
      : Buffer.from('target' in item ? item.target : item.content);

  const nodes: Buffer[] = [];
  const blocks: Buffer[] = [];
  for (const item of items) {
    const data = dataOf(item);
    const attributes = createAttributes(('userAttributes' in item && item.userAttributes) || {});
    const isInline = inodeBytes + attributes.length + data.length <= blockBytes;
    const node = Buffer.alloc(blockBytes);
    node.writeUInt16LE(1 | ((isInline ? layouts.inline : layouts.plain) << 1), 0);
    node.writeUInt16LE(attributes.length === 0 ? 0 : (attributes.length - 12) / 4 + 1, 2);
    node.writeUInt16LE(modes[kindOf(item)], 4);
    node.writeBigUInt64LE(BigInt(data.length), 8);
    attributes.copy(node, inodeBytes);
    if (isInline) data.copy(node, inodeBytes + attributes.length);
    else {
      node.writeUInt32LE(1 + items.length + blocks.length, 16);
      for (let at = 0; at < data.length; at += blockBytes) {
        const block = Buffer.alloc(blockBytes);
        data.copy(block, 0, at);
        blocks.push(block);
      }
    }
    nodes.push(node);
  }
  const superblock = Buffer.alloc(blockBytes);
  superblock.writeUInt32LE(0xe0f5e1e2, 1024);
  superblock.writeUInt8(12, 1024 + 12);
  superblock.writeUInt32LE(1 + nodes.length + blocks.length, 1024 + 36);
  superblock.writeUInt32LE(1, 1024 + 40);
  return Buffer.concat([superblock, ...nodes, ...blocks]);
}

/** The files of an extension that says of itself what `release` has. */
export const createExtensionItems = (
  name: string,
  release: Record<string, string>,
  userAttributes: Record<string, string> = {},
): Record<string, ErofsItem> => {
  const content = Object.entries(release)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
  const file = { content, userAttributes };
  const folder = { children: { [`extension-release.${name}`]: file } };
  return { usr: { children: { lib: { children: { 'extension-release.d': folder } } } } };
};
