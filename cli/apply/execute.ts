/**
 * Carrying out a plan. The record on the ESP is written before the first step and around each one
 * (intended, started, done), so that whoever comes after a power cut sees how far it went. The plan's
 * order keeps the machine startable at every point; nothing here needs to be undone for that.
 */
import type { Machine } from '../../core/model/machine.ts';
import type { Plan, RunRecord, Step } from '../../core/model/plan.ts';
import { fail, ok, type Failure, type Result } from '../../core/result.ts';
import type { Io } from '../io/io.ts';
import { runStep } from '../io/steps.ts';
import type { BootDirectories } from '../machine/boot-files.ts';
import { performAction } from './actions.ts';
import { closeInterruptedRecords, closeRecord, createRecord, writeRecord } from './record.ts';

export interface Execution {
  record: RunRecord;
  /** Why it stopped early; null when every step is done. */
  failure: Failure | null;
}

const withStep = (record: RunRecord, i: number, state: RunRecord['steps'][number]): RunRecord => ({
  ...record,
  steps: record.steps.map((old, at) => (at === i ? state : old)),
});

async function executeStep(
  step: Step,
  i: number,
  before: RunRecord,
  boot: BootDirectories,
  io: Io,
): Promise<Execution> {
  const { id, message, params, sentence } = step;
  const announce = (state: 'running' | 'done' | 'failed') =>
    io.emit({ type: 'step', id, message, params, state });
  announce('running');
  let record = withStep(before, i, 'started');
  const journalled = await writeRecord(boot.esp, record);
  const performed = journalled.ok ? await performAction(step.action, boot) : journalled;
  record = withStep(record, i, performed.ok ? 'done' : 'failed');
  const noted = await writeRecord(boot.esp, record);
  announce(performed.ok ? 'done' : 'failed');
  if (!performed.ok) {
    const { code, detail } = performed.failure;
    const reason = [code, detail].filter(Boolean).join(': ');
    return { record, failure: fail('APPLY-03', { step: sentence }, reason).failure };
  }
  return { record, failure: noted.ok ? null : noted.failure };
}

/** Carries out a plan that was just found to be right. The lock is held, the ESP is writable. */
export async function executePlan(
  plan: Plan,
  machine: Machine,
  boot: BootDirectories,
  io: Io,
): Promise<Result<Execution>> {
  const begun = await runStep(io, 'job.apply.record', async () => {
    const closed = await closeInterruptedRecords(boot.esp, new Date());
    if (!closed.ok) return closed;
    const record = createRecord(plan, machine, new Date());
    const written = await writeRecord(boot.esp, record);
    return written.ok ? ok(record) : written;
  });
  if (!begun.ok) return begun;

  let execution: Execution = { record: begun.value, failure: null };
  for (const [i, step] of plan.steps.entries()) {
    // A cancelled run ends between two steps, never within one.
    if (execution.failure !== null || io.signal.aborted) break;
    execution = await executeStep(step, i, execution.record, boot, io);
  }
  const { failure } = execution;
  const record = closeRecord(execution.record, new Date());
  const closed = await runStep(io, 'job.apply.finish', () => writeRecord(boot.esp, record));
  return ok({ record, failure: failure ?? (closed.ok ? null : closed.failure) });
}
