/**
 * A GUID partition table stands on a disk twice: the primary header in the second sector with its
 * entries behind it, the backup header in the last sector with its entries before it. Each header
 * carries a checksum of itself and one of its entries, so a copy proves by itself whether it is good,
 * and a disk with one damaged copy still tells all. The sector size is not written anywhere; both
 * that exist are tried. UEFI Specification, chapter 5; attribute bits: Discoverable Partitions
 * Specification.
 */
import type { CopyState } from '../model/machine.ts';
import { toLatin1, viewOf, type ByteSource } from './byte-source.ts';
import { crc32 } from './crc32.ts';
import { getPartitionTypeName, listAttributeNames } from './partition-types.ts';
import { readGuid } from './uuid.ts';

export type CopyFault =
  'header-size' | 'header-checksum' | 'own-place' | 'entry-size' | 'entries-checksum';

export interface GptCopy {
  state: CopyState;
  /** What is wrong with a damaged copy. */
  fault: CopyFault | null;
}

export interface GptPartition {
  /** From 1, by its place in the table. */
  number: number;
  typeGuid: string;
  /** Null when the type is in no table of ours. */
  typeName: string | null;
  partUuid: string;
  label: string;
  offsetBytes: number;
  sizeBytes: number;
  /** All 64 bits, as a hexadecimal number. */
  attributes: string;
  attributeNames: string[];
  /** Whether a part of it lies behind the end of the disk, as in a truncated image file. */
  isBeyondEnd: boolean;
}

export interface Gpt {
  sectorBytes: number;
  /** Null when neither copy is good. */
  diskUuid: string | null;
  primary: GptCopy;
  backup: GptCopy;
  /** Both copies are good by themselves and tell different things. */
  copiesDiffer: boolean;
  /** The backup stands in the last sector; not so where the disk has grown. */
  isBackupAtEnd: boolean;
  /** From the good copy, the primary before the backup; in the order of the table. */
  partitions: GptPartition[];
}

const signature = 'EFI PART';
const minHeaderBytes = 92;
const minEntryBytes = 128;
const maxEntryBytes = 4096;
/** Tables have 128 entries, some tools make a few more: this is 64 times as much. */
const maxTableBytes = 1024 * 1024;

interface Copy extends GptCopy {
  alternateLba: number;
  diskUuid: string;
  entriesCrc: number;
  entries: Uint8Array;
  entryBytes: number;
}

const broken = (state: CopyState, fault: CopyFault | null): Copy => ({
  state,
  fault,
  alternateLba: 0,
  diskUuid: '',
  entriesCrc: 0,
  entries: new Uint8Array(0),
  entryBytes: minEntryBytes,
});

const absent = broken('missing', null);

/** A 64-bit number; beyond what a number holds exactly it is larger than every disk. */
const readU64 = (view: DataView, at: number) => Number(view.getBigUint64(at, true));

async function readCopy(source: ByteSource, lba: number, sectorBytes: number): Promise<Copy> {
  if (!Number.isSafeInteger(lba * sectorBytes)) return broken('missing', null);
  const sector = Uint8Array.from(await source.read(lba * sectorBytes, sectorBytes));
  if (sector.length < sectorBytes || toLatin1(sector.subarray(0, 8)) !== signature) {
    return broken('missing', null);
  }
  const view = viewOf(sector);
  const headerBytes = view.getUint32(12, true);
  if (headerBytes < minHeaderBytes || headerBytes > sectorBytes) {
    return broken('damaged', 'header-size');
  }
  const headerCrc = view.getUint32(16, true);
  view.setUint32(16, 0, true);
  if (crc32(sector.subarray(0, headerBytes)) !== headerCrc) {
    return broken('damaged', 'header-checksum');
  }
  const common = { alternateLba: readU64(view, 32), diskUuid: readGuid(sector, 56) };
  if (readU64(view, 24) !== lba) return { ...broken('damaged', 'own-place'), ...common };
  const entryBytes = view.getUint32(84, true);
  const tableBytes = entryBytes * view.getUint32(80, true);
  const isSane = entryBytes >= minEntryBytes && entryBytes % 8 === 0 && entryBytes <= maxEntryBytes;
  if (!isSane || tableBytes > maxTableBytes) {
    return { ...broken('damaged', 'entry-size'), ...common };
  }
  const at = readU64(view, 72) * sectorBytes;
  const entries = Number.isSafeInteger(at) ? await source.read(at, tableBytes) : new Uint8Array(0);
  const entriesCrc = view.getUint32(88, true);
  if (entries.length < tableBytes || crc32(entries) !== entriesCrc) {
    return { ...broken('damaged', 'entries-checksum'), ...common };
  }
  return { state: 'good', fault: null, ...common, entriesCrc, entries, entryBytes };
}

