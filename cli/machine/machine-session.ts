/**
 * A machine session looks at one machine: the running one, or one given as directories. It collects
 * the facts, lets core assemble the machine from them, and keeps the boot partitions open so that
 * `apply` can write to what it has just seen. Everything is mounted read-only and goes with the
 * session. In Lifeboat itself the running host is only the rescue system; the machine under repair
 * is on the disks.
 */
import { access, readFile } from 'node:fs/promises';
import { arch } from 'node:os';
import { join } from 'node:path';
import { assembleMachine } from '../../core/inspect/assemble.ts';
import type { Facts, NotVisible } from '../../core/inspect/facts.ts';
import { noSigns } from '../../core/inspect/signs.ts';
import type { Loader, Machine } from '../../core/model/machine.ts';
import { ok, type Result } from '../../core/result.ts';
import { runStep } from '../io/steps.ts';
import type { Io } from '../io/io.ts';
import { hasLoaderVariables, readLoaderVariable } from '../tools/efi-variables.ts';
import { MountScope } from '../tools/mounts.ts';
import { readBootFiles, type BootDirectories } from './boot-files.ts';
import { openBootPartitions } from './boot-partitions.ts';
import { readDisks } from './disks.ts';
import { readExtensionDirectory } from './extension-files.ts';
import { readVolumeExtensions } from './volumes.ts';

/** Which machine: the running one, or directories that stand for one. */
export type Where =
  | { kind: 'running' }
  | { kind: 'directories'; root: string | null; esp: string | null; xbootldr: string | null };

export interface MachineSession {
  machine: Machine;
  /** Null when the machine has no boot partition that can be read. */
  boot: BootDirectories | null;
  /** Null for directories: they are as writable as they are. */
  mounts: MountScope | null;
}

const systemArchitecture = () =>
  ({ x64: 'x86-64', ia32: 'x86', arm64: 'arm64', arm: 'arm', riscv64: 'riscv64' })[
    arch() as string
  ] ?? arch();

const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

async function readOsRelease(root: string): Promise<string | null> {
  for (const path of ['etc/os-release', 'usr/lib/os-release']) {
    const text = await readFile(join(root, path), 'utf8').catch(() => null);
    if (text !== null) return text;
  }
  return null;
}

const noEfi: Omit<Loader, 'confDefault' | 'confPreferred'> = {
  efi: false,
  efiDefault: null,
  efiPreferred: null,
  efiOneShot: null,
  efiSelected: null,
};

async function readEfi(): Promise<typeof noEfi> {
  if (!(await hasLoaderVariables())) return noEfi;
  return {
    efi: true,
    efiDefault: await readLoaderVariable('LoaderEntryDefault'),
    efiPreferred: await readLoaderVariable('LoaderEntryPreferred'),
    efiOneShot: await readLoaderVariable('LoaderEntryOneShot'),
    efiSelected: await readLoaderVariable('LoaderEntrySelected'),
  };
}

/** A system's own directories of extensions, highest priority first: systemd-sysext(8). */
const systemPlaces = ['etc', 'run', 'var/lib', 'usr/local/lib', 'usr/lib'].flatMap((place) => [
  [`${place}/extensions`, 'sysext'] as const,
  [`${place}/confexts`, 'confext'] as const,
]);

async function readSystemExtensions(root: string, mounts: MountScope | null) {
  const found = [];
  for (const [place, kind] of systemPlaces) {
    found.push(...(await readExtensionDirectory(join(root, place), `/${place}`, kind, mounts)));
  }
  return found;
}

/** Extensions that lie beside the UKIs on the boot partition. */
async function readCompanions(boot: BootDirectories, facts: Facts, mounts: MountScope | null) {
  const found = [];
  const withCompanions = facts.boot?.entries.filter(({ companions }) => companions.length > 0);
  for (const { path, partition } of withCompanions ?? []) {
    const root = partition === 'esp' ? boot.esp : (boot.xbootldr ?? boot.esp);
    const place = `${path.replace(/\+\d+(-\d+)?(?=\.efi$)/i, '')}.extra.d`;
    found.push(...(await readExtensionDirectory(join(root, place), place, 'sysext', mounts)));
  }
  return found;
}

async function findEspUnder(root: string): Promise<string | null> {
  for (const place of ['efi', 'boot/efi', 'boot']) {
    const path = join(root, place);
    if ((await isThere(join(path, 'EFI'))) || (await isThere(join(path, 'loader')))) return path;
  }
  return null;
}

async function openDirectories(where: Where & { kind: 'directories' }): Promise<MachineSession> {
  const { root, xbootldr } = where;
  const esp = where.esp ?? (root === null ? null : await findEspUnder(root));
  const boot = esp === null ? null : { esp, xbootldr };
  const facts: Facts = {
    inspectedAt: new Date().toISOString(),
    osRelease: root === null ? null : await readOsRelease(root),
    architecture: systemArchitecture(),
    disks: null,
    boot: boot && (await readBootFiles(boot, noEfi)),
    extensions: root === null ? [] : await readSystemExtensions(root, null),
    signs: noSigns,
    notVisible: [],
  };
  if (boot) facts.extensions.push(...(await readCompanions(boot, facts, null)));
  return { machine: assembleMachine(facts), boot, mounts: null };
}

async function openRunning(io: Io, mounts: MountScope | null): Promise<Result<MachineSession>> {
  const notVisible: NotVisible[] = [];
  const isRescue = await isThere('/etc/initrd-release');
  const disks = await runStep(io, 'job.inspect.disks', () =>
    readDisks(mounts !== null, notVisible),
  );
  if (!disks.ok) return disks;
  return runStep(io, 'job.inspect.boot', async () => {
    const boot = await openBootPartitions(disks.value, mounts, notVisible);
    const facts: Facts = {
      inspectedAt: new Date().toISOString(),
      osRelease: isRescue ? null : await readOsRelease('/'),
      architecture: systemArchitecture(),
      disks: disks.value,
      boot: boot && (await readBootFiles(boot, await readEfi())),
      extensions: isRescue ? [] : await readSystemExtensions('/', mounts),
      signs: noSigns,
      notVisible,
    };
    if (mounts) facts.extensions.push(...(await readVolumeExtensions(disks.value, mounts)));
    if (boot) facts.extensions.push(...(await readCompanions(boot, facts, mounts)));
    return ok({ machine: assembleMachine(facts), boot, mounts });
  });
}

/** Opens a machine, hands it to `use`, and leaves nothing behind, whatever happens there. */
export async function withMachine<T>(
  where: Where,
  io: Io,
  use: (session: MachineSession) => Promise<Result<T>>,
): Promise<Result<T>> {
  if (where.kind === 'directories') return use(await openDirectories(where));
  const mounts = process.getuid?.() === 0 ? new MountScope() : null;
  try {
    const session = await openRunning(io, mounts);
    return session.ok ? await use(session.value) : session;
  } finally {
    await mounts?.close();
  }
}
