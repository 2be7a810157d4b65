import { isRefusal } from '../../core/model/plan.ts';
import { fail, ok } from '../../core/result.ts';
import { withMendedPlanning } from '../apply/cut-rename.ts';
import { takeLock } from '../apply/lock.ts';
import { planNow } from '../apply/planning.ts';
import { getLockPath, runPlan } from '../apply/run-plan.ts';
import { runStep } from '../io/steps.ts';
import type { Command } from './command.ts';

/** Takes back the last change that Lifeboat made, or as much as was done of one that was cut off. */
export const undo: Command<'undo'> = async ({ where, operator }, io, say) => {
  const lock = await takeLock(getLockPath(where));
  if (!lock.ok) return lock;
  try {
    return await withMendedPlanning(where, io, async (session) => {
      const planned = await runStep(io, 'job.plan', () => {
        const outcome = planNow(session, 'undo', null);
        if (!isRefusal(outcome)) return ok(outcome);
        return fail(outcome.refusal.code, outcome.refusal.params);
      });
      return planned.ok ? runPlan(session, planned.value, operator, io, say) : planned;
    });
  } finally {
    await lock.value();
  }
};
