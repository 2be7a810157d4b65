/**
 * Planning. A goal and the machine give an ordered list of steps, or a refusal that says what is
 * missing. Planning writes nothing and is pure: the same machine gives the same plan, which is how
 * the privileged side checks a plan that it is handed. Going back is a choice of what starts; the
 * version that failed is kept. The order is the safety: first the choice, then the mark on the
 * version that failed, so that after each step, and after none, some version still starts.
 */
import { chooseEntry } from '../boot/choice.ts';
import type { Machine, Version } from '../model/machine.ts';
import { planSchemaId, type Goal, type Plan, type PlanOutcome, type Step } from '../model/plan.ts';
import type { Params } from '../result.ts';
import { sayInEnglish } from '../messages/domain.ts';
import { applyAction, toBootState, type BootState } from './boot-state.ts';
import { planNewTries, planSetDefault, planMarkBad } from './steps.ts';
import { listWarnings } from './warnings.ts';

const refuse = (code: 'PLAN-01' | 'PLAN-02', params: Params): PlanOutcome => ({
  refusal: { code, params, sentence: sayInEnglish(`failure.${code}.what`, params) },
});

const findTarget = (machine: Machine, target: string) =>
  machine.versions.find(
    ({ id, entryId, isLifeboat }) => !isLifeboat && (id === target || entryId === target),
  );

/** The entries that start once the machine is in this state, Lifeboat's own included. */
const listBootable = (machine: Machine, state: BootState): string[] =>
  state.entries
    .filter(({ id, state: health }) => {
      const version = machine.versions.find(({ entryId }) => entryId === id);
      return health !== 'bad' && version?.complete === true;
    })
    .map(({ id }) => id);

/**
 * Versions that must not be chosen again: unproven, and ahead of the target without our choice. None
 * while the target is unproven itself: then their tries are all that is left to fall back on.
 */
function listFailed(machine: Machine, target: Version): Version[] {
  if (target.state !== 'good') return [];
  const position = machine.versions.indexOf(target);
  return machine.versions.filter((version, i) => {
    const entry = machine.entries.find(({ id }) => id === version.entryId);
    const wasTried = (entry?.counter?.done ?? 0) > 0;
    const isAhead = i < position && entry?.sortKey === entryOf(machine, target)?.sortKey;
    return (
      version !== target &&
      !version.isLifeboat &&
      version.state === 'indeterminate' &&
      (version.isDefault || (isAhead && wasTried))
    );
  });
}

const entryOf = (machine: Machine, version: Version) =>
  machine.entries.find(({ id }) => id === version.entryId);

/** Drafts in order; each is dropped when the state before it makes it needless. */
function listSteps(machine: Machine, target: Version): Step[] {
  const drafts = [
    planNewTries(machine, target),
    planSetDefault(machine, target),
    ...listFailed(machine, target).map((version) => planMarkBad(machine, version)),
  ].filter((draft) => draft !== null);
  let state = toBootState(machine);
  return drafts.map((draft, i) => {
    state = applyAction(state, draft.action);
    return {
      ...draft,
      id: `${String(i + 1)}-${draft.message.replace('plan.step.', '')}`,
      sentence: sayInEnglish(draft.message, draft.params),
      bootable: listBootable(machine, state),
    };
  });
}

/** How `goal` is reached on this machine: a plan, empty when it is met already, or a refusal. */
export function plan(machine: Machine, goal: Goal, target: string): PlanOutcome {
  const version = findTarget(machine, target);
  if (!version) return refuse('PLAN-01', { target });
  if (!version.complete) {
    const missing = version.missing.join(', ');
    return refuse('PLAN-02', { reason: 'incomplete', version: version.name, missing });
  }
  const steps = listSteps(machine, version);
  const end = steps.reduce((state, { action }) => applyAction(state, action), toBootState(machine));
  const choice = chooseEntry(end.entries, end.loader);
  if (choice !== version.entryId) {
    const params = { reason: 'outvoted', version: version.name, missing: choice ?? '' };
    return refuse('PLAN-02', params);
  }
  const made: Plan = { schema: planSchemaId, goal, target: version.id, steps, warnings: [] };
  return { ...made, warnings: listWarnings(machine, version, made) };
}
