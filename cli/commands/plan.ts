import { isRefusal } from '../../core/model/plan.ts';
import { plan as makePlan } from '../../core/plan/plan.ts';
import { ok } from '../../core/result.ts';
import { runStep } from '../io/steps.ts';
import { withMachine } from '../machine/machine-session.ts';
import { describePlan } from '../text/plan-text.ts';
import type { Command, Outcome } from './command.ts';

/** Shows how a goal would be reached; changes nothing. A refusal is a result, with exit code 1. */
export const plan: Command<'plan'> = (invocation, io, say) =>
  withMachine(invocation.where, io, ({ machine }) =>
    runStep<Outcome>(io, 'job.plan', () => {
      const outcome = makePlan(machine, invocation.goal, invocation.target);
      if (!isRefusal(outcome)) {
        return ok({ value: outcome, sections: describePlan(outcome, machine, say) });
      }
      const { code, params } = outcome.refusal;
      return ok({ value: outcome, sections: [], failure: { code, params, detail: '' } });
    }),
  );
