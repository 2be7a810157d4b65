import { readFile, realpath } from 'node:fs/promises';
import { basename } from 'node:path';
import { fail, ok, type Result } from '../../core/result.ts';
import type { Plan } from '../../core/model/plan.ts';
import { runTool } from '../tools/run-tool.ts';
import type { PlanningSession } from './planning.ts';
import type { Places, SystemTree } from './places.ts';

/** Where a device is mounted in this process's own mount namespace. */
async function listMounts(device: string): Promise<string[]> {
  const text = await readFile('/proc/self/mounts', 'utf8').catch(() => '');
  return text
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([source]) => source === device)
    .map(([, place = '']) => place);
}

/** The device that is mounted at a directory; null for a directory that is not a mount of its own. */
export async function findDevice(directory: string): Promise<string | null> {
  const text = await readFile('/proc/self/mounts', 'utf8').catch(() => '');
  const line = text.split('\n').find((each) => each.split(' ')[1] === directory);
  const device = line?.split(' ')[0];
  return device?.startsWith('/dev/') ? device : null;
}

/**
 * Opens the system's volume for writing. Inspection mounts it without its journal, which must not be
 * written to, so those mounts are given up first. A mapping that was unlocked for reading only stays
 * so, and this fails.
 */
async function openSystem({ directory, device }: SystemTree): Promise<Result<null>> {
  if (device === null) return ok(null);
  for (const place of await listMounts(device)) await runTool('umount', ['--', place]);
  const options = 'rw,nodev,nosuid,noexec';
  const mounted = await runTool('mount', ['-t', 'ext4', '-o', options, '--', device, directory]);
  return mounted.ok ? ok(null) : fail('DISK-03', { device }, mounted.failure.detail);
}

const needsSystem = ({ steps }: Pick<Plan, 'steps'>) =>
  steps.some(({ action }) => 'place' in action && action.place === 'system');

/** Whether the kernel lets a block device be written to, as a mapping's read-only flag says. */
async function isDeviceWritable(device: string): Promise<boolean> {
  const name = await realpath(device).then(basename, () => '');
  const flag = await readFile(`/sys/class/block/${name}/ro`, 'utf8').catch(() => '1');
  return flag.trim() === '0';
}

/**
 * The system's tree as a run finds it. A volume is opened for writing where a step changes something
 * there, and else, for a copy of the record, where it was unlocked for writing anyway. DISK-03.
 */
async function prepareSystem(system: SystemTree, isNeeded: boolean): Promise<Result<SystemTree>> {
  const { device, isWritable } = system;
  if (isWritable || device === null) return ok(system);
  if (!isNeeded && !(await isDeviceWritable(device))) return ok(system);
  const opened = await openSystem(system);
  return opened.ok ? ok({ ...system, isWritable: true }) : isNeeded ? opened : ok(system);
}

async function remountBoot(session: PlanningSession, mode: 'rw' | 'ro'): Promise<Result<null>> {
  const { mounts, boot } = session;
  if (!mounts || !boot) return ok(null);
  for (const directory of [boot.esp, boot.xbootldr]) {
    const remounted = directory === null ? ok('') : await mounts.remount(directory, mode);
    if (!remounted.ok) return fail('ESP-02', { path: boot.esp }, remounted.failure.detail);
  }
  return ok(null);
}

/**
 * Runs `work` while the places that the plan changes are writable: the boot partitions always, for
 * the journal, and the system's volume where a step needs it or it can be. ESP-02, DISK-03.
 */
export async function whileWritable<T>(
  session: PlanningSession,
  plan: Pick<Plan, 'steps'>,
  work: (places: Places) => Promise<Result<T>>,
): Promise<Result<T>> {
  const { places } = session;
  const prepared = places.system ? await prepareSystem(places.system, needsSystem(plan)) : ok(null);
  if (!prepared.ok) return prepared;
  const system = prepared.value;
  const writable = await remountBoot(session, 'rw');
  try {
    return writable.ok ? await work({ ...places, system }) : writable;
  } finally {
    await remountBoot(session, 'ro');
    const isOpened = system?.isWritable === true && places.system?.isWritable === false;
    if (isOpened) await runTool('umount', ['--', system.directory]);
  }
}
