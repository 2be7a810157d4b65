import { crc32 } from 'node:zlib';

export interface PartitionPlan {
  type: string;
  uuid?: string;
  label?: string;
  attributes?: bigint;
  /** In sectors; the default is behind the one before it, aligned to 8 sectors. */
  firstLba?: number;
  /** The content; the partition is as long as it, in whole sectors. */
  content: Uint8Array;
}

export interface DiskPlan {
  sectorBytes?: 512 | 4096;
  diskUuid?: string;
  partitions: PartitionPlan[];
  /** Free space between the last partition and the backup table. */
  freeSectors?: number;
}

const entryCount = 128;
const entryBytes = 128;

function writeGuid(target: Buffer, at: number, guid: string): void {
  const raw = Buffer.from(guid.replaceAll('-', ''), 'hex');
  raw.subarray(0, 4).reverse();
  raw.subarray(4, 6).reverse();
  raw.subarray(6, 8).reverse();
  raw.copy(target, at);
}

/** A UUID that is the same each time: a digit, repeated. */
export const plainUuid = (digit: string): string =>
  [8, 4, 4, 4, 12].map((length) => digit.repeat(length)).join('-');

/** A whole disk with a protective MBR and both copies of its table; written from the UEFI Specification. */
export function createGptDisk(plan: DiskPlan): Buffer {
  const sector = plan.sectorBytes ?? 512;
  const tableSectors = (entryCount * entryBytes) / sector;
  const firstUsable = 2 + tableSectors;
  let next = Math.ceil(firstUsable / 8) * 8;
  const placed = plan.partitions.map((partition) => {
    const first = partition.firstLba ?? next;
    const sectors = Math.max(1, Math.ceil(partition.content.length / sector));
    next = Math.ceil((first + sectors) / 8) * 8;
    return { ...partition, first, last: first + sectors - 1 };
  });
  const lastUsable = next + (plan.freeSectors ?? 8) - 1;
  const lastLba = lastUsable + tableSectors + 1;
  const disk = Buffer.alloc((lastLba + 1) * sector);

  disk[446 + 4] = 0xee;
  disk.writeUInt32LE(1, 446 + 8);
  disk.writeUInt32LE(lastLba, 446 + 12);
  disk.writeUInt16LE(0xaa55, 510);

  const table = Buffer.alloc(entryCount * entryBytes);
  for (const [i, partition] of placed.entries()) {
    const at = i * entryBytes;
    writeGuid(table, at, partition.type);
    writeGuid(table, at + 16, partition.uuid ?? plainUuid((i + 1).toString(16)));
    table.writeBigUInt64LE(BigInt(partition.first), at + 32);
    table.writeBigUInt64LE(BigInt(partition.last), at + 40);
    table.writeBigUInt64LE(partition.attributes ?? 0n, at + 48);
    table.write((partition.label ?? '').slice(0, 36), at + 56, 'utf16le');
    disk.set(partition.content, partition.first * sector);
  }
  table.copy(disk, 2 * sector);
  table.copy(disk, (lastUsable + 1) * sector);

  const writeHeader = (lba: number, alternate: number, tableLba: number) => {
    const header = disk.subarray(lba * sector, lba * sector + 92);
    header.write('EFI PART', 0, 'latin1');
    header.writeUInt32LE(0x00010000, 8);
    header.writeUInt32LE(92, 12);
    header.writeBigUInt64LE(BigInt(lba), 24);
    header.writeBigUInt64LE(BigInt(alternate), 32);
    header.writeBigUInt64LE(BigInt(firstUsable), 40);
    header.writeBigUInt64LE(BigInt(lastUsable), 48);
    writeGuid(header, 56, plan.diskUuid ?? plainUuid('d'));
    header.writeBigUInt64LE(BigInt(tableLba), 72);
    header.writeUInt32LE(entryCount, 80);
    header.writeUInt32LE(entryBytes, 84);
    header.writeUInt32LE(crc32(table), 88);
    header.writeUInt32LE(crc32(header), 16);
  };
  writeHeader(1, lastLba, 2);
  writeHeader(lastLba, 1, lastUsable + 1);
  return disk;
}
