/** Locked disks as the person knows them: by their label first, by their device last. */
import { isOfUse, sortByUse } from '../../core/unlock/need.ts';
import type { Luks, Machine, Partition } from '../../core/model/machine.ts';

export type LockedVolume = Partition & { luks: Luks };

const isEncrypted = (partition: Partition): partition is LockedVolume => partition.luks !== null;

/** Every LUKS volume of the machine, open ones included. */
export const findVolumes = (machine: Machine): LockedVolume[] =>
  machine.disks.flatMap((disk) => disk.partitions).filter(isEncrypted);

/** The LUKS volumes that are still locked, those first that can be of use for going back. */
export const findLockedVolumes = (machine: Machine): LockedVolume[] =>
  sortByUse(findVolumes(machine).filter(({ luks }) => luks.openedAs === null));

/** Whether something is locked that can be of use for what happened, or for going back. */
export const isUsefulLocked = (machine: Machine): boolean =>
  findLockedVolumes(machine).some(isOfUse);

/** "state", or "/dev/vda5" where nothing has a name. */
export const nameVolume = (partition: Partition): string =>
  partition.label ?? partition.luks?.label ?? partition.fsLabel ?? partition.path;
