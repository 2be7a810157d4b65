import type { Facts, NotVisible } from '../../core/inspect/facts.ts';
import { getImageRole } from '../../core/disks/partition-types.ts';
import type { ExtensionFacts } from '../../core/extensions/match.ts';
import type { Machine } from '../../core/model/machine.ts';
import { ok, type Result } from '../../core/result.ts';
import { DirectoryTree } from '../files/directory-tree.ts';
import { openFileSystem } from '../files/file-system.ts';
import type { Tree } from '../files/tree.ts';
import { runStep } from '../io/steps.ts';
import type { Io } from '../io/io.ts';
import { noEfiLoader, readEfiLoader } from '../tools/efi-variables.ts';
import { readBootFiles } from './boot-files.ts';
import { openDiskImage, type DiskImage } from './disk-image.ts';
import {
  readBootExtensions,
  readSystemExtensions,
  readVolumeTreeExtensions,
} from './extension-files.ts';
import { readImageFiles } from './image-files.ts';
import { readOsRelease } from './os-release.ts';
import { readSigns } from './signs.ts';
import { getArchitecture, type ImageSubject, type Subject } from './subject.ts';
import { assembleVerified } from './verify-images.ts';

/** A /usr partition as if it stood where it belongs, the rest of the system being absent. */
const belowUsr = (tree: Tree): Tree => {
  const inside = (path: string) => /^\/?usr(?:\/+(.*))?$/.exec(path.replace(/^\/+/, ''));
  const at = (path: string) => inside(path)?.[1] ?? null;
  return {
    list: async (path) => (inside(path) ? tree.list(at(path) ?? '') : []),
    stat: async (path) => (inside(path) ? tree.stat(at(path) ?? '') : null),
    read: async (path, ...range) => (inside(path) ? tree.read(at(path) ?? '', ...range) : null),
    readText: async (path, limit) => (inside(path) ? tree.readText(at(path) ?? '', limit) : null),
    freeBytes: () => tree.freeBytes(),
  };
};

/**
 * The system that the image's first readable root or /usr partition holds, else the first of the
 * general Linux type with an os-release on it, as on most disks of PCs; null when none is.
 */
async function openSystem({ disk, openPartition }: DiskImage): Promise<Tree | null> {
  for (const { path, partTypeName } of disk.partitions) {
    const role = getImageRole(partTypeName);
    const isBare = disk.tableType === null;
    if (!isBare && role !== 'root' && role !== 'usr') continue;
    const tree = await openFileSystem(openPartition(path));
    if (tree !== null) return role === 'usr' ? belowUsr(tree) : tree;
  }
  for (const { path, partTypeName } of disk.partitions) {
    if (partTypeName !== 'linux-generic') continue;
    const tree = await openFileSystem(openPartition(path));
    if (tree !== null && (await readOsRelease(tree)) !== null) return tree;
  }
  return null;
}

/** The extensions on the partitions that hold a /var, be it as a part of a root. */
async function readStateExtensions(
  { disk, openPartition }: DiskImage,
  architecture: string | null,
): Promise<ExtensionFacts[]> {
  const found: ExtensionFacts[] = [];
  for (const { path, label, partTypeName } of disk.partitions) {
    if (partTypeName !== 'var' && getImageRole(partTypeName) !== 'root') continue;
    const tree = await openFileSystem(openPartition(path));
    if (tree) found.push(...(await readVolumeTreeExtensions(tree, label ?? path, architecture)));
  }
  return found;
}

async function readFacts(where: ImageSubject, image: DiskImage, io: Io): Promise<Result<Facts>> {
  const { esp, xbootldr, disk } = image;
  const architecture = getArchitecture(where);
  const notVisible: NotVisible[] = [];
  return runStep(io, 'job.inspect.boot', async () => {
    const given = where.root === null ? null : new DirectoryTree(where.root);
    const efi = given === null ? noEfiLoader : await readEfiLoader(given);
    const boot = esp && (await readBootFiles({ esp, xbootldr }, efi));
    // Where UKIs say what would start, none of the images is the host by itself.
    const saysHost = boot?.entries.some(({ content }) => content.kind === 'uki') ?? false;
    const system = given ?? (saysHost ? null : await openSystem(image));
    const trees = [
      ...(esp ? [{ partition: 'esp' as const, tree: esp, directory: null }] : []),
      ...(xbootldr ? [{ partition: 'xbootldr' as const, tree: xbootldr, directory: null }] : []),
    ];
    const root = system && { tree: system, directory: where.root };
    const extensions = await Promise.all([
      system
        ? readSystemExtensions(system, architecture)
        : readStateExtensions(image, architecture),
      ...trees.map(({ tree }) => readBootExtensions(tree, architecture)),
    ]);
    return ok({
      inspectedAt: new Date().toISOString(),
      osRelease: system && (await readOsRelease(system)),
      architecture,
      scope: where.scope ?? 'system',
      disks: [disk],
      isPart: disk.tableType === null,
      imageFiles: system ? await readImageFiles(system) : [],
      boot: boot && { ...boot, isDirty: await esp.isDirty() },
      extensions: extensions.flat(),
      signs: await readSigns({ boot: trees, root, volumes: [], disks: [disk] }, notVisible),
      notVisible,
    });
  });
}

/** The machine whose disk is in an image file. Fails as openDiskImage() does. */
export async function readImageMachine(
  where: ImageSubject & Subject,
  io: Io,
): Promise<Result<Machine>> {
  const image = await runStep(io, 'job.inspect.disks', () => openDiskImage(where.path));
  if (!image.ok) return image;
  try {
    const facts = await readFacts(where, image.value, io);
    if (!facts.ok) return facts;
    const { openPartition } = image.value;
    return ok(
      await assembleVerified(where, facts.value, io, ({ path }, use) => use(openPartition(path))),
    );
  } finally {
    await image.value.close();
  }
}
