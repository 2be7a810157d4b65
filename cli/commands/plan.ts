import { isRefusal } from '../../core/model/plan.ts';
import { ok } from '../../core/result.ts';
import { planNow, withPlanning } from '../apply/planning.ts';
import { runStep } from '../io/steps.ts';
import { describePlan } from '../text/plan-text.ts';
import type { Command, Outcome } from './command.ts';

/** Shows how a goal would be reached; changes nothing. A refusal is a result, with exit code 1. */
export const plan: Command<'plan'> = (invocation, io, say) =>
  withPlanning(invocation.where, io, (session) =>
    runStep<Outcome>(io, 'job.plan', () => {
      const outcome = planNow(session, invocation.goal, invocation.target);
      if (!isRefusal(outcome)) {
        return ok({ value: outcome, sections: describePlan(outcome, session.machine, say) });
      }
      const { code, params } = outcome.refusal;
      return ok({ value: outcome, sections: [], failure: { code, params, detail: '' } });
    }),
  );
