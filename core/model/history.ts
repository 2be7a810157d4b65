/** What `lifeboat apply --json`, `undo --json` and `history --json` print: runs of plans. */
import { z } from 'zod';
import { recordSchema } from './plan.ts';

export const appliedSchema = z.object({
  schema: z.literal('lifeboat.applied/1'),
  outcome: recordSchema.shape.outcome,
  /** Null where nothing had to be done. */
  record: recordSchema.nullable(),
  /** What fsck.fat said where the boot partition was not closed cleanly, null where it was. */
  fatCheck: z.string().nullable(),
});
export type Applied = z.infer<typeof appliedSchema>;

export const historySchema = z.object({
  schema: z.literal('lifeboat.history/1'),
  /** Oldest first. */
  records: z.array(recordSchema),
});
export type History = z.infer<typeof historySchema>;
