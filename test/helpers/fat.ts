export interface FatPlan {
  bits: 12 | 16 | 32;
  /** Path → content; directories come into being as needed. */
  files: Record<string, Uint8Array>;
  label?: string;
  /** Where it is written down that the volume was not closed: the boot sector, or the table. */
  dirty?: 'state' | 'table';
}

const sectorBytes = 512;
/** Few clusters and many: the number decides between the three kinds. */
const geometry = {
  12: { perCluster: 8, clusters: 2000, rootEntries: 512 },
  16: { perCluster: 8, clusters: 5000, rootEntries: 512 },
  32: { perCluster: 1, clusters: 66_000, rootEntries: 0 },
};

type Node = Map<string, Node | Uint8Array>;

const checksumOf = (short: Buffer) =>
  short.reduce((sum, byte) => (((sum & 1) << 7) + (sum >> 1) + byte) & 0xff, 0);

/** A file's entries: the parts of its long name, last first, then the short name. */
function createEntries(name: string, serial: number, attributes: number): Buffer {
  const short = Buffer.alloc(11, ' ');
  const isShort = /^[A-Z0-9]{1,8}(\.[A-Z0-9]{1,3})?$/.test(name);
  if (isShort) {
    const [base = '', suffix = ''] = name.split('.');
    short.write(base, 0, 'latin1');
    short.write(suffix, 8, 'latin1');
  } else {
    short.write(`F${String(serial)}~1`, 0, 'latin1');
  }
  const entry = Buffer.alloc(32);
  short.copy(entry);
  entry[11] = attributes;
  if (isShort) return entry;
  const units = Buffer.from(`${name}\0`, 'utf16le');
  const count = Math.ceil(units.length / 26);
  const padded = Buffer.alloc(count * 26, 0xff);
  units.copy(padded);
  const parts = Array.from({ length: count }, (_, i) => {
    const part = Buffer.alloc(32);
    part[0] = (i + 1) | (i + 1 === count ? 0x40 : 0);
    part[11] = 0x0f;
    part[13] = checksumOf(short);
    const text = padded.subarray(i * 26, (i + 1) * 26);
    text.copy(part, 1, 0, 10);
    text.copy(part, 14, 10, 22);
    text.copy(part, 28, 22, 26);
    return part;
  });
  return Buffer.concat([...parts.reverse(), entry]);
}

/** A FAT volume with these files; written from the FAT Specification. */
export function createFat({ bits, files, label, dirty }: FatPlan): Buffer {
  const { perCluster, clusters, rootEntries } = geometry[bits];
  const fatSectors = Math.ceil(((clusters + 2) * bits) / 8 / sectorBytes);
  const reserved = bits === 32 ? 32 : 1;
  const rootSectors = (rootEntries * 32) / sectorBytes;
  const dataAt = (reserved + 2 * fatSectors + rootSectors) * sectorBytes;
  const clusterBytes = perCluster * sectorBytes;
  const volume = Buffer.alloc(dataAt + clusters * clusterBytes);
  const table = new Array<number>(clusters + 2).fill(0);
  const end = bits === 32 ? 0x0fffffff : 2 ** bits - 1;
  table[0] = end - 7;
  table[1] = dirty === 'table' ? end - 2 ** (bits === 32 ? 27 : 15) : end;

  let next = 2;
  /** Every second cluster, so that no chain is in one piece. */
  const store = (content: Uint8Array): number => {
    const count = Math.ceil(content.length / clusterBytes);
    if (count === 0) return 0;
    const first = next;
    for (let i = 0; i < count; i += 1) {
      volume.set(
        content.subarray(i * clusterBytes, (i + 1) * clusterBytes),
        dataAt + (next - 2) * clusterBytes,
      );
      table[next] = i + 1 === count ? end : next + 2;
      next += 2;
    }
    return first;
  };

  const top: Node = new Map();
  for (const [path, content] of Object.entries(files)) {
    const names = path.split('/');
    const folder = names.slice(0, -1).reduce<Node>((node, name) => {
      const child = node.get(name) ?? (new Map() as Node);
      node.set(name, child);
      return child as Node;
    }, top);
    folder.set(names.at(-1) ?? '', content);
  }
  let serial = 0;
  const createDirectory = (node: Node): Buffer =>
    Buffer.concat(
      [...node].map(([name, child]) => {
        const isFile = child instanceof Uint8Array;
        const content = isFile ? child : Buffer.concat([createDirectory(child), Buffer.alloc(32)]);
        const cluster = store(content);
        serial += 1;
        const entries = createEntries(name, serial, isFile ? 0x20 : 0x10);
        const entry = entries.subarray(-32);
        entry.writeUInt16LE(cluster >>> 16, 20);
        entry.writeUInt16LE(cluster & 0xffff, 26);
        entry.writeUInt32LE(isFile ? content.length : 0, 28);
        return entries;
      }),
    );
  const labelEntry = Buffer.alloc(label === undefined ? 0 : 32);
  if (label !== undefined) {
    labelEntry.write(label.padEnd(11), 0, 'latin1');
    labelEntry[11] = 0x08;
  }
  const root = Buffer.concat([labelEntry, createDirectory(top), Buffer.alloc(32)]);
  const rootCluster = bits === 32 ? store(root) : 0;
  if (bits !== 32) root.copy(volume, (reserved + 2 * fatSectors) * sectorBytes);

  volume.set([0xeb, 0x3c, 0x90]);
  volume.write('LIFEBOAT', 3, 'latin1');
  volume.writeUInt16LE(sectorBytes, 11);
  volume[13] = perCluster;
  volume.writeUInt16LE(reserved, 14);
  volume[16] = 2;
  volume.writeUInt16LE(rootEntries, 17);
  volume[21] = 0xf8;
  volume.writeUInt16LE(bits === 32 ? 0 : fatSectors, 22);
  volume.writeUInt32LE(volume.length / sectorBytes, 32);
  if (bits === 32) {
    volume.writeUInt32LE(fatSectors, 36);
    volume.writeUInt32LE(rootCluster, 44);
  }
  const extended = bits === 32 ? 64 : 36;
  volume[extended + 1] = dirty === 'state' ? 1 : 0;
  volume[extended + 2] = 0x29;
  volume.writeUInt32LE(0x1234abcd, extended + 3);
  volume.write((label ?? 'NO NAME').padEnd(11), extended + 7, 'latin1');
  volume.write(`FAT${bits === 32 ? '32' : String(bits)}`.padEnd(8), extended + 18, 'latin1');
  volume.writeUInt16LE(0xaa55, 510);

  for (let copy = 0; copy < 2; copy += 1) {
    const at = (reserved + copy * fatSectors) * sectorBytes;
    for (const [cluster, value] of table.entries()) {
      if (bits === 32) volume.writeUInt32LE(value, at + cluster * 4);
      else if (bits === 16) volume.writeUInt16LE(value & 0xffff, at + cluster * 2);
      else {
        const place = at + Math.floor(cluster * 1.5);
        const old = volume.readUInt16LE(place);
        const [mask, shifted] = cluster % 2 === 0 ? [0xf000, value] : [0x000f, value << 4];
        volume.writeUInt16LE((old & mask) | (shifted & ~mask & 0xffff), place);
      }
    }
  }
  return volume;
}
