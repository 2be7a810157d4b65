import type { Partition } from '../model/disk.ts';

/** Partitions that hold what people keep, or nothing that lasts: how a machine starts is not in them. */
const aside: readonly (string | null)[] = ['home', 'user-home', 'srv', 'swap', 'tmp'];

/**
 * Whether a disk can matter for what happened and for going back: its type is none that the
 * Discoverable Partitions Specification keeps for other things. One without such a type may be
 * anything, so it can.
 */
export const isOfUse = ({ partTypeName }: Pick<Partition, 'partTypeName'>): boolean =>
  !aside.includes(partTypeName);

/** In the order in which to unlock: what can be of use first. */
export const sortByUse = <T extends Pick<Partition, 'partTypeName'>>(disks: readonly T[]): T[] =>
  [...disks].sort((a, b) => Number(isOfUse(b)) - Number(isOfUse(a)));
