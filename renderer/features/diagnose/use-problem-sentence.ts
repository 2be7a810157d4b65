import { useCallback } from 'react';
import { sayProblem } from '../../../core/inspect/say.ts';
import type { Machine, Problem } from '../../../core/model/machine.ts';
import { useDomain } from '../../i18n/text.tsx';

/** Says a problem in the person's language, what it quotes of an add-on or a version included. */
export function useProblemSentence(machine: Machine): (problem: Problem) => string {
  const domain = useDomain();
  return useCallback((problem) => sayProblem(problem, machine, domain), [machine, domain]);
}
