/**
 * A machine session looks at one machine: the running one, or one given as directories or as the
 * image of a disk. It collects the facts, lets core assemble the machine from them, and keeps the
 * boot partitions open so that `apply` can write to what it has just seen. Everything is mounted
 * read-only and goes with the session. In Lifeboat itself the running host is only the rescue system;
 * the machine under repair is on the disks.
 */
import { access } from 'node:fs/promises';
import { assembleMachine } from '../../core/inspect/assemble.ts';
import type { BootFacts, Facts, NotVisible } from '../../core/inspect/facts.ts';
import type { Disk, Machine } from '../../core/model/machine.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { DirectoryTree } from '../files/directory-tree.ts';
import { withFileSource } from '../files/file-source.ts';
import { runStep } from '../io/steps.ts';
import type { Io } from '../io/io.ts';
import { noEfiLoader, readEfiLoader, type EfiLoader } from '../tools/efi-variables.ts';
import { MountScope } from '../tools/mounts.ts';
import { openBootTree, openBootTrees, readBootFiles, type BootDirectories } from './boot-files.ts';
import { findBootDirectories } from './boot-directories.ts';
import { openBootPartitions } from './boot-partitions.ts';
import { readDisks } from './disks.ts';
import { readBootExtensions, readSystemExtensions } from './extension-files.ts';
import { readImageFiles } from './image-files.ts';
import { readImageMachine } from './image-session.ts';
import { readOsRelease } from './os-release.ts';
import { readSigns, type SignSources } from './signs.ts';
import { getArchitecture, type Subject, type Where } from './subject.ts';
import { assembleVerified } from './verify-images.ts';
import { openVolumes, readVolumeExtensions } from './volumes.ts';

export type { Where };

export interface MachineSession {
  machine: Machine;
  /** Null when the machine has no boot partition that can be read, and for images. */
  boot: BootDirectories | null;
  /** Null for directories, which are as writable as they are, and for images. */
  mounts: MountScope | null;
}

const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

interface OfBoot {
  facts: BootFacts | null;
  extensions: Facts['extensions'];
}

/** What the boot partitions hold; nothing of none. */
async function readBoot(
  boot: BootDirectories | null,
  efi: EfiLoader,
  architecture: string | null,
): Promise<OfBoot> {
  if (boot === null) return { facts: null, extensions: [] };
  const trees = openBootTrees(boot);
  const facts = await readBootFiles(trees, efi);
  const extensions = await readBootExtensions(trees.esp, architecture);
  if (trees.xbootldr) extensions.push(...(await readBootExtensions(trees.xbootldr, architecture)));
  return { facts, extensions };
}

/** Where the signs of a machine's past are: see readSigns(). */
function listSignSources(
  boot: BootDirectories | null,
  root: SignSources['root'],
  disks: Disk[] | null,
  volumes: SignSources['volumes'],
): SignSources {
  const { esp = null, xbootldr = null } = boot ?? {};
  const listed = [['esp', esp] as const, ['xbootldr', xbootldr] as const].flatMap(
    ([partition, directory]) =>
      directory === null ? [] : [{ partition, directory, tree: openBootTree(directory) }],
  );
  return { boot: listed, root, disks, volumes };
}

type DirectoriesSubject = Where & { kind: 'directories' };

/** ARGS-02 for the first directory that the caller named and that is none, or may not be read. */
function checkDirectories({ root, esp, xbootldr }: DirectoriesSubject): Result<null> {
  for (const path of [root, esp, xbootldr]) {
    if (path === null) continue;
    const isReadable = path !== '' && new DirectoryTree(path).mayEnter('');
    if (!isReadable) return fail('ARGS-02', { path }, 'This is not a directory that can be read.');
  }
  return ok(null);
}

async function openDirectories(where: DirectoriesSubject): Promise<MachineSession> {
  const { root } = where;
  const architecture = getArchitecture(where);
  const tree = root === null ? null : new DirectoryTree(root);
  const own = tree && where.esp === null ? await findBootDirectories(tree) : null;
  const esp = where.esp ?? own?.esp ?? null;
  const boot = esp === null ? null : { esp, xbootldr: where.xbootldr ?? own?.xbootldr ?? null };
  const efi = tree === null ? noEfiLoader : await readEfiLoader(tree);
  const notVisible: NotVisible[] = [];
  const system = tree && { tree, directory: root };
  const [ofSystem, ofBoot, signs] = await Promise.all([
    tree ? readSystem(tree, architecture) : nothingOfSystem,
    readBoot(boot, efi, architecture),
    readSigns(listSignSources(boot, system, null, []), notVisible),
  ]);
  const facts: Facts = {
    inspectedAt: new Date().toISOString(),
    ...ofSystem,
    architecture,
    scope: where.scope ?? 'system',
    disks: null,
    boot: ofBoot.facts,
    extensions: [...ofSystem.extensions, ...ofBoot.extensions],
    signs,
    notVisible,
  };
  return { machine: assembleMachine(facts), boot, mounts: null };
}

