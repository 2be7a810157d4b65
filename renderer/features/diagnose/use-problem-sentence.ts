import { useCallback } from 'react';
import { sayExtension } from '../../../core/inspect/extensions.ts';
import type { Machine, Problem } from '../../../core/model/machine.ts';
import { useDomain, useSay } from '../../i18n/text.tsx';

/** Says a problem in the person's language, what it quotes of an add-on included. */
export function useProblemSentence(machine: Machine): (problem: Problem) => string {
  const say = useSay();
  const domain = useDomain();
  return useCallback(
    ({ code, evidence, params, sentence }) => {
      const extension =
        code === 'extension-unfit'
          ? machine.extensions.find(({ path }) => evidence.includes(path))
          : undefined;
      const why =
        extension === undefined ? {} : { why: sayExtension(extension, machine.host, domain) };
      return say(`problem.${code}`, { ...params, ...why }, sentence);
    },
    [machine, say, domain],
  );
}
