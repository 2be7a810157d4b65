import { realpath } from 'node:fs/promises';
import type { Partition } from '../../core/model/machine.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { listDisks } from '../machine/disks.ts';

/**
 * The LUKS partition of this machine that `device` names, by its path or a link to it. DISK-01 when
 * it is none of this machine's block devices, UNLOCK-01 when it is not LUKS. What is handed to the
 * helper afterwards is lsblk's path, never the caller's words.
 */
export async function findLuksPartition(device: string): Promise<Result<Partition>> {
  const path = await realpath(device).catch(() => null);
  if (path === null || !device.startsWith('/dev/')) return fail('DISK-01', { device });
  const disks = await listDisks();
  if (!disks.ok) return disks;
  for (const { partitions } of disks.value) {
    for (const partition of partitions) {
      if ((await realpath(partition.path).catch(() => partition.path)) !== path) continue;
      return partition.luks === null ? fail('UNLOCK-01', { device }) : ok(partition);
    }
  }
  return fail('DISK-01', { device });
}

/** The volume as the person knows it: by its label where it has one. */
export const getVolumeName = ({ label, luks, path }: Partition): string =>
  label ?? luks?.label ?? path;

/** The name of the mapping: from the partition's label, in characters that every tool takes. */
export function getMappingName(partition: Partition): string {
  const name = getVolumeName(partition)
    .replace(/^\/dev\//, '')
    .replace(/[^A-Za-z0-9_]/g, '_');
  return `lifeboat-${name.slice(0, 64)}`;
}
