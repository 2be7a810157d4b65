/**
 * Planning. A goal and the machine give an ordered list of steps, or a refusal that says what is
 * missing. Planning writes nothing and is pure: the same machine gives the same plan, which is how
 * the privileged side checks a plan that it is handed. Going back is a choice of what starts; the
 * version that failed is kept. The order is the safety: each goal (goals/) proposes its steps so that
 * after each one, and after none, some version still starts that started before, and what is proposed
 * is checked for that here once more, whatever the machine looks like.
 */
import { chooseEntry } from '../boot/choice.ts';
import { sayInEnglish } from '../messages/domain.ts';
import type { Machine } from '../model/machine.ts';
import {
  planSchemaId,
  type Goal,
  type Plan,
  type PlanOutcome,
  type Refusal,
  type Step,
} from '../model/plan.ts';
import { emptySurvey, type Survey } from '../model/survey.ts';
import { applyAction, listBootable, listStartable, toBootState } from './boot-state.ts';
import { refuse, type Proposal } from './drafts.ts';
import { planKeep, planOnce, planRollback } from './goals/choice.ts';
import { planExtension } from './goals/extension.ts';
import { planUndo } from './goals/undo.ts';
import { planFinishUpgrade, planUndoUpgrade } from './goals/upgrade.ts';
import { listCandidates } from './providers/providers.ts';
import type { Situation } from './providers/provider.ts';
import { isSafeAction } from './safe-actions.ts';
import { listWarnings } from './warnings.ts';

export interface PlanOptions {
  /** What the goal is about; null or absent for what is recommended. */
  target?: string | null;
  survey?: Survey;
}

const planners: Record<Goal, (situation: Situation, target: string | null) => Proposal | Refusal> =
  {
    rollback: planRollback,
    keep: planKeep,
    'finish-upgrade': planFinishUpgrade,
    'undo-upgrade': planUndoUpgrade,
    extension: planExtension,
    once: planOnce,
    undo: planUndo,
  };

/** The drafts as steps, with what starts after each; a refusal where nothing would. */
function toSteps({ machine, survey }: Situation, { drafts }: Proposal): Step[] | Refusal {
  const others = listCandidates({ machine, survey })
    .map(({ id }) => id)
    .filter((id) => !machine.versions.some((version) => version.id === id));
  let state = toBootState(machine, survey);
  const before = listStartable(state);
  const steps: Step[] = [];
  for (const [i, draft] of drafts.entries()) {
    state = applyAction(state, draft.action);
    const after = listStartable(state);
    const isLeft = before.length === 0 || before.some((id) => after.includes(id));
    if (!isLeft || !isSafeAction(draft.action)) {
      return refuse('PLAN-02', { reason: 'unsafe', version: draft.subject, missing: '' });
    }
    steps.push({
      ...draft,
      id: `${String(i + 1)}-${draft.message.replace('plan.step.', '')}`,
      sentence: sayInEnglish(draft.message, draft.params),
      bootable: [...listBootable(state), ...others],
    });
  }
  return steps;
}

/** How `goal` is reached on this machine: a plan, empty when it is met already, or a refusal. */
export function plan(machine: Machine, goal: Goal, options: PlanOptions = {}): PlanOutcome {
  const { target = null, survey = emptySurvey } = options;
  const situation = { machine, survey };
  const proposal = planners[goal](situation, target);
  if ('refusal' in proposal) return proposal;
  const steps = toSteps(situation, proposal);
  if ('refusal' in steps) return steps;
  if (proposal.choice !== null) {
    const end = steps.reduce(
      (state, { action }) => applyAction(state, action),
      toBootState(machine, survey),
    );
    const choice = chooseEntry(end.entries, end.loader)?.id;
    if (choice !== proposal.choice) {
      const name = machine.versions.find(({ entryId }) => entryId === proposal.choice)?.name;
      const params = { reason: 'outvoted', version: name ?? '', missing: choice ?? '' };
      return refuse('PLAN-02', params);
    }
  }
  const made: Plan = { schema: planSchemaId, goal, target: proposal.target, steps, warnings: [] };
  return { ...made, warnings: [...listWarnings(situation, made), ...proposal.warnings] };
}
