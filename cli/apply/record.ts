import { join } from 'node:path';
import type { Machine } from '../../core/model/machine.ts';
import { recordSchemaId, type Plan, type RunRecord } from '../../core/model/plan.ts';
import { ok, type Result } from '../../core/result.ts';
import { readRecords, recordsDirectory } from '../machine/boot-files.ts';
import { writeFileSafely } from './safe-write.ts';

/** A record for a run that is about to begin: every step intended, none started. */
export function createRecord(plan: Plan, machine: Machine, now: Date): RunRecord {
  const stamp = now.toISOString().replace(/[-:]/g, '').replace(/\..*$/, 'Z');
  return {
    schema: recordSchemaId,
    id: `${stamp}-${plan.goal}-${String(process.pid)}`,
    startedAt: now.toISOString(),
    endedAt: null,
    reasons: machine.problems
      .filter(({ severity }) => severity !== 'info')
      .map(({ sentence }) => sentence),
    plan,
    steps: plan.steps.map(() => 'intended'),
    outcome: 'running',
  };
}

/** The record as it is at the end: done when all steps are, partly done when some are. */
export function closeRecord(record: RunRecord, now: Date): RunRecord {
  const done = record.steps.filter((state) => state === 'done').length;
  const outcome = done === record.steps.length ? 'done' : done > 0 ? 'partly-done' : 'not-done';
  return { ...record, endedAt: now.toISOString(), outcome };
}

/** Writes the record, which is the journal while it runs, to its place on the ESP. */
export const writeRecord = (esp: string, record: RunRecord): Promise<Result<null>> =>
  writeFileSafely(join(esp, recordsDirectory, `${record.id}.json`), `${JSON.stringify(record)}\n`);

/**
 * Closes the records of runs that were cut off. Only whoever holds the lock may say so. A step that
 * was started is counted as not done: the plan that follows has looked at what is true now.
 */
export async function closeInterruptedRecords(esp: string, now: Date): Promise<Result<null>> {
  for (const record of await readRecords(esp)) {
    if (record.outcome !== 'running') continue;
    const written = await writeRecord(esp, closeRecord(record, now));
    if (!written.ok) return written;
  }
  return ok(null);
}
