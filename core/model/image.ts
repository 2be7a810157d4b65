import { z } from 'zod';

const text = z.string();
const maybe = text.nullable();

export const imageSchema = z.object({
  name: text,
  role: z.enum(['root', 'usr', 'root-verity', 'usr-verity']),
  path: text,
  version: maybe,
  partUuid: maybe,
  sizeBytes: z.number().int().nonnegative(),
  /** The root hash that an entry expects of it, null when no entry names it. */
  expectedRootHash: maybe,
  verified: z.enum(['not-checked', 'verified', 'mismatch']),
  usedBy: z.array(text),
});
export type Image = z.infer<typeof imageSchema>;