function readLabel(view: DataView, at: number): string {
  let label = '';
  for (let i = 0; i < 36; i += 1) {
    const unit = view.getUint16(at + i * 2, true);
    if (unit === 0) break;
    label += String.fromCharCode(unit);
  }
  return label;
}

function readPartitions({ entries, entryBytes }: Copy, sectorBytes: number, diskBytes: number) {
  const view = viewOf(entries);
  const partitions: GptPartition[] = [];
  for (let at = 0; at + entryBytes <= entries.length; at += entryBytes) {
    const typeGuid = readGuid(entries, at);
    if (/^[0-]*$/.test(typeGuid)) continue;
    const [first, last] = [readU64(view, at + 32), readU64(view, at + 40)];
    const bits = view.getBigUint64(at + 48, true);
    const offsetBytes = first * sectorBytes;
    const sizeBytes = Math.max(0, last - first + 1) * sectorBytes;
    // Numbers that no disk has: the entry is shown, and nothing in it can be read.
    const isSafe = Number.isSafeInteger(offsetBytes + sizeBytes);
    const typeName = getPartitionTypeName(typeGuid);
    partitions.push({
      number: at / entryBytes + 1,
      typeGuid,
      typeName,
      partUuid: readGuid(entries, at + 16),
      label: readLabel(view, at + 56),
      offsetBytes: isSafe ? offsetBytes : diskBytes,
      sizeBytes: isSafe ? sizeBytes : 0,
      attributes: `0x${bits.toString(16)}`,
      attributeNames: listAttributeNames(bits, typeName),
      isBeyondEnd: !isSafe || offsetBytes + sizeBytes > diskBytes,
    });
  }
  return partitions;
}

async function readGptAt(source: ByteSource, sectorBytes: number): Promise<Gpt> {
  const lastLba = Math.floor(source.sizeBytes / sectorBytes) - 1;
  const primary = await readCopy(source, 1, sectorBytes);
  // A good primary knows where its backup is; without one there is only the place by custom.
  const backupLba = primary.state === 'good' ? primary.alternateLba : lastLba;
  let backup = backupLba > 1 ? await readCopy(source, backupLba, sectorBytes) : absent;
  const isElsewhere = backup.state === 'missing' && lastLba > 1 && lastLba !== backupLba;
  if (isElsewhere) backup = await readCopy(source, lastLba, sectorBytes);
  const good = [primary, backup].find(({ state }) => state === 'good');
  return {
    sectorBytes,
    diskUuid: good?.diskUuid ?? null,
    primary: { state: primary.state, fault: primary.fault },
    backup: { state: backup.state, fault: backup.fault },
    copiesDiffer:
      primary.state === 'good' &&
      backup.state === 'good' &&
      (primary.entriesCrc !== backup.entriesCrc || primary.diskUuid !== backup.diskUuid),
    isBackupAtEnd: isElsewhere || backupLba === lastLba,
    partitions: good ? readPartitions(good, sectorBytes, source.sizeBytes) : [],
  };
}

/**
 * The partition table of a disk or image; null when neither copy is there, not even damaged. The
 * sector size is the one with a good copy, 512 before 4096 bytes.
 */
export async function readGpt(source: ByteSource): Promise<Gpt | null> {
  const found: Gpt[] = [];
  for (const sectorBytes of [512, 4096]) {
    const gpt = await readGptAt(source, sectorBytes);
    if (gpt.primary.state === 'missing' && gpt.backup.state === 'missing') continue;
    if (gpt.diskUuid !== null) return gpt;
    found.push(gpt);
  }
  return found[0] ?? null;
}
