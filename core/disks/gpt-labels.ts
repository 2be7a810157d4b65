/**
 * New labels for partitions, as writes that a power cut may interrupt anywhere. The two copies of a
 * GUID partition table are written one after the other, never both at once: the copy that was not
 * read is written first and must be on the disk before the other one is touched. So at least one copy
 * is whole at each moment, with the old labels or with all of the new ones. Tools that write both
 * copies without waiting in between leave that order to the disk. UEFI Specification, chapter 5.
 */
import { viewOf, type ByteSource } from './byte-source.ts';
import { crc32 } from './crc32.ts';
import { readGpt } from './gpt.ts';
import { readGuid } from './uuid.ts';

export interface LabelChange {
  partUuid: string;
  from: string;
  to: string;
}

export interface TableWrite {
  offsetBytes: number;
  bytes: Uint8Array;
}

const labelUnits = 36;
const labelOffset = 56;
const at = { crc: 16, ownLba: 24, otherLba: 32, lastUsable: 48, entries: 72, count: 80, size: 84 };
const entriesCrcAt = 88;
const primaryLba = 1;
const primaryEntriesLba = 2;

const readLba = (view: DataView, offset: number) => Number(view.getBigUint64(offset, true));

function writeLabel(entries: Uint8Array, entryAt: number, label: string): void {
  const view = viewOf(entries);
  for (let i = 0; i < labelUnits; i += 1) {
    const unit = i < label.length ? label.charCodeAt(i) : 0;
    view.setUint16(entryAt + labelOffset + i * 2, unit, true);
  }
}

/** The header of one copy, for entries with this checksum. */
function makeHeader(header: Uint8Array, places: [own: number, other: number, entries: number]) {
  const made = Uint8Array.from(header);
  const view = viewOf(made);
  view.setBigUint64(at.ownLba, BigInt(places[0]), true);
  view.setBigUint64(at.otherLba, BigInt(places[1]), true);
  view.setBigUint64(at.entries, BigInt(places[2]), true);
  view.setUint32(at.crc, 0, true);
  view.setUint32(at.crc, crc32(made.subarray(0, view.getUint32(12, true))), true);
  return made;
}

/**
 * The writes of `changes`, one list for each copy of the table: all of a list must be on the disk
 * before the next one begins. Null where no copy is good, or a partition is not as `changes` says.
 */
export async function planLabels(
  source: ByteSource,
  changes: readonly LabelChange[],
): Promise<TableWrite[][] | null> {
  const gpt = await readGpt(source);
  if (!gpt?.diskUuid) return null;
  const { sectorBytes } = gpt;
  const isPrimaryGood = gpt.primary.state === 'good';
  const lastLba = Math.floor(source.sizeBytes / sectorBytes) - 1;
  const own = isPrimaryGood ? primaryLba : lastLba;
  const header = Uint8Array.from(await source.read(own * sectorBytes, sectorBytes));
  if (header.length < sectorBytes) return null;
  const view = viewOf(header);
  if (readLba(view, at.ownLba) !== own) return null;
  const entryBytes = view.getUint32(at.size, true);
  const ownEntries = readLba(view, at.entries);
  const tableBytes = entryBytes * view.getUint32(at.count, true);
  const entries = Uint8Array.from(await source.read(ownEntries * sectorBytes, tableBytes));

  for (const { partUuid, from, to } of changes) {
    const found = gpt.partitions.find((each) => each.partUuid === partUuid);
    const entryAt = found ? (found.number - 1) * entryBytes : 0;
    const isSame = found?.label === from && readGuid(entries, entryAt + 16) === partUuid;
    if (!isSame || to.length > labelUnits) return null;
    writeLabel(entries, entryAt, to);
  }
  view.setUint32(entriesCrcAt, crc32(entries), true);

  const other = isPrimaryGood ? readLba(view, at.otherLba) : primaryLba;
  // By custom the backup's entries stand behind the last sector that partitions may use.
  const otherEntries = isPrimaryGood ? readLba(view, at.lastUsable) + 1 : primaryEntriesLba;
  const toWrites = (lba: number, counterpart: number, entriesLba: number): TableWrite[] => [
    { offsetBytes: entriesLba * sectorBytes, bytes: entries },
    { offsetBytes: lba * sectorBytes, bytes: makeHeader(header, [lba, counterpart, entriesLba]) },
  ];
  return [toWrites(other, own, otherEntries), toWrites(own, other, ownEntries)];
}
