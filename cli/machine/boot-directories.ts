import type { DirectoryTree } from '../files/directory-tree.ts';
import type { BootDirectories } from './boot-files.ts';

/**
 * The boot partitions in the file tree of a system, at their usual places: the ESP on /efi, /boot/efi
 * or /boot, and beside one on /efi the extended boot loader partition on /boot. Null without an ESP.
 * Boot Loader Specification, "Mount Points".
 */
export async function findBootDirectories(tree: DirectoryTree): Promise<BootDirectories | null> {
  const holds = async (path: string) => (await tree.stat(path))?.kind === 'directory';
  for (const place of ['efi', 'boot/efi', 'boot']) {
    if (!(await holds(`${place}/EFI`)) && !(await holds(`${place}/loader`))) continue;
    const esp = await tree.locate(place);
    if (esp === null) continue;
    const hasOther = (await holds('boot/EFI/Linux')) || (await holds('boot/loader/entries'));
    const other = place === 'efi' && hasOther ? await tree.locate('boot') : null;
    return { esp, xbootldr: other === esp ? null : other };
  }
  return null;
}
