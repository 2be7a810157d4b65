/** What apply, apply --resume and undo have in common: from a plan made just now to its outcome. */
import type { DomainFormatter } from '../../core/messages/domain.ts';
import type { Plan, RunRecord } from '../../core/model/plan.ts';
import { fail, ok, type Failure, type Result } from '../../core/result.ts';
import type { Outcome } from '../commands/command.ts';
import type { Io } from '../io/io.ts';
import type { Where } from '../machine/machine-session.ts';
import { sayGoal } from '../text/plan-text.ts';
import { checkFat } from './fat-check.ts';
import { nodeFiles, type FileOperations } from './files.ts';
import { executePlan, type Execution } from './execute.ts';
import type { PlanningSession } from './planning.ts';
import { checkSpace } from './safe-write.ts';
import { findDevice, whileWritable } from './writable.ts';

/** Room for the record, its temporary copy and loader.conf, in FAT's largest usual clusters. */
const neededBytes = 256 * 1024;

/** One lock for each machine: the running one, or the one in these directories. */
export const getLockPath = (where: Where): string =>
  where.kind === 'running'
    ? '/run/lifeboat/apply.lock'
    : `${where.esp ?? `${where.root ?? ''}/var/lib`}/lifeboat/apply.lock`;

/** The run that was cut off on this machine; the last one, should there be several. */
export const findInterrupted = ({ survey }: PlanningSession): RunRecord | null =>
  survey.records.findLast(({ outcome }) => outcome === 'running') ?? null;

const isSameRun = (record: RunRecord, { goal, target }: Plan) =>
  record.plan.goal === goal && record.plan.target === target;

/** The run that `plan` goes on with; APPLY-06 where another one is neither finished nor undone. */
function findContinued(session: PlanningSession, plan: Plan): Result<RunRecord | null> {
  const interrupted = findInterrupted(session);
  if (interrupted === null || isSameRun(interrupted, plan)) return ok(interrupted);
  if (plan.goal === 'undo' && plan.target === interrupted.id) return ok(null);
  return fail('APPLY-06', {}, interrupted.summary);
}

type Carried = Omit<Execution, 'record'> & { record: RunRecord | null; fatCheck: string | null };

async function carryOut(
  session: PlanningSession,
  plan: Plan,
  operator: string | null,
  io: Io,
  files: FileOperations,
): Promise<Result<Carried>> {
  const { boot, machine, survey, places } = session;
  const continued = findContinued(session, plan);
  if (!continued.ok) return continued;
  const interrupted = continued.value;
  // What is left of a change that is to be undone may be nothing, and is noted as undone all the same.
  const isNothing = plan.steps.length === 0 && interrupted === null && plan.goal !== 'undo';
  if (isNothing) return ok({ record: null, failure: null, fatCheck: null });
  const home = boot?.esp ?? places.system?.directory;
  if (home === undefined) return fail('ESP-01');
  const space = await checkSpace(home, neededBytes);
  if (!space.ok) return space;
  const device = boot && (await findDevice(boot.esp));
  const fatCheck = device === null ? null : await checkFat(device);
  const options = { machine, survey, operator, interrupted };
  const executed = await whileWritable(session, plan, (writable) =>
    executePlan(plan, options, { places: writable, files }, io),
  );
  return executed.ok ? ok({ ...executed.value, fatCheck }) : executed;
}

/** Carries out a plan that was made just now, and says what came of it. */
export async function runPlan(
  session: PlanningSession,
  plan: Plan,
  operator: string | null,
  io: Io,
  say: DomainFormatter,
  files: FileOperations = nodeFiles,
): Promise<Result<Outcome>> {
  const carried = await carryOut(session, plan, operator, io, files);
  if (!carried.ok) return carried;
  const { record, failure, fatCheck } = carried.value;
  const outcome = record?.outcome ?? 'done';
  const sentence =
    outcome === 'done'
      ? sayGoal('done', plan, session.machine, say)
      : say(`outcome.${outcome}`, { version: plan.target });
  const items = [
    ...(fatCheck === null ? [] : [{ text: say('apply.was-dirty', { result: fatCheck }) }]),
    { text: sentence },
  ];
  const result: Outcome = {
    value: { schema: 'lifeboat.applied/1', outcome, record, fatCheck },
    sections: [{ title: null, items }],
  };
  const stopped: Failure = { code: 'APPLY-04', params: {}, detail: '' };
  const reason = failure ?? (outcome === 'done' ? null : stopped);
  return ok(reason === null ? result : { ...result, failure: reason });
}
