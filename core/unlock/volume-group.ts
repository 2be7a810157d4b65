/**
 * A volume group (LVM) in an unlocked disk. The disk is one of the group's *physical volumes*; what a
 * person looks for are its *logical volumes*. All names were written by whoever wrote the disk.
 */
import { z } from 'zod';
import type { Disk, Holding, Partition } from '../model/machine.ts';
import { ok, type Result } from '../result.ts';
import { parseToolJson } from '../tool-output.ts';

type Holds = Pick<Partition, 'holds'>;

/** Whether a device is a part of a volume group. */
export const isPhysicalVolume = ({ fsType }: Pick<Holding, 'fsType'>): boolean =>
  fsType === 'LVM2_member';

/** Whether an open volume holds a part of a volume group and nothing of it is active. */
export const hasVolumeGroup = ({ holds }: Holds): boolean =>
  holds.some((each) => isPhysicalVolume(each) && each.children.length === 0);

const listAll = (holdings: readonly Holding[]): Holding[] =>
  holdings.flatMap((each) => [each, ...listAll(each.children)]);

/** The physical volumes of all disks, open ones among them, by their paths. */
export function listPhysicalVolumes(disks: readonly Disk[]): string[] {
  const partitions = disks.flatMap((disk) => disk.partitions);
  const found = partitions.flatMap((each) => [each, ...listAll(each.holds)]);
  return [...new Set(found.filter(isPhysicalVolume).map(({ path }) => path))];
}

/** The active logical volumes below an unlocked disk, those without contents of their own left out. */
export const listLogicalVolumes = ({ holds }: Holds): Holding[] =>
  holds
    .filter(isPhysicalVolume)
    .flatMap(({ children }) => listAll(children))
    .filter(({ type, fsType }) => type === 'lvm' && fsType !== null);

/** "group/volume" of a logical volume's name in device mapper, where a dash of either is doubled. */
export function nameLogicalVolume({ name }: Pick<Holding, 'name'>): string {
  const [, group, volume] = /^((?:[^-]|--)+)-((?:[^-]|--)+)$/.exec(name) ?? [];
  if (group === undefined || volume === undefined) return name;
  return `${group.replaceAll('--', '-')}/${volume.replaceAll('--', '-')}`;
}

/** What of the disks can be mounted as a volume of the system, and what it is called. */
export interface MountableVolume {
  path: string;
  name: string;
}

function listMountableOf(partition: Partition): MountableVolume[] {
  const { luks, holds, path, partTypeName, fsType, label } = partition;
  const name = label ?? path;
  if (luks === null) return partTypeName === 'var' && fsType !== null ? [{ path, name }] : [];
  if (luks.openedAs === null) return [];
  if (!holds.some(isPhysicalVolume)) return [{ path: luks.openedAs, name }];
  return listLogicalVolumes(partition)
    .filter((volume) => volume.luks === null && volume.fsType !== 'swap')
    .map((volume) => ({ path: volume.path, name: nameLogicalVolume(volume) }));
}

/**
 * The volumes of a system that can be mounted: unlocked disks, the logical volumes in them, and plain
 * /var partitions. A group on several disks stands below each of them, and here once.
 */
export function listMountableVolumes(disks: readonly Disk[]): MountableVolume[] {
  const found = disks.flatMap(({ partitions }) => partitions.flatMap(listMountableOf));
  return [...new Map(found.map((each) => [each.path, each])).values()];
}

/** What lvm(8) lets a name be. As a whole group, ours is refused: "lifeboat-" begins our mappings. */
const groupNameSchema = z
  .string()
  .max(127)
  .regex(/^[A-Za-z0-9_+.][A-Za-z0-9_+.-]*$/)
  .refine((name) => name !== '.' && name !== '..' && name !== 'lifeboat');

const count = z.string().regex(/^\d+$/).transform(Number);

const reportSchema = z.object({
  report: z.array(
    z.object({
      pv: z.array(
        z.object({
          pv_name: z.string(),
          vg_name: z.union([z.literal(''), groupNameSchema]),
          vg_uuid: z.string(),
          vg_missing_pv_count: z.union([z.literal(''), count]),
        }),
      ),
    }),
  ),
});

/** The columns to ask pvs(8) for. */
export const physicalVolumeColumns = 'pv_name,vg_name,vg_uuid,vg_missing_pv_count';

export interface PhysicalVolume {
  path: string;
  group: string;
  groupUuid: string;
  /** How many physical volumes of its group lvm was not shown. */
  missing: number;
}

/**
 * What `lvm pvs --reportformat json` prints, without those that belong to no group, and those that are
 * missing from theirs, which it calls "[unknown]". TOOL-03.
 */
export function parsePhysicalVolumes(json: string): Result<PhysicalVolume[]> {
  const parsed = parseToolJson(reportSchema, 'lvm', json);
  if (!parsed.ok) return parsed;
  return ok(
    parsed.value.report
      .flatMap(({ pv }) => pv)
      .filter(({ pv_name: path, vg_name: group }) => path.startsWith('/dev/') && group !== '')
      .map((each) => ({
        path: each.pv_name,
        group: each.vg_name,
        groupUuid: each.vg_uuid,
        missing: Number(each.vg_missing_pv_count),
      })),
  );
}
