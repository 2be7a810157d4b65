/**
 * Carrying out a plan. The record is written before the first step and around each one (intended,
 * started, done), so that whoever comes after a power cut sees how far it went. The plan's order
 * keeps the machine startable at every point; nothing here needs to be undone for that.
 */
import type { Machine } from '../../core/model/machine.ts';
import type { Plan, RunRecord, Step } from '../../core/model/plan.ts';
import type { Survey } from '../../core/model/survey.ts';
import { fail, ok, type Failure, type Result } from '../../core/result.ts';
import type { Io } from '../io/io.ts';
import { runStep } from '../io/steps.ts';
import { performAction, type Workplace } from './actions.ts';
import {
  closeInterruptedRecords,
  closeRecord,
  continueRecord,
  createRecord,
  removeLeftovers,
  writeRecord,
} from './record.ts';

export interface Execution {
  record: RunRecord;
  /** Why it stopped early; null when every step is done. */
  failure: Failure | null;
}

export interface ExecuteOptions {
  machine: Machine;
  survey: Survey;
  operator: string | null;
  /** The run that this one goes on with. */
  interrupted: RunRecord | null;
}

const withStep = (record: RunRecord, i: number, state: RunRecord['steps'][number]): RunRecord => ({
  ...record,
  steps: record.steps.map((old, at) => (at === i ? state : old)),
});

function toFailure(step: Step, { code, params, detail }: Failure): Failure {
  // That an image is damaged is the answer, not a step that went wrong.
  if (code === 'APPLY-05') return { code, params, detail };
  return fail('APPLY-03', { step: step.sentence }, [code, detail].filter(Boolean).join(': '))
    .failure;
}

async function executeStep(
  step: Step,
  i: number,
  before: RunRecord,
  work: Workplace,
  io: Io,
): Promise<Execution> {
  const { id, message, params } = step;
  const announce = (state: 'running' | 'done' | 'failed') =>
    io.emit({ type: 'step', id, message, params, state });
  announce('running');
  let record = withStep(before, i, 'started');
  const journalled = await writeRecord(work.files, work.places, record);
  const performed = journalled.ok ? await performAction(step.action, work) : journalled;
  record = withStep(record, i, performed.ok ? 'done' : 'failed');
  const noted = await writeRecord(work.files, work.places, record);
  announce(performed.ok ? 'done' : 'failed');
  if (!performed.ok) return { record, failure: toFailure(step, performed.failure) };
  return { record, failure: noted.ok ? null : noted.failure };
}

/** Carries out a plan that was just found to be right. The lock is held, the places are writable. */
export async function executePlan(
  plan: Plan,
  options: ExecuteOptions,
  work: Workplace,
  io: Io,
): Promise<Result<Execution>> {
  const { machine, survey, operator, interrupted } = options;
  const { files, places } = work;
  const begun = await runStep(io, 'job.apply.record', async () => {
    const now = new Date();
    await removeLeftovers(files, places).catch(() => undefined);
    const closed = await closeInterruptedRecords(files, places, survey.records, interrupted, now);
    if (!closed.ok) return closed;
    const record = interrupted
      ? continueRecord(interrupted, plan)
      : createRecord(plan, machine, survey, { operator, now });
    const written = await writeRecord(files, places, record);
    return written.ok ? ok(record) : written;
  });
  if (!begun.ok) return begun;

  let execution: Execution = { record: begun.value, failure: null };
  const first = begun.value.steps.length - plan.steps.length;
  for (const [i, step] of plan.steps.entries()) {
    // A cancelled run ends between two steps, never within one.
    if (execution.failure !== null || io.signal.aborted) break;
    execution = await executeStep(step, first + i, execution.record, work, io);
  }
  const { failure } = execution;
  const record = closeRecord(execution.record, new Date());
  const closed = await runStep(io, 'job.apply.finish', () => writeRecord(files, places, record));
  return ok({ record, failure: failure ?? (closed.ok ? null : closed.failure) });
}
