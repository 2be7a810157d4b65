import { basename } from 'node:path';
import { listDisks } from '../machine/disks.ts';
import type { Partition } from '../../core/model/machine.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { runTool } from '../tools/run-tool.ts';
import { getVolumeName, mappingPrefix } from './device.ts';

const helper = '/usr/lib/systemd/systemd-cryptsetup';
/** A restart waits for this, so a device that answers no more must not hold it up. */
const timeoutMs = 10_000;

/** Takes the mapping at `path` away again; UNLOCK-18 while something uses it. */
export async function closeMapping(path: string, partition: Partition): Promise<Result<null>> {
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
