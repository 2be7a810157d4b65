import type { NotVisible } from '../../core/inspect/facts.ts';
import { parseSubvolumes } from '../../core/disks/subvolumes.ts';
import type { Holding } from '../../core/model/machine.ts';
import { runTool } from '../tools/run-tool.ts';

/**
 * The subvolumes of a btrfs file system, as far as it is mounted: they are nowhere but in its own
 * trees. Where they cannot be listed, that is added to `notVisible`.
 */
export async function listSubvolumes(
  volume: Pick<Holding, 'path' | 'fsType' | 'mountPoints'>,
  notVisible: NotVisible[],
): Promise<Holding[]> {
  const { path, fsType, mountPoints } = volume;
  if (fsType !== 'btrfs') return [];
  const place = mountPoints.find((point) => point.startsWith('/'));
  const what = `${path} (btrfs)`;
  if (place === undefined) {
    notVisible.push({ what, why: 'unreadable' });
    return [];
  }
  const output = await runTool('btrfs', ['subvolume', 'list', '--', place]);
  if (!output.ok) {
    const isMissing = output.failure.code === 'TOOL-01';
    notVisible.push({ what, why: isMissing ? 'tool' : 'rights' });
    return [];
  }
  return parseSubvolumes(output.value).map((name) => ({
    path,
    type: 'subvolume',
    name,
    sizeBytes: null,
    fsType,
    fsLabel: null,
    uuid: null,
    mountPoints: [],
    luks: null,
    children: [],
  }));
}
