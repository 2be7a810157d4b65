import type { ForeignSystem } from '../../core/inspect/signs.ts';
import type { Disk } from '../../core/model/machine.ts';
import type { Tree } from '../files/tree.ts';

/** Folders below EFI/ that belong to the firmware, to systemd-boot or to nobody. */
const ownFolders = /^(linux|systemd|boot|lifeboat|tools|fallback|uefi|dell|hp|lenovo|asus|acer)$/i;
const grubConfigurations = [
  'boot/grub/grub.cfg',
  'boot/grub2/grub.cfg',
  'grub/grub.cfg',
  'grub2/grub.cfg',
];

/** What the folders below EFI/ say: `EFI/debian/grubx64.efi`, `EFI/Microsoft/Boot`, … */
async function readEfiFolders(tree: Tree): Promise<ForeignSystem[]> {
  const folders = (await tree.list('EFI')).filter(
    ({ name, kind }) => kind === 'directory' && !ownFolders.test(name),
  );
  const found = await Promise.all(
    folders.map(async ({ name }): Promise<ForeignSystem[]> => {
      const path = `EFI/${name}`;
      if (/^microsoft$/i.test(name)) {
        const hasLoader = (await tree.list(`${path}/Boot`)).length > 0;
        return hasLoader ? [{ name: 'Windows', path: `${path}/Boot` }] : [];
      }
      if (/^apple$/i.test(name)) return [{ name: 'macOS', path }];
      const programs = (await tree.list(path)).filter(
        (entry) => entry.kind === 'file' && /\.efi$/i.test(entry.name),
      );
      const grub = programs.find((entry) => /^(grub|shim)/i.test(entry.name));
      if (grub) return [{ name: `GRUB (${name})`, path: `${path}/${grub.name}` }];
      return programs[0] ? [{ name, path: `${path}/${programs[0].name}` }] : [];
    }),
  );
  return found.flat();
}

/** Boot loaders and systems of another kind below the top of a file system. */
async function readRoot(tree: Tree): Promise<ForeignSystem[]> {
  const found: ForeignSystem[] = [];
  for (const path of grubConfigurations) {
    if ((await tree.stat(path))?.kind === 'file') found.push({ name: 'GRUB', path: `/${path}` });
  }
  if ((await tree.stat('Windows/System32'))?.kind === 'directory') {
    found.push({ name: 'Windows', path: '/Windows/System32' });
  }
  return found;
}

/** File systems and partition types of systems that Lifeboat does not judge. */
const partitionNames = new Map([
  ['BitLocker', 'Windows'],
  ['ntfs', 'Windows'],
  ['refs', 'Windows'],
  ['apfs', 'macOS'],
  ['hfsplus', 'macOS'],
  ['hfs', 'macOS'],
  ['zfs_member', 'ZFS'],
  ['ufs', 'BSD'],
]);
const microsoftReserved = 'e3c9e316-0b5c-4db8-817d-f92df00215ae';

const findOnPartitions = (disks: readonly Disk[]): ForeignSystem[] =>
  disks
    .flatMap(({ partitions }) => partitions)
    .flatMap(({ path, fsType, partType }) => {
      const isReserved = partType?.toLowerCase() === microsoftReserved;
      const name = isReserved ? 'Windows' : partitionNames.get(fsType ?? '');
      return name === undefined ? [] : [{ name, path }];
    });

/** Every system and boot loader of another kind, the same name once. */
export async function readForeign(
  boot: readonly Tree[],
  root: Tree | null,
  disks: readonly Disk[],
): Promise<ForeignSystem[]> {
  const found = [
    ...(await Promise.all([...boot.map(readEfiFolders), ...boot.map(readRoot)])).flat(),
    ...(root === null ? [] : await readRoot(root)),
    ...findOnPartitions(disks),
  ];
  const isSpecial = (name: string) => found.some((other) => other.name.startsWith(`${name} (`));
  return found.filter(
    ({ name }, i) => found.findIndex((other) => other.name === name) === i && !isSpecial(name),
  );
}
