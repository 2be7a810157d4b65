/**
 * The machine's storage as one tree: disks hold partitions, and what stands on a partition (an
 * opened LUKS volume, LVM, RAID, a subvolume) is its child. A key is the way to a part, since the
 * same device can stand below two others.
 */
import type { Disk, Holding, Machine, Partition } from '../../../core/model/machine.ts';

interface Placed {
  key: string;
  children: Part[];
}

export type Part = Placed &
  (
    | { kind: 'disk'; disk: Disk }
    | { kind: 'partition'; partition: Partition }
    | { kind: 'holding'; holding: Holding }
  );

const toHolding =
  (above: string) =>
  (holding: Holding): Part => {
    const key = `${above} ${holding.type}:${holding.path}:${holding.name}`;
    return { kind: 'holding', key, holding, children: holding.children.map(toHolding(key)) };
  };

/** The tree of a machine's disks, in the machine's order. */
export const listParts = (machine: Machine): Part[] =>
  machine.disks.map((disk) => ({
    kind: 'disk',
    key: disk.path,
    disk,
    children: disk.partitions.map((partition) => {
      const key = `${disk.path} ${partition.path}`;
      return { kind: 'partition', key, partition, children: partition.holds.map(toHolding(key)) };
    }),
  }));

/** The device's path in /dev; of a subvolume, its path in the file system. */
export function getPath(part: Part): string {
  if (part.kind === 'disk') return part.disk.path;
  return part.kind === 'partition' ? part.partition.path : part.holding.path;
}

/** The first part below `parts`, itself included, that `fits`; null when none does. */
export function findPart(parts: readonly Part[], fits: (part: Part) => boolean): Part | null {
  for (const part of parts) {
    if (fits(part)) return part;
    const below = findPart(part.children, fits);
    if (below !== null) return below;
  }
  return null;
}

/** How many parts there are, all levels together. */
export const countParts = (parts: readonly Part[]): number =>
  parts.reduce((sum, { children }) => sum + 1 + countParts(children), 0);
