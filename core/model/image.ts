import { z } from 'zod';

const text = z.string();
const maybe = text.nullable();

export const imageSchema = z.object({
  name: text,
  role: z.enum(['root', 'usr', 'root-verity', 'usr-verity']),
  /** A partition, or a file that stands in the place of one. */
  kind: z.enum(['partition', 'file']).default('partition'),
  path: text,
  version: maybe,
  /** "a", "b", … among the partitions of the same role on one disk; null when there is only one. */
  slot: maybe.default(null),
  /**
   * Whether it is in place. "empty": a slot that waits for a version; "partial": a version is being
   * written to it; "pending": written, and not installed.
   */
  placement: z.enum(['installed', 'empty', 'partial', 'pending']).default('installed'),
  architecture: maybe.default(null),
  partUuid: maybe,
  sizeBytes: z.number().int().nonnegative(),
  /** The root hash that an entry expects of it, null when no entry names it. */
  expectedRootHash: maybe,
  /** The root hash that its verity data have, null when there are none or they cannot be read. */
  foundRootHash: maybe.default(null),
  /** "verified": all data were read and fit the hash; "mismatch": they or the hash itself do not. */
  verified: z.enum(['not-checked', 'verified', 'mismatch']),
  usedBy: z.array(text),
});
export type Image = z.infer<typeof imageSchema>;
