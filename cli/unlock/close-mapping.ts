import { basename } from 'node:path';
import { listDisks } from '../machine/disks.ts';
import type { Partition } from '../../core/model/machine.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { isPhysicalVolume } from '../../core/unlock/volume-group.ts';
import { runTool } from '../tools/run-tool.ts';
import { getVolumeName, mappingPrefix } from './device.ts';
import { deactivateVolumeGroup } from './volume-groups.ts';

const helper = '/usr/lib/systemd/systemd-cryptsetup';
/** A restart waits for this, so a device that answers no more must not hold it up. */
const timeoutMs = 10_000;

/** Closes the volume group that is open in the mapping at `path`, if one is; UNLOCK-18 while it is used. */
async function closeVolumeGroup(path: string, partition: Partition): Promise<Result<null>> {
  const disks = await listDisks();
  if (!disks.ok) return disks;
  const partitions = disks.value.flatMap((disk) => disk.partitions);
  const holding = partitions.flatMap(({ holds }) => holds).find((each) => each.path === path);
  if (holding === undefined || !isPhysicalVolume(holding) || holding.children.length === 0)
    return ok(null);
  const closed = await deactivateVolumeGroup(path, disks.value);
  if (closed.ok || closed.failure.code !== 'TOOL-02') return closed;
  return fail('UNLOCK-18', { device: getVolumeName(partition) }, closed.failure.detail);
}

/** Takes the mapping at `path` away again, with what is open in it; UNLOCK-18 while something uses it. */
export async function closeMapping(path: string, partition: Partition): Promise<Result<null>> {
  const emptied = await closeVolumeGroup(path, partition);
  if (!emptied.ok) return emptied;
  const closed = await runTool(helper, ['detach', basename(path)], { timeoutMs });
  if (closed.ok) return ok(null);
  if (closed.failure.code === 'TOOL-01') return closed;
  return fail('UNLOCK-18', { device: getVolumeName(partition) }, closed.failure.detail);
}

/** Locks what Lifeboat has unlocked, before it is left; what is still in use stays open until the machine stops. */
export async function closeAllMappings(): Promise<void> {
  const disks = await listDisks();
  if (!disks.ok) return;
  for (const partition of disks.value.flatMap(({ partitions }) => partitions)) {
    const openedAs = partition.luks?.openedAs ?? null;
    if (openedAs !== null && basename(openedAs).startsWith(mappingPrefix))
      await closeMapping(openedAs, partition);
  }
}
