/**
 * The log of a block device's writes as dm-log-writes (Linux) and blklogwrites (QEMU) keep it: a
 * super block in the first sector, then for each write one sector that says where it went, followed
 * by what was written. All numbers are little-endian. Linux, drivers/md/dm-log-writes.c.
 */
const magic = 0x6a736677736872n;
const version = 1n;
const superBytes = 28;
const entryBytes = 32;
/** Sectors are counted in this unit in old logs, whatever the size of the device's own. */
const minSectorBytes = 512;

const flags = { flush: 1, fua: 2, discard: 4, mark: 8 };

export interface BlockWrite {
  offsetBytes: number;
  data: Buffer;
  /** Everything before it was on the disk when it was written. */
  isFlush: boolean;
  /** It was on the disk itself when it was done. */
  isFua: boolean;
  isDiscard: boolean;
  /** A note that somebody put between the writes; null for a write. */
  mark: string | null;
}

/** The writes of a log in their order; throws an Error that names what is wrong with it. */
export function parseWriteLog(log: Buffer): BlockWrite[] {
  if (log.length < superBytes || log.readBigUInt64LE(0) !== magic)
    throw new Error('not a write log');
  if (log.readBigUInt64LE(8) !== version) throw new Error('a write log of an unknown version');
  const count = Number(log.readBigUInt64LE(16));
  const sectorBytes = log.readUInt32LE(24);
  if (sectorBytes < minSectorBytes || sectorBytes % minSectorBytes !== 0) {
    throw new Error(`sectors of ${String(sectorBytes)} bytes`);
  }
  const writes: BlockWrite[] = [];
  let at = sectorBytes;
  for (let i = 0; i < count; i += 1) {
    if (at + entryBytes > log.length) throw new Error(`the log ends in entry ${String(i)}`);
    const sector = Number(log.readBigUInt64LE(at));
    const sectors = Number(log.readBigUInt64LE(at + 8));
    const flag = Number(log.readBigUInt64LE(at + 16));
    const dataBytes = Number(log.readBigUInt64LE(at + 24));
    const isDiscard = (flag & flags.discard) !== 0;
    const isMark = (flag & flags.mark) !== 0;
    const head = log.subarray(at + entryBytes, at + entryBytes + dataBytes);
    at += sectorBytes;
    const lengthBytes = isDiscard || isMark ? 0 : sectors * sectorBytes;
    if (at + lengthBytes > log.length)
      throw new Error(`the log ends in the data of entry ${String(i)}`);
    writes.push({
      offsetBytes: sector * sectorBytes,
      data: isDiscard ? Buffer.alloc(sectors * sectorBytes) : log.subarray(at, at + lengthBytes),
      isFlush: (flag & flags.flush) !== 0,
      isFua: (flag & flags.fua) !== 0,
      isDiscard,
      mark: isMark ? head.toString('utf8').replace(/\0+$/, '') : null,
    });
    at += lengthBytes;
  }
  return writes;
}

/** A log with these writes, for tests of whatever reads one. */
export function formatWriteLog(
  writes: readonly (Pick<BlockWrite, 'offsetBytes' | 'data'> & Partial<BlockWrite>)[],
  sectorBytes = minSectorBytes,
): Buffer {
  const head = Buffer.alloc(sectorBytes);
  head.writeBigUInt64LE(magic, 0);
  head.writeBigUInt64LE(version, 8);
  head.writeBigUInt64LE(BigInt(writes.length), 16);
  head.writeUInt32LE(sectorBytes, 24);
  const entries = writes.flatMap(({ offsetBytes, data, isFlush, isFua, isDiscard, mark }) => {
    const entry = Buffer.alloc(sectorBytes);
    const text = mark ?? null;
    entry.writeBigUInt64LE(BigInt(offsetBytes / sectorBytes), 0);
    entry.writeBigUInt64LE(BigInt(text === null ? data.length / sectorBytes : 0), 8);
    const flag =
      (isFlush ? flags.flush : 0) |
      (isFua ? flags.fua : 0) |
      (isDiscard ? flags.discard : 0) |
      (text === null ? 0 : flags.mark);
    entry.writeBigUInt64LE(BigInt(flag), 16);
    entry.writeBigUInt64LE(BigInt(text?.length ?? 0), 24);
    if (text !== null) entry.write(text, entryBytes);
    return text === null && !isDiscard ? [entry, data] : [entry];
  });
  return Buffer.concat([head, ...entries]);
}
