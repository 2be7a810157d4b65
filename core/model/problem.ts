import { z } from 'zod';
import { paramsSchema } from '../failure.ts';

const text = z.string();

export const problemCodes = [
  'counter-exhausted',
  'counter-spent', // started at least once without reaching boot-complete.target
  'default-unproven', // the loader's choice never completed a start
  'version-incomplete',
  'upgrade-interrupted', // parts of a new version, not all of them; `step` says how far it came
  'entry-unreadable',
  'uki-truncated',
  'extension-unfit',
  'extension-carries-os-release', // one such extension fails the merge of all
  'root-hash-mismatch',
  'no-bootable-entry',
  'no-esp',
  'esp-full',
  'esp-nearly-full',
  'esp-dirty', // its file system was not closed properly
  'gpt-damaged',
  'luks-header-damaged',
  'units-failed', // the journal of a start that did not finish names them
  'kernel-crashed',
  'run-interrupted', // a change by Lifeboat was interrupted
  'clock-wrong',
  'battery-low',
  'system-not-judged', // another kind of system or loader, which is seen and not judged
  'not-visible', // something could not be looked at: no rights, a missing tool
] as const;
export const problemCodeSchema = z.enum(problemCodes);
export type ProblemCode = z.infer<typeof problemCodeSchema>;

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
