import type { ExtensionFacts } from '../../core/extensions/match.ts';
import type { Disk } from '../../core/model/machine.ts';
import { listMountableVolumes } from '../../core/unlock/volume-group.ts';
import { DirectoryTree } from '../files/directory-tree.ts';
import type { Tree } from '../files/tree.ts';
import type { MountScope } from '../tools/mounts.ts';
import { readVolumeTreeExtensions } from './extension-files.ts';

/** A journal cannot be replayed on a read-only mapping, and must not be by somebody who only looks. */
const fileSystems = [
  { type: 'ext4', extra: 'noload' },
  { type: 'xfs', extra: 'norecovery' },
  { type: 'btrfs', extra: 'rescue=nologreplay' },
];

async function mountVolume(device: string, mounts: MountScope): Promise<string | null> {
  for (const options of fileSystems) {
    const mounted = await mounts.mount(device, options);
    if (mounted.ok) return mounted.value;
  }
  return null;
}

/** A volume that is open for reading: an unlocked one, or a plain /var partition. */
export interface Volume {
  /** As a person knows it: its label, else its device; of a logical volume its group, too. */
  name: string;
  directory: string;
  tree: Tree;
}

/** Mounts what is unlocked, and plain /var partitions; what holds no file system is passed over. */
export async function openVolumes(disks: readonly Disk[], mounts: MountScope): Promise<Volume[]> {
  const found: Volume[] = [];
  for (const { path, name } of listMountableVolumes(disks)) {
    const directory = await mountVolume(path, mounts);
    if (directory !== null) found.push({ name, directory, tree: new DirectoryTree(directory) });
  }
  return found;
}

/** The extensions on volumes. */
export async function readVolumeExtensions(
  volumes: readonly Volume[],
  architecture: string | null,
): Promise<ExtensionFacts[]> {
  const found = await Promise.all(
    volumes.map(({ tree, name }) => readVolumeTreeExtensions(tree, name, architecture)),
  );
  return found.flat();
}
