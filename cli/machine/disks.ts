import { lsblkColumns, parseLsblk } from '../../core/disks/lsblk.ts';
import { parseLuksDump } from '../../core/disks/luks.ts';
import type { NotVisible } from '../../core/inspect/facts.ts';
import type { Disk, Partition } from '../../core/model/machine.ts';
import { ok, type Result } from '../../core/result.ts';
import { runTool } from '../tools/run-tool.ts';

/** The disks of this machine, without what only root can read. */
export async function listDisks(): Promise<Result<Disk[]>> {
  const output = await runTool('lsblk', ['--json', '--bytes', '--output', lsblkColumns]);
  return output.ok ? parseLsblk(output.value) : output;
}

async function addLuks(partition: Partition, notVisible: NotVisible[]): Promise<Partition> {
  const { luks, path } = partition;
  // LUKS1 has neither tokens nor JSON.
  if (luks?.version !== 2) return partition;
  const dump = await runTool('cryptsetup', ['luksDump', '--dump-json-metadata', '--', path]);
  const parsed = dump.ok ? parseLuksDump(dump.value) : dump;
  if (parsed.ok) return { ...partition, luks: { ...luks, ...parsed.value } };
  const isMissing = parsed.failure.code === 'TOOL-01';
  notVisible.push({ what: path, why: isMissing ? 'tool' : 'unreadable' });
  return partition;
}

/** The disks with what their LUKS headers say; what could not be read is added to `notVisible`. */
export async function readDisks(
  isRoot: boolean,
  notVisible: NotVisible[],
): Promise<Result<Disk[]>> {
  const disks = await listDisks();
  if (!disks.ok) return disks;
  const inspect = async (partition: Partition) => {
    if (partition.luks === null) return partition;
    if (isRoot) return addLuks(partition, notVisible);
    notVisible.push({ what: partition.path, why: 'rights' });
    return partition;
  };
  return ok(
    await Promise.all(
      disks.value.map(async (disk) => ({
        ...disk,
        partitions: await Promise.all(disk.partitions.map(inspect)),
      })),
    ),
  );
}
