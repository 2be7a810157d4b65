/**
 * Carries out what core/plan/settle.ts planned. The journal, `lifeboat/settle.json` on the ESP, is
 * written before each step and after the last one; it tells what happened, and nothing is decided by
 * it, since each step is seen on the disk itself.
 */
import { open } from 'node:fs/promises';
import { planLabels } from '../../core/disks/gpt-labels.ts';
import type { Settling } from '../../core/plan/settle.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { Io } from '../io/io.ts';
import { runStep } from '../io/steps.ts';
import { openFileSource } from '../files/file-source.ts';
import { performAction, type Workplace } from './actions.ts';
import { resolvePlace } from './places.ts';
import { writeFileSafely } from './safe-write.ts';

export const settleJournalPath = 'lifeboat/settle.json';

type Step = 'labels' | 'entry' | 'settled';

const writeJournal = (
  { files, places }: Workplace,
  { version, volume, rename }: Settling,
  step: Step,
): Promise<Result<null>> => {
  const path = resolvePlace(places, 'esp', settleJournalPath);
  if (path === null) return Promise.resolve(fail('ESP-01'));
  const at = new Date().toISOString();
  const changes = volume?.changes ?? [];
  const journal = { schema: 'lifeboat.settle/1', version, step, at, changes, rename };
  return writeFileSafely(files, path, `${JSON.stringify(journal)}\n`);
};

/** Reads the volume through, before anything is decided by it. APPLY-05 where it is damaged. */
export function verifyVolume({ volume }: Settling, work: Workplace): Promise<Result<null>> {
  if (volume === null) return Promise.resolve(ok(null));
  const { data, hash, rootHash } = volume;
  return performAction({ kind: 'verify-image', place: 'device', data, hash, rootHash }, work);
}

/** Changes the labels on the disk, one copy of its table after the other. */
async function changeLabels({ disk, changes }: NonNullable<Settling['volume']>) {
  const { path, sizeBytes } = disk;
  try {
    const source = await openFileSource(path, sizeBytes);
    const lists = await planLabels(source, changes).finally(() => source.close());
    if (lists === null) return fail('APPLY-01', { subject: path }, 'the partition table');
    const device = await open(path, 'r+');
    try {
      for (const list of lists) {
        for (const { offsetBytes, bytes } of list) {
          await device.write(bytes, 0, bytes.length, offsetBytes);
        }
        await device.sync();
      }
    } finally {
      await device.close();
    }
    return ok(null);
  } catch (error) {
    return fail('DISK-03', { device: path }, String(error));
  }
}

/** The volumes change places, then the entry loses its counter. */
export async function settleLifeboat(
  settling: Settling,
  work: Workplace,
  io: Io,
): Promise<Result<null>> {
  const { volume, rename } = settling;
  if (volume !== null) {
    const changed = await runStep(io, 'settle.step.volume', async () => {
      const noted = await writeJournal(work, settling, 'labels');
      return noted.ok ? changeLabels(volume) : noted;
    });
    if (!changed.ok) return changed;
  }
  const renamed = await runStep(io, 'settle.step.entry', async () => {
    const noted = await writeJournal(work, settling, 'entry');
    return noted.ok ? performAction({ kind: 'rename-entry', ...rename }, work) : noted;
  });
  return renamed.ok ? writeJournal(work, settling, 'settled') : renamed;
}
