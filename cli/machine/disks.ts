/**
 * The disks of this machine: one call of lsblk(8) for the tree, and what no tool tells in one call is
 * read from the devices' own bytes: both copies of a GPT, LUKS headers, verity superblocks.
 */
import { createHmac } from 'node:crypto';
import type { ByteSource } from '../../core/disks/byte-source.ts';
import { readGpt } from '../../core/disks/gpt.ts';
import { parseLsblk } from '../../core/disks/lsblk.ts';
import { getPartitionTypeName } from '../../core/disks/partition-types.ts';
import { readLuks } from '../../core/disks/luks2.ts';
import { deriveStagedTypes } from '../../core/disks/staged-types.ts';
import { readVerity } from '../../core/disks/verity.ts';
import type { NotVisible } from '../../core/inspect/facts.ts';
import type { Disk, Holding, Luks, Partition } from '../../core/model/machine.ts';
import { ok, type Result } from '../../core/result.ts';
import { digest, withFileSource } from '../files/file-source.ts';
import { runLsblk } from '../tools/lsblk.ts';
import { listSubvolumes } from './subvolumes.ts';

/** The disks of this machine, without what only root can read. */
export async function listDisks(): Promise<Result<Disk[]>> {
  const output = await runLsblk();
  const disks = output.ok ? parseLsblk(output.value) : output;
  if (!disks.ok) return disks;
  return ok(
    disks.value.map((disk) => ({ ...disk, partitions: disk.partitions.map(nameStagedType) })),
  );
}

let stagedTypes: ReturnType<typeof deriveStagedTypes> | undefined;
/** Hundreds of hashes, which most machines have no partition for. */
const getStagedTypes = () =>
  (stagedTypes ??= deriveStagedTypes((key, data) =>
    createHmac('sha256', key).update(data).digest(),
  ));

/** A partition that systemd-sysupdate(8) is writing to has a type of its own meanwhile. */
export function nameStagedType(partition: Partition): Partition {
  const { partType } = partition;
  if (partType === null || getPartitionTypeName(partType) !== null) return partition;
  const staged = getStagedTypes().get(partType);
  if (staged === undefined) return partition;
  return { ...partition, partTypeName: staged.typeName, staging: staged.state };
}

/** The table of a disk as the model has it. */
export async function describeGpt(source: ByteSource): Promise<Disk['gpt']> {
  const gpt = await readGpt(source);
  return (
    gpt && {
      diskUuid: gpt.diskUuid,
      sectorBytes: gpt.sectorBytes,
      primary: gpt.primary.state,
      backup: gpt.backup.state,
      copiesDiffer: gpt.copiesDiffer,
      isBackupAtEnd: gpt.isBackupAtEnd,
    }
  );
}

/** What the header of a LUKS volume says; `known` is what is known without it. */
export async function describeLuks(source: ByteSource, known: Luks | null): Promise<Luks | null> {
  const luks = await readLuks(source, digest);
  if (luks === null) return known;
  const openedAs = known?.openedAs ?? null;
  // With both copies damaged, what udev saw before is better than nothing.
  return {
    ...luks,
    uuid: luks.uuid ?? known?.uuid ?? null,
    label: luks.label ?? known?.label ?? null,
    openedAs,
  };
}

/** Reads from a device; null, and noted in `notVisible`, where that is not possible. */
async function readDevice<T>(
  { path, sizeBytes }: { path: string; sizeBytes: number | null },
  notVisible: NotVisible[],
  read: (source: ByteSource) => Promise<T>,
): Promise<T | null> {
  try {
    return await withFileSource(path, sizeBytes ?? 0, read);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    notVisible.push({
      what: path,
      why: code === 'EACCES' || code === 'EPERM' ? 'rights' : 'unreadable',
    });
    return null;
  }
}

async function inspectHolding(holding: Holding, notVisible: NotVisible[]): Promise<Holding> {
  const { luks } = holding;
  const read = luks && (await readDevice(holding, notVisible, (each) => describeLuks(each, luks)));
  const children = holding.children.map((child) => inspectHolding(child, notVisible));
  const subvolumes = await listSubvolumes(holding, notVisible);
  return {
    ...holding,
    luks: read ?? luks,
    children: [...(await Promise.all(children)), ...subvolumes],
  };
}

async function inspectPartition(partition: Partition, notVisible: NotVisible[]) {
  const { luks, fsType } = partition;
  const readLuksOf = (source: ByteSource) => describeLuks(source, luks);
  const readVerityOf = (source: ByteSource) => readVerity(source, digest);
  const holds = partition.holds.map((each) => inspectHolding(each, notVisible));
  return {
    ...partition,
    luks: luks && ((await readDevice(partition, notVisible, readLuksOf)) ?? luks),
    verity:
      fsType === 'DM_verity_hash' ? await readDevice(partition, notVisible, readVerityOf) : null,
    holds: [...(await Promise.all(holds)), ...(await listSubvolumes(partition, notVisible))],
  };
}

async function inspectDisk(disk: Disk, notVisible: NotVisible[]): Promise<Disk> {
  const hasGpt = disk.tableType === 'gpt' || (disk.tableType === null && !disk.partitions.length);
  const gpt = hasGpt ? await readDevice(disk, notVisible, describeGpt) : null;
  return {
    ...disk,
    tableType: disk.tableType ?? (gpt === null ? null : 'gpt'),
    gpt,
    partitions: await Promise.all(
      disk.partitions.map((partition) => inspectPartition(partition, notVisible)),
    ),
  };
}

/** The disks with what their own bytes say; what could not be read is added to `notVisible`. */
export async function readDisks(notVisible: NotVisible[]): Promise<Result<Disk[]>> {
  const disks = await listDisks();
  if (!disks.ok) return disks;
  return ok(await Promise.all(disks.value.map((disk) => inspectDisk(disk, notVisible))));
}
