import type { Plan, Step } from '../../../core/model/plan.ts';
import { useSay } from '../../i18n/text.tsx';
import { listRecords } from '../../state/records.ts';
import { useJobs } from '../../state/stores.tsx';

/**
 * A step of the plan in words. One that takes another back quotes it in English, as JSON does; where
 * the change that is taken back is known, the quoted step is said in the person's language.
 */
export function useStepWords({ target }: Plan): (step: Step) => string {
  const say = useSay();
  const records = listRecords(useJobs((state) => state.jobs));
  const undone = records.find(({ id }) => id === target)?.plan.steps ?? [];
  return ({ message, params, sentence }) => {
    const isQuoting = message === 'plan.step.take-back';
    const quoted = undone.find((step) => isQuoting && step.sentence === params['step']);
    const words = quoted && { step: say(quoted.message, quoted.params, quoted.sentence) };
    return say(message, { ...params, ...words }, sentence);
  };
}
