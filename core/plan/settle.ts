/**
 * An upgrade of Lifeboat itself is on trial until it has started well: its volume lies in the second
 * place, beside that of the version before, and its entry has a counter. Settling ends the trial. The
 * volumes change places by their labels, so the version before stays startable and its place is the
 * one that the next upgrade writes to; then the entry loses its counter. Each of the two is done or
 * not done, the early boot finds either, and what is left is seen from the machine at the next start.
 */
import { parseEntryName } from '../boot/counter.ts';
import { getCmdlineValue } from '../boot/cmdline.ts';
import type { LabelChange } from '../disks/gpt-labels.ts';
import type { Disk, Machine, Partition } from '../model/machine.ts';
import { isLifeboat } from './boot-state.ts';
import { baseName, directoryOf } from './staging.ts';

/** The first place is where a settled Lifeboat lies; the early boot tries both. */
export const lifeboatPlaces = { settled: 'lifeboat-ext', trial: 'lifeboat-ext-new' } as const;
const hashSuffix = '-verity';

export interface Settling {
  version: string;
  /** The volume that is not in its place yet; null where it is, or where there is none. */
  volume: {
    disk: Disk;
    data: string;
    hash: string;
    rootHash: string;
    changes: LabelChange[];
  } | null;
  rename: { place: 'esp' | 'xbootldr'; from: string; to: string };
}

const findLabelled = (disk: Disk, label: string): Partition[] =>
  disk.partitions.filter((partition) => partition.label === label && partition.partUuid !== null);

/** The partitions of the second place, and the labels that both places get; null where it is unclear. */
function planVolume(machine: Machine, cmdline: string | null): Settling['volume'] {
  const rootHash = cmdline === null ? null : getCmdlineValue(cmdline, 'lifeboat.volume');
  const { settled, trial } = lifeboatPlaces;
  const disks = machine.disks.filter((disk) => findLabelled(disk, trial).length > 0);
  const [disk] = disks;
  if (!rootHash || disk === undefined || disks.length !== 1) return null;
  const changes: LabelChange[] = [];
  for (const suffix of ['', hashSuffix]) {
    const [fresh, ...others] = findLabelled(disk, trial + suffix);
    const before = findLabelled(disk, settled + suffix);
    if (fresh === undefined || others.length > 0 || before.length > 1) return null;
    const [first, second] = [settled + suffix, trial + suffix];
    changes.push({ partUuid: fresh.partUuid ?? '', from: second, to: first });
    for (const { partUuid } of before) {
      changes.push({ partUuid: partUuid ?? '', from: first, to: second });
    }
  }
  const path = (label: string) => findLabelled(disk, label)[0]?.path ?? '';
  return { disk, data: path(trial), hash: path(trial + hashSuffix), rootHash, changes };
}

/**
 * What is left to settle of the Lifeboat that runs; null where it is not on trial. `place` is where
 * the early boot found its volume, null where it has none.
 */
export function planSettling(machine: Machine, place: string | null): Settling | null {
  const entry = machine.entries.find((each) => each.isSelected && isLifeboat(each));
  if (!entry?.counter) return null;
  const { partition, path, cmdline, version } = entry;
  const volume = place === lifeboatPlaces.trial ? planVolume(machine, cmdline) : null;
  if (place === lifeboatPlaces.trial && volume === null) return null;
  const to = `${directoryOf(path)}/${parseEntryName(baseName(path)).id}`;
  return { version: version ?? '', volume, rename: { place: partition, from: path, to } };
}
