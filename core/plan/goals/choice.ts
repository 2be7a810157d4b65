/** Goals that are a choice of what starts: rollback, once, keep. */
import { chooseEntry } from '../../boot/choice.ts';
import { diagnose } from '../../diagnosis.ts';
import type { Goal, Refusal } from '../../model/plan.ts';
import { applyAction, toBootState } from '../boot-state.ts';
import { draftDefault, draftMarkGood, entryOf, refuse, type Proposal } from '../drafts.ts';
import { findProvider, listCandidates } from '../providers/providers.ts';
import type { Situation } from '../providers/provider.ts';
import { findFault, findVersion } from '../providers/systemd-boot.ts';

const listNames = (situation: Situation) =>
  listCandidates(situation)
    .map(({ id }) => id)
    .join(', ');

/** The target that diagnosis recommends for `goal`; null when it recommends none. */
function findRecommended({ machine }: Situation, goal: Goal): string | null {
  const { recommendation } = diagnose(machine);
  return recommendation?.goal === goal ? recommendation.target : null;
}

/** Goes back for good. Without a target: what is recommended, or nothing where that was done. */
export function planRollback(situation: Situation, target: string | null): Proposal | Refusal {
  const id = target ?? findRecommended(situation, 'rollback');
  if (id !== null) return findProvider(situation, id).planDefault(situation, id);
  const { versions } = situation.machine;
  const chosen = versions.find(({ isDefault, isLifeboat }) => isDefault && !isLifeboat);
  const hasFailed = versions.some(({ state, isLifeboat }) => state === 'bad' && !isLifeboat);
  const isKnown = listCandidates(situation).some((candidate) => candidate.id === chosen?.id);
  if (chosen?.state === 'good' && chosen.complete && hasFailed && isKnown) {
    return findProvider(situation, chosen.id).planDefault(situation, chosen.id);
  }
  return refuse('PLAN-04', { goal: 'rollback', choices: listNames(situation) });
}

/** Starts something one time. */
export function planOnce(situation: Situation, target: string | null): Proposal | Refusal {
  if (target === null) return refuse('PLAN-04', { goal: 'once', choices: listNames(situation) });
  return findProvider(situation, target).planOnce(situation, target);
}

/** Stays on a version: it is called good and is what starts. Without a target: what runs or starts. */
export function planKeep({ machine }: Situation, target: string | null): Proposal | Refusal {
  const systems = machine.versions.filter(({ isLifeboat }) => !isLifeboat);
  const version =
    target === null
      ? (systems.find((system) => entryOf(machine, system)?.isSelected) ??
        systems.find(({ isDefault }) => isDefault))
      : findVersion(machine, target);
  if (!version) return refuse('PLAN-01', { target: target ?? '' });
  const fault = findFault(machine, version);
  if (fault) return fault;
  const marked = draftMarkGood(machine, version);
  const before = toBootState(machine);
  const after = marked ? applyAction(before, marked.action) : before;
  const isChosen = chooseEntry(after.entries, after.loader)?.id === version.entryId;
  const drafts = [marked, isChosen ? null : draftDefault(machine, version)].filter(
    (draft) => draft !== null,
  );
  return { target: version.id, drafts, warnings: [], choice: version.entryId };
}
