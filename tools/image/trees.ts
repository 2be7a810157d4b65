import { cp, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { repositoryDir } from '../lib/paths.ts';
import { runTool } from './tools-tree.ts';

/** The folder of a layer: files of ours that lie over a tree of packages. */
export function layerDir(...names: string[]): string {
  return join(repositoryDir, 'image', ...names);
}

/** Copies a tree, files as hard links: nothing may write into a file of the copy. */
export async function linkTree(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await execa('cp', ['-al', '--no-target-directory', from, to]);
}

/** Lays `layer` over `tree`; what it replaces is unlinked first, as it may be shared. */
export async function addLayer(layer: string, tree: string): Promise<void> {
  await execa('cp', ['-a', '--remove-destination', '--no-preserve=ownership', `${layer}/.`, tree]);
}

/** Writes a new file into a tree of hard links. */
export async function addFile(tree: string, path: string, text: string): Promise<void> {
  const file = join(tree, path);
  await mkdir(dirname(file), { recursive: true });
  await execa('rm', ['-f', file]);
  await writeFile(file, text);
}

/** Copies a file or folder into a tree. */
export async function addCopy(from: string, tree: string, path: string): Promise<void> {
  await cp(from, join(tree, path), { recursive: true, verbatimSymlinks: true });
}

/** Packs a tree as an initrd part, everything owned by root. */
export async function packCpio(tools: string, tree: string, archive: string): Promise<void> {
  const script =
    'set -eo pipefail; find . -mindepth 1 -printf "%P\\0" | sort -z |' +
    ' cpio --null --quiet -o -H newc -R 0:0 --reproducible | zstd -q -T2 -6 -o "$1"';
  await runTool(tools, 'bash', ['-c', script, 'bash', archive], { cwd: tree });
}

/** How hard mkfs.erofs tries: `lz4hc` is smaller, `lz4` made in a third of the time. */
export type Compression = 'lz4hc' | 'lz4';

/** Packs a tree as an erofs image, everything owned by root and the same for the same tree. */
export async function packErofs(
  tools: string,
  tree: string,
  image: string,
  compression: Compression,
): Promise<void> {
  const level = compression === 'lz4hc' ? 'lz4hc,9' : 'lz4';
  await runTool(tools, 'mkfs.erofs', [
    '--quiet',
    `-z${level}`,
    '-C65536',
    '--workers=2',
    '--all-root',
    '-T0',
    '-U00000000-0000-4000-8000-000000000001',
    image,
    tree,
  ]);
}
