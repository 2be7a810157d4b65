/** Runs of Lifeboat that this session knows of: those it made, and those that history told. */
import { appliedSchema, historySchema } from '../../core/model/history.ts';
import type { JobState } from '../../core/contract/job.ts';
import type { Machine } from '../../core/model/machine.ts';
import { goalSchema, type RunRecord } from '../../core/model/plan.ts';
import { textParam } from '../../core/result.ts';
import { viewJob } from './job-view.ts';
import type { Aim } from './rollback.ts';

/** All of them, the newest first; what a later job says of a run is what counts. */
export function listRecords(jobs: readonly JobState[]): RunRecord[] {
  const records = new Map<string, RunRecord>();
  for (const job of jobs) {
    if (job.request.command !== 'apply' && job.request.command !== 'history') continue;
    const { result } = viewJob(job);
    const applied = appliedSchema.safeParse(result).data?.record;
    const told = historySchema.safeParse(result).data?.records ?? [];
    for (const record of applied ? [applied] : told) records.set(record.id, record);
  }
  return [...records.values()].sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
}

/** Whether `record` is a change that can still be taken back, as planning judges it. */
export const isUndoable = (record: RunRecord, records: readonly RunRecord[]): boolean =>
  record.plan.goal !== 'undo' &&
  record.outcome !== 'running' &&
  record.steps.some((state, i) => state !== 'intended' && record.plan.steps[i]?.inverse !== null) &&
  !records.some(
    ({ plan, outcome }) => plan.goal === 'undo' && plan.target === record.id && outcome === 'done',
  );

export interface InterruptedRun {
  id: string;
  startedAt: string;
  aim: Aim;
}

/** The run that was cut off on this machine and must be finished or taken back first; null. */
export function findInterruptedRun({ problems }: Machine): InterruptedRun | null {
  const problem = problems.findLast(({ code }) => code === 'run-interrupted');
  const goal = goalSchema.safeParse(problem?.params['goal']).data;
  const [id, startedAt = ''] = problem?.evidence ?? [];
  if (problem === undefined || goal === undefined || id === undefined) return null;
  const target = textParam(problem.params, 'target') ?? problem.subject;
  return { id, startedAt, aim: { goal, target } };
}
