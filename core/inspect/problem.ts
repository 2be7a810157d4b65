import { sayInEnglish } from '../messages/domain.ts';
import type { Problem, ProblemCode } from '../model/machine.ts';
import type { Params } from '../result.ts';

/** A problem with its sentence in English; `evidence` is one line each. */
export const createProblem = (
  code: ProblemCode,
  severity: Problem['severity'],
  subject: string,
  params: Params = {},
  evidence: readonly string[] = [],
): Problem => ({
  code,
  severity,
  subject,
  params,
  sentence: sayInEnglish(`problem.${code}`, params),
  evidence: [...evidence],
});