type OfSystem = Pick<Facts, 'osRelease' | 'extensions'> & Required<Pick<Facts, 'imageFiles'>>;
const nothingOfSystem: OfSystem = { osRelease: null, extensions: [], imageFiles: [] };

/** What the file tree of a system holds beside the signs of its past. */
async function readSystem(tree: DirectoryTree, architecture: string | null): Promise<OfSystem> {
  const [osRelease, extensions, imageFiles] = await Promise.all([
    readOsRelease(tree),
    readSystemExtensions(tree, architecture),
    readImageFiles(tree),
  ]);
  return { osRelease, extensions, imageFiles };
}

async function openRunning(
  where: Subject,
  io: Io,
  mounts: MountScope | null,
): Promise<Result<MachineSession>> {
  const notVisible: NotVisible[] = [];
  const architecture = getArchitecture(where);
  const tree = new DirectoryTree('/');
  const isRescue = await isThere('/etc/initrd-release');
  const efi = await readEfiLoader();
  // What the system itself says needs no disks to be known: it is read while lsblk(8) works, and so
  // are the boot partitions in their usual places, which they most likely turn out to be.
  const usual = isRescue ? null : await findBootDirectories(tree);
  const [disks, system, ofUsual] = await Promise.all([
    runStep(io, 'job.inspect.disks', () => readDisks(notVisible)),
    isRescue ? nothingOfSystem : readSystem(tree, architecture),
    readBoot(usual, efi, architecture),
  ]);
  if (!disks.ok) return disks;
  const collected = await runStep(io, 'job.inspect.boot', async () => {
    const boot = await openBootPartitions(disks.value, mounts, notVisible);
    const volumes = mounts ? await openVolumes(disks.value, mounts) : [];
    const root = { tree, directory: isRescue ? null : '/' };
    const isUsual = boot?.esp === usual?.esp && boot?.xbootldr === usual?.xbootldr;
    const [ofBoot, volumeExtensions, signs] = await Promise.all([
      isUsual ? ofUsual : readBoot(boot, efi, architecture),
      readVolumeExtensions(volumes, architecture),
      readSigns(listSignSources(boot, root, disks.value, volumes), notVisible),
    ]);
    const facts: Facts = {
      inspectedAt: new Date().toISOString(),
      osRelease: system.osRelease,
      architecture,
      scope: where.scope ?? 'system',
      disks: disks.value,
      imageFiles: system.imageFiles,
      boot: ofBoot.facts && { ...ofBoot.facts, isDirty: boot?.isDirty ?? null },
      extensions: [...system.extensions, ...volumeExtensions, ...ofBoot.extensions],
      signs,
      notVisible,
    };
    return ok({ facts, boot });
  });
  if (!collected.ok) return collected;
  const { facts, boot } = collected.value;
  const machine = await assembleVerified(where, facts, io, ({ path, sizeBytes }, use) =>
    withFileSource(path, sizeBytes, use),
  );
  return ok({ machine, boot, mounts });
}

/** Opens a machine, hands it to `use`, and leaves nothing behind, whatever happens there. */
export async function withMachine<T>(
  where: Subject,
  io: Io,
  use: (session: MachineSession) => Promise<Result<T>>,
): Promise<Result<T>> {
  if (where.kind === 'directories') {
    const checked = checkDirectories(where);
    return checked.ok ? use(await openDirectories(where)) : checked;
  }
  if (where.kind === 'image') {
    const machine = await readImageMachine(where, io);
    return machine.ok ? use({ machine: machine.value, boot: null, mounts: null }) : machine;
  }
  const mounts = process.getuid?.() === 0 ? new MountScope() : null;
  try {
    const session = await openRunning(where, io, mounts);
    return session.ok ? await use(session.value) : session;
  } finally {
    await mounts?.close();
  }
}
