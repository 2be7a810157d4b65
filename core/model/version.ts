import { z } from 'zod';
import { entryStateSchema } from './entry.ts';

const text = z.string();
const maybe = text.nullable();

/** One thing that an entry needs and that is not there, not whole, or not the one it asks for. */
export const missingPartSchema = z.object({
  kind: z.enum(['boot-file', 'root', 'usr', 'root-verity', 'usr-verity']),
  why: z.enum(['absent', 'unfinished', 'unfit']),
  /** The boot file's path, the name of the image, or how the command line names it. */
  id: text,
});
export type MissingPart = z.infer<typeof missingPartSchema>;

export const versionSchema = z.object({
  id: text,
  name: text,
  version: maybe,
  entryId: text,
  complete: z.boolean(),
  state: entryStateSchema,
  missing: z.array(text),
  /** The same in codes, so that it can be said in another language. */
  missingParts: z.array(missingPartSchema),
  /** ISO 8601, null when nothing on the machine tells. */
  lastBooted: maybe,
  /** Its entry is the loader's choice at ordinary starts, whatever it starts this once. */
  isDefault: z.boolean(),
  /** Lifeboat's own entry is shown, and never chosen, changed or counted as a system. */
  isLifeboat: z.boolean(),
});
export type Version = z.infer<typeof versionSchema>;
