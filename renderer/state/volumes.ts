/** Locked disks as the person knows them: by their label first, by their device last. */
import type { Luks, Machine, Partition } from '../../core/model/machine.ts';

export type LockedVolume = Partition & { luks: Luks };

const isEncrypted = (partition: Partition): partition is LockedVolume => partition.luks !== null;

/** Every LUKS volume of the machine, open ones included. */
export const findVolumes = (machine: Machine): LockedVolume[] =>
  machine.disks.flatMap((disk) => disk.partitions).filter(isEncrypted);

/** The LUKS volumes that are still locked. */
export const findLockedVolumes = (machine: Machine): LockedVolume[] =>
  findVolumes(machine).filter(({ luks }) => luks.openedAs === null);

/** "state", or "/dev/vda5" where nothing has a name. */
export const nameVolume = (partition: Partition): string =>
  partition.label ?? partition.luks?.label ?? partition.fsLabel ?? partition.path;
