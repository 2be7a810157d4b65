import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { NotVisible } from '../../core/inspect/facts.ts';
import type { Disk, Partition } from '../../core/model/machine.ts';
import { readLoaderVariable } from '../tools/efi-variables.ts';
import type { MountScope } from '../tools/mounts.ts';
import { FatTree } from '../files/fat-tree.ts';
import { withFileSource } from '../files/file-source.ts';
import type { BootDirectories } from './boot-files.ts';

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

/** Whether a directory looks like a boot partition of systemd-boot's kind. */
const holdsEntries = async (directory: string) =>
  (await exists(join(directory, 'EFI/Linux'))) || (await exists(join(directory, 'loader')));

export interface OpenedBoot extends BootDirectories {
  /** Whether the ESP was not closed properly; null while it is in use, or where it can't be read. */
  isDirty: boolean | null;
}

/** Linux marks a volume as not closed for as long as it is mounted to be written to. */
async function isDirty({ path, sizeBytes, mountPoints }: Partition): Promise<boolean | null> {
  if (mountPoints.length > 0) return null;
  const read = withFileSource(path, sizeBytes, async (source) => {
    const tree = await FatTree.open(source);
    return tree?.isDirty() ?? null;
  });
  return read.catch(() => null);
}

interface Opened {
  partition: Partition;
  directory: string;
}

async function openPartition(
  partition: Partition,
  mounts: MountScope | null,
  notVisible: NotVisible[],
): Promise<Opened | null> {
  if (mounts !== null) {
    const mounted = await mounts.mount(partition.path, { type: 'vfat' });
    if (mounted.ok) return { partition, directory: mounted.value };
    notVisible.push({ what: partition.path, why: 'unreadable' });
    return null;
  }
  const directory = partition.mountPoints[0];
  if (directory !== undefined && (await exists(join(directory, 'EFI')))) {
    return { partition, directory };
  }
  notVisible.push({ what: partition.path, why: 'rights' });
  return null;
}

/**
 * The boot partitions of this machine: the ESP that the loader says it came from, else the first one
 * with entries, and the XBOOTLDR partition of the same disk. Null when there is none to be read.
 * `mounts` null: only what is mounted already can be read.
 */
export async function openBootPartitions(
  disks: readonly Disk[],
  mounts: MountScope | null,
  notVisible: NotVisible[],
): Promise<OpenedBoot | null> {
  const loaderPartUuid = (await readLoaderVariable('LoaderDevicePartUUID'))?.toLowerCase();
  const listOf = (name: string, among: readonly Disk[]) =>
    among
      .flatMap(({ partitions }) => partitions)
      .filter(({ partTypeName, fsType }) => partTypeName === name && fsType === 'vfat')
      .sort((a) => (a.partUuid === loaderPartUuid ? -1 : 1));
  let fallback: Opened | null = null;
  let esp: Opened | null = null;
  for (const partition of listOf('esp', disks)) {
    const opened = await openPartition(partition, mounts, notVisible);
    if (!opened) continue;
    fallback ??= opened;
    if (!(await holdsEntries(opened.directory))) continue;
    esp = opened;
    break;
  }
  esp ??= fallback;
  if (!esp) return null;
  const { partition, directory } = esp;
  const sameDisk = disks.filter(({ partitions }) => partitions.includes(partition));
  const [extended] = listOf('xbootldr', sameDisk);
  const xbootldr = extended ? await openPartition(extended, mounts, notVisible) : null;
  return {
    esp: directory,
    xbootldr: xbootldr?.directory ?? null,
    isDirty: await isDirty(partition),
  };
}
