import { z } from 'zod';
import { isRefusal, planSchema, type Plan } from '../../core/model/plan.ts';
import { findPlanDifference } from '../../core/plan/compare-plans.ts';
import { plan as makePlan } from '../../core/plan/plan.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { executePlan } from '../apply/execute.ts';
import { takeLock } from '../apply/lock.ts';
import { checkSpace } from '../apply/safe-write.ts';
import { parseJsonLine } from '../io/lines.ts';
import type { Io } from '../io/io.ts';
import { runStep } from '../io/steps.ts';
import { withMachine, type MachineSession, type Where } from '../machine/machine-session.ts';
import type { Command, Outcome } from './command.ts';

/** Room for the record, its temporary copy and loader.conf, in FAT's largest usual clusters. */
const neededBytes = 256 * 1024;

function parsePlan(text: string): Result<Plan> {
  const parsed = planSchema.strict().safeParse(parseJsonLine(text));
  return parsed.success ? ok(parsed.data) : fail('PLAN-03', {}, z.prettifyError(parsed.error));
}

/** One lock for each machine: the running one, or the one in these directories. */
const getLockPath = (where: Where): string =>
  where.kind === 'running'
    ? '/run/lifeboat/apply.lock'
    : `${where.esp ?? where.root ?? ''}/lifeboat/apply.lock`;

/** The plan made anew from the machine as it is now; APPLY-01 when it is not the one handed in. */
function checkPlan({ machine }: MachineSession, handed: Plan): Result<Plan> {
  const fresh = makePlan(machine, handed.goal, handed.target);
  if (isRefusal(fresh)) return fail('APPLY-01', { subject: fresh.refusal.sentence });
  const difference = findPlanDifference(handed, planSchema.parse(fresh));
  return difference === null ? ok(fresh) : fail('APPLY-01', { subject: difference });
}

async function makeWritable(session: MachineSession, mode: 'rw' | 'ro'): Promise<Result<null>> {
  const { mounts, boot } = session;
  if (!mounts || !boot) return ok(null);
  for (const directory of [boot.esp, boot.xbootldr]) {
    const remounted = directory === null ? ok('') : await mounts.remount(directory, mode);
    if (!remounted.ok) return fail('ESP-02', { path: boot.esp }, remounted.failure.detail);
  }
  return ok(null);
}

async function carryOut(session: MachineSession, handed: Plan, io: Io) {
  const checked = await runStep(io, 'job.apply.check', () => checkPlan(session, handed));
  if (!checked.ok) return checked;
  const { boot, machine } = session;
  if (!boot) return fail('ESP-01');
  if (checked.value.steps.length === 0) return ok({ record: null, failure: null });
  const space = await checkSpace(boot.esp, neededBytes);
  if (!space.ok) return space;
  const writable = await makeWritable(session, 'rw');
  try {
    return writable.ok ? await executePlan(checked.value, machine, boot, io) : writable;
  } finally {
    await makeWritable(session, 'ro');
  }
}

/** Carries out a plan, after making sure that the machine is still as it was when it was made. */
export const apply: Command<'apply'> = async (invocation, io, say) => {
  const { where, planPath } = invocation;
  const text = await io.readInput(planPath);
  const plan = text.ok ? parsePlan(text.value) : text;
  if (!plan.ok) return plan;
  const lock = await takeLock(getLockPath(where));
  if (!lock.ok) return lock;
  try {
    return await withMachine(where, io, async (session) => {
      const carried = await carryOut(session, plan.value, io);
      if (!carried.ok) return carried;
      const { record, failure } = carried.value;
      const outcome = record?.outcome ?? 'done';
      const version =
        session.machine.versions.find(({ id }) => id === plan.value.target)?.name ??
        plan.value.target;
      const result: Outcome = {
        value: { schema: 'lifeboat.applied/1', outcome, record },
        sections: [{ title: null, items: [{ text: say(`outcome.${outcome}`, { version }) }] }],
      };
      const stopped = { code: 'APPLY-04', params: {}, detail: '' } as const;
      const reason = failure ?? (outcome === 'done' ? null : stopped);
      return ok(reason === null ? result : { ...result, failure: reason });
    });
  } finally {
    await lock.value();
  }
};
