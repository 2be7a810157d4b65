/**
 * A rename that the power cut off. The kernel's FAT makes the new name, gives it the content, and takes
 * the old name away; after a cut within that there are two names, of which one is empty, or both have
 * the same content. A name without content holds nothing and goes; names that share their content
 * are only for fsck.fat to take apart, which empties one of them.
 */
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fail, ok, type Result } from '../../core/result.ts';
import type { Io } from '../io/io.ts';
import type { Where } from '../machine/machine-session.ts';
import { nodeFiles } from './files.ts';
import { resolvePlace } from './places.ts';
import { withPlanning, type PlanningSession } from './planning.ts';
import { findInterrupted } from './run-plan.ts';
import { whileWritable } from './writable.ts';

interface CutRename {
  from: string;
  to: string;
}

const sizeOf = (path: string): Promise<number | null> =>
  stat(path).then(
    ({ size }) => size,
    () => null,
  );

/** The rename of a boot file that was cut off so that both of its names are there; null otherwise. */
async function findCutRename(session: PlanningSession): Promise<CutRename | null> {
  const interrupted = findInterrupted(session);
  const action = interrupted?.plan.steps[interrupted.steps.lastIndexOf('started')]?.action;
  if (action?.kind !== 'rename-entry' && action?.kind !== 'move-file') return null;
  if (action.place === 'system') return null;
  const from = resolvePlace(session.places, action.place, action.from);
  const to = resolvePlace(session.places, action.place, action.to);
  if (from === null || to === null) return null;
  return (await sizeOf(from)) === null || (await sizeOf(to)) === null ? null : { from, to };
}

/** Leaves one of the names, with the content. The machine is to be looked at anew. ESP-02. */
async function mendCutRename(
  session: PlanningSession,
  { from, to }: CutRename,
): Promise<Result<null>> {
  if ((await sizeOf(from)) !== 0 && (await sizeOf(to)) !== 0) {
    const repaired = await repairBoot(session);
    if (!repaired.ok) return fail('ESP-02', { path: to }, repaired.failure.detail);
  }
  const empty = (await sizeOf(to)) === 0 ? to : from;
  const whole = empty === to ? from : to;
  if ((await sizeOf(empty)) !== 0 || !(await sizeOf(whole))) return ok(null);
  return whileWritable(session, { steps: [] }, async () => {
    try {
      await nodeFiles.remove(empty);
      await nodeFiles.sync(dirname(empty));
      return ok(null);
    } catch (error) {
      return fail('ESP-02', { path: empty }, String(error));
    }
  });
}

async function repairBoot({ mounts, boot }: PlanningSession): Promise<Result<null>> {
  if (mounts === null || boot === null)
    return fail('ESP-02', { path: boot?.esp ?? '' }, 'two names share one content: run fsck.fat');
  for (const directory of [boot.esp, boot.xbootldr]) {
    const repaired = directory === null ? ok(null) : await mounts.repair(directory);
    if (!repaired.ok) return repaired;
  }
  return ok(null);
}

/**
 * As withPlanning, for whoever changes the machine and holds the lock: what a rename that was cut off
 * has left is mended first, and the machine then looked at anew. ESP-02.
 */
export async function withMendedPlanning<T extends object>(
  where: Where,
  io: Io,
  use: (session: PlanningSession) => Promise<Result<T>>,
): Promise<Result<T>> {
  const first = await withPlanning<T | null>(where, io, async (session) => {
    const cut = await findCutRename(session);
    return cut === null ? use(session) : mendCutRename(session, cut);
  });
  if (!first.ok) return first;
  return first.value === null ? withPlanning(where, io, use) : ok(first.value);
}
