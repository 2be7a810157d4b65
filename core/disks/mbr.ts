/**
 * The partition table of old PCs: four entries in the first sector, one of which may be an *extended
 * partition* with a chain of further tables. The first sector of a FAT or NTFS volume ends in the same
 * two bytes and holds no table, so more than those must fit.
 */
import { toLatin1, viewOf, type ByteSource } from './byte-source.ts';

export interface MbrPartition {
  /** From 1; those in the extended partition begin at 5. */
  number: number;
  /** Two hexadecimal digits. */
  type: string;
  typeName: string | null;
  /** As the kernel forms it: the disk's signature and the number. */
  partUuid: string;
  isActive: boolean;
  offsetBytes: number;
  sizeBytes: number;
}

const sectorBytes = 512;
const maxLogical = 128;
const extendedTypes = [0x05, 0x0f, 0x85];
const protectiveType = 0xee;

const typeNames = new Map([
  [0x01, 'fat12'],
  [0x04, 'fat16'],
  [0x05, 'extended'],
  [0x06, 'fat16'],
  [0x07, 'ntfs'],
  [0x0b, 'fat32'],
  [0x0c, 'fat32'],
  [0x0e, 'fat16'],
  [0x0f, 'extended'],
  [0x27, 'windows-recovery'],
  [0x82, 'swap'],
  [0x83, 'linux-generic'],
  [0x85, 'extended'],
  [0x8e, 'linux-lvm'],
  [0xa5, 'freebsd-data'],
  [0xa6, 'openbsd-data'],
  [0xaf, 'apple-hfs'],
  [0xee, 'gpt-protective'],
  [0xef, 'esp'],
  [0xfd, 'linux-raid'],
]);

interface Entry {
  status: number;
  type: number;
  first: number;
  sectors: number;
}

/** The four entries of a table; null when the sector is none. */
async function readTable(source: ByteSource, lba: number) {
  const sector = await source.read(lba * sectorBytes, sectorBytes);
  if (sector.length < sectorBytes || sector[510] !== 0x55 || sector[511] !== 0xaa) return null;
  const view = viewOf(sector);
  const entries = [446, 462, 478, 494].map((at): Entry => ({
    status: view.getUint8(at),
    type: view.getUint8(at + 4),
    first: view.getUint32(at + 8, true),
    sectors: view.getUint32(at + 12, true),
  }));
  if (entries.some(({ status }) => status !== 0 && status !== 0x80)) return null;
  return { sector, entries, signature: view.getUint32(440, true) };
}

const isVolume = (sector: Uint8Array) =>
  toLatin1(sector.subarray(54, 57)) === 'FAT' ||
  ['FAT32   ', 'NTFS    ', 'EXFAT   ', '-FVE-FS-'].some(
    (name) =>
      toLatin1(sector.subarray(82, 90)) === name || toLatin1(sector.subarray(3, 11)) === name,
  );

const isUsed = ({ type, sectors }: Entry) => type !== 0 && sectors > 0;

/** Whether the first sector says that a GUID partition table follows. UEFI Specification, 5.2.3. */
export async function hasProtectiveMbr(source: ByteSource): Promise<boolean> {
  const table = await readTable(source, 0);
  return table?.entries.some(({ type }) => type === protectiveType) ?? false;
}

/** The partitions of an MBR, the extended one among them; null when there is no such table. */
export async function readMbr(source: ByteSource): Promise<MbrPartition[] | null> {
  const table = await readTable(source, 0);
  if (table === null || isVolume(table.sector)) return null;
  const used = table.entries.filter((entry) => isUsed(entry) && entry.first > 0);
  if (used.length === 0 && table.signature === 0) return null;
  const disk = table.signature.toString(16).padStart(8, '0');
  const describe = (entry: Entry, number: number, base: number): MbrPartition => ({
    number,
    type: entry.type.toString(16).padStart(2, '0'),
    typeName: typeNames.get(entry.type) ?? null,
    partUuid: `${disk}-${number.toString(16).padStart(2, '0')}`,
    isActive: entry.status === 0x80,
    offsetBytes: (base + entry.first) * sectorBytes,
    sizeBytes: entry.sectors * sectorBytes,
  });
  const partitions = table.entries.flatMap((entry, i) =>
    isUsed(entry) && entry.first > 0 ? [describe(entry, i + 1, 0)] : [],
  );
  const extended = table.entries.find(
    (entry) => isUsed(entry) && extendedTypes.includes(entry.type),
  );
  if (extended === undefined) return partitions;
  const seen = new Set<number>();
  let at: number | null = extended.first;
  while (at !== null && !seen.has(at) && seen.size < maxLogical) {
    seen.add(at);
    const link: { entries: Entry[] } | null = await readTable(source, at);
    const [logical, next] = link?.entries ?? [];
    if (logical && isUsed(logical)) partitions.push(describe(logical, 4 + seen.size, at));
    at = next && isUsed(next) ? extended.first + next.first : null;
  }
  return partitions;
}
