import { z } from 'zod';
import { paramsSchema } from '../failure.ts';
import { problemCodes } from './problem-codes.ts';

export type { ProblemCode } from './problem-codes.ts';

const text = z.string();

export const problemCodeSchema = z.enum(problemCodes);

export const problemSchema = z.object({
  code: problemCodeSchema,
  severity: z.enum(['info', 'warning', 'error']),
  /** Id, name or path of what it is about; empty for the machine as a whole. */
  subject: text,
  /** Parameters of the sentence, so that it can be said in another language. */
  params: paramsSchema,
  sentence: text,
  /** One line each: paths, and lines of logs with the start that they belong to. */
  evidence: z.array(text),
});
export type Problem = z.infer<typeof problemSchema>;
