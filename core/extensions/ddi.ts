/**
 * A discoverable disk image (DDI) is a small disk in a file: a GUID partition table, a root or /usr
 * partition with the files, and beside it, to protect it, the hash tree of dm-verity and a signature
 * of the tree's root hash. Which is which, only the partition types say. UAPI Discoverable Disk
 * Images; Discoverable Partitions Specification.
 */
import type { Gpt, GptPartition } from '../disks/gpt.ts';
import { getSystemType, type Designator } from '../disks/partition-types.ts';
import type { Extension } from '../model/machine.ts';
import { getSecondaryArchitecture } from './architecture.ts';

export interface Ddi {
  root: GptPartition | null;
  usr: GptPartition | null;
  /** Each of them has a hash tree. */
  verity: boolean;
  /** Each of them has a hash tree and a signature. That the signature is right is not checked. */
  signed: boolean;
  /** The architecture of its partitions where this machine would not take them. */
  foreignArchitecture: string | null;
}

/**
 * What a DDI holds for a machine of `architecture`: its own partitions, else those of its secondary
 * architecture, else those of any, which are then foreign. A confext is only its root partition, and
 * a single partition of the general Linux type stands for a root: systemd's image-policy.c and
 * dissect-image.c.
 */
export function dissectDdi(
  gpt: Gpt,
  kind: Extension['kind'],
  architecture: string | null,
): Ddi | null {
  const usable = gpt.partitions
    .filter((partition) => !partition.attributeNames.includes('no-auto') && !partition.isBeyondEnd)
    .map((partition) => ({ partition, type: getSystemType(partition.typeName) }));
  const secondary = architecture === null ? null : getSecondaryArchitecture(architecture);
  const designators = kind === 'sysext' ? (['root', 'usr'] as const) : (['root'] as const);
  const mains = usable.filter(({ type }) => designators.some((each) => each === type?.designator));
  const chosen =
    [architecture, secondary].find(
      (each) => each !== null && mains.some(({ type }) => type?.architecture === each),
    ) ?? mains[0]?.type?.architecture;
  const find = (designator: Designator) =>
    usable.find(({ type }) => type?.designator === designator && type.architecture === chosen)
      ?.partition ?? null;

  const roots = designators.filter((designator) => find(designator) !== null);
  const hasTree = (designator: 'root' | 'usr') => find(`${designator}-verity`) !== null;
  const hasSignature = (designator: 'root' | 'usr') => find(`${designator}-verity-sig`) !== null;
  if (chosen !== undefined) {
    const isNative = architecture === null || chosen === architecture || chosen === secondary;
    return {
      root: find('root'),
      usr: kind === 'sysext' ? find('usr') : null,
      verity: roots.every(hasTree),
      signed: roots.every((each) => hasTree(each) && hasSignature(each)),
      foreignArchitecture: isNative ? null : chosen,
    };
  }
  const general = usable.filter(({ partition }) => partition.typeName === 'linux-generic');
  const [single] = general;
  if (single === undefined || general.length > 1) return null;
  const { partition: root } = single;
  return { root, usr: null, verity: false, signed: false, foreignArchitecture: null };
}
