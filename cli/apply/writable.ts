import { readFile } from 'node:fs/promises';
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

const needsSystem = ({ steps }: Plan) =>
  steps.some(({ action }) => 'place' in action && action.place === 'system');

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
 * the journal, and the system's volume where a step needs it. ESP-02, DISK-03.
 */
export async function whileWritable<T>(
  session: PlanningSession,
  plan: Plan,
  work: (places: Places) => Promise<Result<T>>,
): Promise<Result<T>> {
  const { places } = session;
  const { system } = places;
  const opened = system && needsSystem(plan) ? await openSystem(system) : ok(null);
  if (!opened.ok) return opened;
  const writable = await remountBoot(session, 'rw');
  try {
    return writable.ok ? await work(places) : writable;
  } finally {
    await remountBoot(session, 'ro');
    if (system?.device && needsSystem(plan)) await runTool('umount', ['--', system.directory]);
  }
}
