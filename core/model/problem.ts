import { z } from 'zod';
import { paramsSchema } from '../result.ts';

const text = z.string();

export const problemCodes = [
  'counter-exhausted',
  'counter-spent', // started at least once without reaching boot-complete.target
  'default-unproven', // the loader's choice never completed a start
  'version-incomplete',
  'entry-unreadable',
  'extension-unfit',
  'no-bootable-entry',
  'no-esp',
  'esp-nearly-full',
  'run-interrupted', // a change by Lifeboat was interrupted
  'not-visible', // something could not be looked at: no rights, a missing tool
] as const;
export const problemCodeSchema = z.enum(problemCodes);
export type ProblemCode = z.infer<typeof problemCodeSchema>;

export const problemSchema = z.object({
  code: problemCodeSchema,
  severity: z.enum(['info', 'warning', 'error']),
  subject: text,
  /** Parameters of the sentence, so that it can be said in another language. */
  params: paramsSchema,
  sentence: text,
  evidence: z.array(text),
});
export type Problem = z.infer<typeof problemSchema>;
