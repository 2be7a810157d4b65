import { readPe } from '../../core/boot/pe.ts';
import { findFinalLabel, findFinalName, getLeftoverKind } from '../../core/inspect/leftovers.ts';
import type { Leftover } from '../../core/inspect/signs.ts';
import type { BootPartition, Disk } from '../../core/model/machine.ts';
import type { Tree } from '../files/tree.ts';

const maxHeadBytes = 64 * 1024;
const bootDirectories = ['EFI/Linux', 'loader/entries'];
const extensionDirectories = ['var/lib', 'etc', 'usr/local/lib', 'usr/lib'].flatMap((place) => [
  `${place}/extensions`,
  `${place}/confexts`,
]);

/** Whether a boot file's sections are all there. */
async function isWholeBootFile(tree: Tree, path: string, sizeBytes: number): Promise<boolean> {
  const head = await tree.read(path, 0, Math.min(maxHeadBytes, sizeBytes));
  const pe = head && readPe(head, sizeBytes);
  return pe?.isTruncated === false;
}

async function readDirectory(
  tree: Tree,
  directory: string,
  where: 'esp' | 'xbootldr' | 'root',
): Promise<Leftover[]> {
  const found = await Promise.all(
    (await tree.list(directory)).map(async ({ name, kind, sizeBytes }): Promise<Leftover[]> => {
      const path = `${directory}/${name}`;
      if (where !== 'root' && kind === 'directory' && /\.extra\.d$/i.test(name)) {
        return readDirectory(tree, path, where);
      }
      const finalName = findFinalName(name);
      if (finalName === null) return [];
      const isExtension = where === 'root' || /\.extra\.d$/i.test(directory);
      const finalKind = isExtension ? 'extension' : getLeftoverKind(finalName);
      const isUki = kind === 'file' && /\.efi$/i.test(finalName);
      return [
        {
          where,
          path: where === 'root' ? `/${path}` : path,
          finalName,
          kind: finalKind,
          isWhole: isUki ? await isWholeBootFile(tree, path, sizeBytes) : null,
        },
      ];
    }),
  );
  return found.flat().sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Files on a boot partition that are not finished. */
export const readBootLeftovers = async (tree: Tree, where: BootPartition): Promise<Leftover[]> =>
  (await Promise.all(bootDirectories.map((each) => readDirectory(tree, each, where)))).flat();

/** Extensions below a system's root that are not finished. */
export const readRootLeftovers = async (tree: Tree): Promise<Leftover[]> =>
  (await Promise.all(extensionDirectories.map((each) => readDirectory(tree, each, 'root')))).flat();

/** Partitions whose label or type says that what is in them is not finished. */
export const findPartitionLeftovers = (disks: readonly Disk[]): Leftover[] =>
  disks
    .flatMap(({ partitions }) => partitions)
    .flatMap(({ label, path, staging }): Leftover[] => {
      const finalName = label === null ? null : findFinalLabel(label, staging);
      return finalName === null
        ? []
        : [{ where: 'partition', path, finalName, kind: 'image', isWhole: null }];
    });
