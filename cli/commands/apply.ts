import { z } from 'zod';
import { isRefusal, planSchema, type Plan } from '../../core/model/plan.ts';
import { findPlanDifference } from '../../core/plan/compare-plans.ts';
import { fail, ok, type Failure, type Result } from '../../core/result.ts';
import { withMendedPlanning } from '../apply/cut-rename.ts';
import { takeLock } from '../apply/lock.ts';
import { planNow, type PlanningSession } from '../apply/planning.ts';
import { findInterrupted, getLockPath, runPlan } from '../apply/run-plan.ts';
import { parseJsonLine } from '../io/lines.ts';
import { runStep } from '../io/steps.ts';
import type { Command } from './command.ts';

function parsePlan(text: string): Result<Plan> {
  const parsed = planSchema.strict().safeParse(parseJsonLine(text));
  return parsed.success ? ok(parsed.data) : fail('PLAN-03', {}, z.prettifyError(parsed.error));
}

/** The plan made anew from the machine as it is now; APPLY-01 when it is not the one handed in. */
function checkPlan(session: PlanningSession, handed: Plan): Result<Plan> {
  const fresh = planNow(session, handed.goal, handed.target);
  if (isRefusal(fresh)) return fail('APPLY-01', { subject: fresh.refusal.sentence });
  const difference = findPlanDifference(handed, planSchema.parse(fresh));
  return difference === null ? ok(fresh) : fail('APPLY-01', { subject: difference });
}

/** The rest of the run that was cut off; APPLY-07 where there was none. */
function planRest(session: PlanningSession): Result<Plan> {
  const interrupted = findInterrupted(session);
  if (interrupted === null) return fail('APPLY-07');
  const { goal, target } = interrupted.plan;
  const rest = planNow(session, goal, target);
  if (!isRefusal(rest)) return ok(rest);
  const { code, params } = rest.refusal;
  const failure: Failure = { code, params, detail: interrupted.summary };
  return { ok: false, failure };
}

/** Carries out a plan, after making sure that the machine is still as it was when it was made. */
export const apply: Command<'apply'> = async (invocation, io, say) => {
  const { where, planPath, operator } = invocation;
  const text = planPath === null ? ok(null) : await io.readInput(planPath);
  if (!text.ok) return text;
  const handed = text.value === null ? ok(null) : parsePlan(text.value);
  if (!handed.ok) return handed;
  const lock = await takeLock(getLockPath(where));
  if (!lock.ok) return lock;
  try {
    return await withMendedPlanning(where, io, async (session) => {
      const checked = await runStep(io, 'job.apply.check', () =>
        handed.value === null ? planRest(session) : checkPlan(session, handed.value),
      );
      return checked.ok ? runPlan(session, checked.value, operator, io, say) : checked;
    });
  } finally {
    await lock.value();
  }
};
