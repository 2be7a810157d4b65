import type { ExtensionFacts } from '../../core/extensions/match.ts';
import type { Disk } from '../../core/model/machine.ts';
import type { MountScope } from '../tools/mounts.ts';
import { readExtensionDirectory } from './extension-files.ts';

/** A journal cannot be replayed on a read-only mapping, and must not be by somebody who only looks. */
const fileSystems = [
  { type: 'ext4', extra: 'noload' },
  { type: 'xfs', extra: 'norecovery' },
  { type: 'btrfs', extra: 'rescue=nologreplay' },
];

/** Where a system keeps its extensions; on a volume that is its /var the first part is absent. */
const places = [
  ['var/lib/extensions', 'sysext'],
  ['lib/extensions', 'sysext'],
  ['var/lib/confexts', 'confext'],
  ['lib/confexts', 'confext'],
] as const;

async function mountVolume(device: string, mounts: MountScope): Promise<string | null> {
  for (const options of fileSystems) {
    const mounted = await mounts.mount(device, options);
    if (mounted.ok) return mounted.value;
  }
  return null;
}

/** The extensions on the volumes that are unlocked, and on plain /var partitions. */
export async function readVolumeExtensions(
  disks: readonly Disk[],
  mounts: MountScope,
): Promise<ExtensionFacts[]> {
  const found: ExtensionFacts[] = [];
  for (const { luks, path, partTypeName, fsType, label } of disks.flatMap(
    ({ partitions }) => partitions,
  )) {
    const isPlainVar = luks === null && partTypeName === 'var' && fsType !== null;
    const device = isPlainVar ? path : luks?.openedAs;
    const volume = device ? await mountVolume(device, mounts) : null;
    if (volume === null) continue;
    for (const [place, kind] of places) {
      const shown = `${label ?? path}:/${place}`;
      found.push(...(await readExtensionDirectory(`${volume}/${place}`, shown, kind, mounts)));
    }
  }
  return found;
}
