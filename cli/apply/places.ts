/**
 * Where the places of a plan are on this machine. The *system* is the tree that holds /var: the
 * running system, the directory that was given, or, in Lifeboat, the unlocked volume that is that
 * system's /var, whose paths begin below it.
 */
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Place } from '../../core/model/plan.ts';
import type { Machine } from '../../core/model/machine.ts';
import { listMountableVolumes } from '../../core/unlock/volume-group.ts';
import type { BootDirectories } from '../machine/boot-files.ts';
import type { MountScope } from '../tools/mounts.ts';
import type { MachineSession, Where } from '../machine/machine-session.ts';

export interface SystemTree {
  directory: string;
  /** What stands before a path of the plan and not on the volume: "var/", or nothing. */
  prefix: '' | 'var/';
  /** The device, where it is a volume of ours; it is mounted for reading only until a run begins. */
  device: string | null;
  isWritable: boolean;
}

export interface Places {
  boot: BootDirectories | null;
  system: SystemTree | null;
}

/** The path of a place's file here; null where that place is not to be reached. */
export function resolvePlace({ boot, system }: Places, place: Place, path: string): string | null {
  if (place !== 'system') {
    const root = place === 'esp' ? boot?.esp : boot?.xbootldr;
    return root ? join(root, path) : null;
  }
  if (system === null || !path.startsWith(system.prefix)) return null;
  return join(system.directory, path.slice(system.prefix.length));
}

const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

/** The volume that is the system's /var, mounted as inspection mounts it. */
async function findStateVolume(machine: Machine, mounts: MountScope): Promise<SystemTree | null> {
  for (const { path: device } of listMountableVolumes(machine.disks)) {
    const mounted = await mounts.mount(device, { type: 'ext4', extra: 'noload' });
    if (!mounted.ok) continue;
    const [directory, isWritable] = [mounted.value, false];
    if (await isThere(join(directory, 'lib')))
      return { directory, prefix: 'var/', device, isWritable };
    if (await isThere(join(directory, 'var/lib')))
      return { directory, prefix: '', device, isWritable };
  }
  return null;
}

const ownTree = (directory: string): SystemTree => ({
  directory,
  prefix: '',
  device: null,
  isWritable: true,
});

/** The places of the machine that is open in this session. */
export async function openPlaces(where: Where, session: MachineSession): Promise<Places> {
  const { boot, machine, mounts } = session;
  if (where.kind === 'directories') {
    return { boot, system: where.root === null ? null : ownTree(where.root) };
  }
  const isRescue = await isThere('/etc/initrd-release');
  if (!isRescue) return { boot, system: ownTree('/') };
  return { boot, system: mounts && (await findStateVolume(machine, mounts)) };
}
