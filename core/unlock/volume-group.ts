import type { Partition } from '../model/machine.ts';

/**
 * Whether an open volume holds a part of a volume group (LVM) and nothing of it is active. Lifeboat
 * carries no lvm2, so it names such a volume and leaves it as it is.
 */
export const hasVolumeGroup = ({ holds }: Pick<Partition, 'holds'>): boolean =>
  holds.some(({ fsType, children }) => fsType === 'LVM2_member' && children.length === 0);
