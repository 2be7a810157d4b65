/**
 * The volume group (LVM) in a disk that was unlocked. lvm(8) is shown the devices of this one group
 * and nothing else, reads no configuration of its own, and changes no metadata: it is told to treat
 * them as read-only. Where the disk was opened for reading, so are its logical volumes; the kernel
 * would refuse a writable one on a mapping that is not.
 */
import type { Disk } from '../../core/model/machine.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import {
  listPhysicalVolumes,
  parsePhysicalVolumes,
  physicalVolumeColumns,
  type PhysicalVolume,
} from '../../core/unlock/volume-group.ts';
import { runTool } from '../tools/run-tool.ts';

/** A disk that answers no more must not hold up a restart, which locks everything first. */
const timeoutMs = 30_000;

/** No daemons, no notes in /etc and /run, no other priority: Lifeboat's service may not have one. */
const config = [
  'devices { hints="none" }',
  'global { metadata_read_only=1 use_lvmpolld=0 notify_dbus=0 }',
  'backup { backup=0 archive=0 }',
  'activation { monitoring=0 process_priority=0 }',
].join(' ');

interface VolumeGroup {
  name: string;
  /** Its physical volumes, as far as they are there. */
  devices: string[];
  /** How many of them are not. */
  missing: number;
}

const showOnly = (devices: readonly string[]) => devices.flatMap((path) => ['--devices', path]);

async function readPhysicalVolumes(devices: readonly string[]): Promise<Result<PhysicalVolume[]>> {
  const output = await runTool(
    'lvm',
    [
      ...['pvs', '--readonly', ...showOnly(devices), '--config', config],
      ...['--reportformat', 'json', '--options', physicalVolumeColumns],
    ],
    { timeoutMs },
  );
  return output.ok ? parsePhysicalVolumes(output.value) : output;
}

/** The group that `device` is a part of; only where that is not the whole of it, others are looked at. */
async function findGroup(device: string, disks: readonly Disk[]): Promise<Result<VolumeGroup>> {
  const alone = await readPhysicalVolumes([device]);
  if (!alone.ok) return alone;
  const [own] = alone.value;
  if (own === undefined) return fail('TOOL-03', { tool: 'lvm' }, `no volume group on ${device}`);
  const { group: name, groupUuid, missing } = own;
  if (missing === 0) return ok({ name, devices: [device], missing });
  const all = await readPhysicalVolumes([...new Set([device, ...listPhysicalVolumes(disks)])]);
  if (!all.ok) return all;
  const members = all.value.filter((each) => each.groupUuid === groupUuid);
  const devices = [...new Set([device, ...members.map(({ path }) => path)])];
  return ok({ name, devices, missing: members[0]?.missing ?? missing });
}

const change = (group: VolumeGroup, settings: string, words: readonly string[]) =>
  runTool(
    'lvm',
    [...['vgchange', ...showOnly(group.devices), '--config', settings], ...words, '--', group.name],
    { timeoutMs },
  );

/**
 * Makes the logical volumes of the group on `device` appear, for reading only where `isReadOnly`; those
 * that lie on a missing disk stay away. The number of disks that are missing; TOOL-01 to -03.
 */
export async function activateVolumeGroup(
  device: string,
  disks: readonly Disk[],
  isReadOnly: boolean,
): Promise<Result<number>> {
  const found = await findGroup(device, disks);
  if (!found.ok) return found;
  const group = found.value;
  const readOnly = `activation { read_only_volume_list=["${group.name}"] }`;
  const settings = isReadOnly ? `${config} ${readOnly}` : config;
  const alone = ['--ignoremonitoring', '--poll', 'n'];
  const words = ['--activate', 'y', '--activationmode', 'complete', ...alone];
  const activated = await change(group, settings, words);
  return activated.ok ? ok(group.missing) : activated;
}

/** Takes the logical volumes of the group on `device` away; TOOL-02 while one is in use. */
export async function deactivateVolumeGroup(
  device: string,
  disks: readonly Disk[],
): Promise<Result<null>> {
  const found = await findGroup(device, disks);
  if (!found.ok) return found;
  const deactivated = await change(found.value, config, ['--activate', 'n']);
  return deactivated.ok ? ok(null) : deactivated;
}
