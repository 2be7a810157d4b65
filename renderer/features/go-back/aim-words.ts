/** What a change is called in each of its stages, by its goal and by what its plan turned out to be. */
import { useCallback, useMemo } from 'react';
import type { Machine } from '../../../core/model/machine.ts';
import type { Goal, Plan, RunRecord } from '../../../core/model/plan.ts';
import { textParam } from '../../../core/result.ts';
import { useText, type Texts } from '../../i18n/text.tsx';
import { findInterruptedRun, listRecords } from '../../state/records.ts';
import type { Aim } from '../../state/rollback.ts';
import { useJobs } from '../../state/stores.tsx';
import type { IconName } from '../../ui/icons.tsx';

type Wording = Goal | 'try-again' | 'bring-extension' | 'drop-extension';
type Stage = 'do' | 'ask' | 'then' | 'doing' | 'done';

const hasStep = (plan: Plan | null, message: string, subject?: string) =>
  plan?.steps.some(
    (step) => step.message === message && (subject === undefined || step.subject === subject),
  ) === true;

/** Going back to a version that is marked bad is another try: it must not sound like a safe place. */
function getWording(machine: Machine, { goal, target }: Aim, plan: Plan | null): Wording {
  if (goal === 'rollback') {
    const isBad = machine.versions.some(({ id, state }) => id === target && state === 'bad');
    const isTry = plan === null ? isBad : hasStep(plan, 'plan.step.new-tries', target);
    return isTry ? 'try-again' : goal;
  }
  if (goal !== 'extension') return goal;
  if (hasStep(plan, 'plan.step.bring-extension')) return 'bring-extension';
  return hasStep(plan, 'plan.step.drop-extension') ? 'drop-extension' : goal;
}

/** What the change is about, as the person knows it. */
function nameTarget(machine: Machine, { goal, target }: Aim, plan: Plan | null): string {
  if (goal === 'extension') {
    const brought = plan?.steps.find(({ message }) => message === 'plan.step.bring-extension');
    return textParam(brought?.params, 'name') ?? target;
  }
  const version = machine.versions.find(({ id }) => id === target)?.name;
  const step = plan?.steps.find(({ subject, params }) => subject === target && params['version']);
  const upgrade = machine.problems.find(
    ({ code, subject }) => code === 'upgrade-interrupted' && subject === target,
  );
  return (
    version ?? textParam(step?.params, 'version') ?? textParam(upgrade?.params, 'version') ?? target
  );
}

/** Back for what goes back, on for what goes on. */
export const getIcon = (goal: Goal): IconName =>
  goal === 'rollback' || goal === 'undo' || goal === 'undo-upgrade' ? 'go-back' : 'forward';

export interface AimWords {
  /** What the change is about. */
  name: string;
  say: (stage: Stage) => string;
}

function toWords(t: Texts, machine: Machine, aim: Aim, plan: Plan | null, name: string): AimWords {
  const wording = getWording(machine, aim, plan);
  return { name, say: (stage) => t(`aim.${stage}.${wording}`, { name }) };
}

/** The change that undo takes back, in words; what is not known of it is left out. */
function nameChange(t: Texts, machine: Machine, records: readonly RunRecord[], id: string): string {
  const plan = records.find((record) => record.id === id)?.plan ?? null;
  const run = findInterruptedRun(machine);
  const aim = plan ?? (run?.id === id ? run.aim : null);
  if (aim === null || aim.goal === 'undo') return t('change.unknown');
  return toWords(t, machine, aim, plan, nameTarget(machine, aim, plan)).say('do');
}

/** The words of a change, more exact once there is a plan for it. */
export function useAimWords(machine: Machine): (aim: Aim, plan?: Plan | null) => AimWords {
  const t = useText();
  const jobs = useJobs((state) => state.jobs);
  const records = useMemo(() => listRecords(jobs), [jobs]);
  return useCallback(
    (aim, plan = null) => {
      const name =
        aim.goal === 'undo'
          ? nameChange(t, machine, records, aim.target)
          : nameTarget(machine, aim, plan);
      return toWords(t, machine, aim, plan, name);
    },
    [t, machine, records],
  );
}
