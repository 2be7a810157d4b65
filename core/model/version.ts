import { z } from 'zod';
import { entryStateSchema } from './entry.ts';

const text = z.string();
const maybe = text.nullable();

export const versionSchema = z.object({
  id: text,
  name: text,
  version: maybe,
  entryId: text,
  complete: z.boolean(),
  state: entryStateSchema,
  missing: z.array(text),
  /** ISO 8601, null when nothing on the machine tells. */
  lastBooted: maybe,
  isDefault: z.boolean(),
  /** Lifeboat's own entry is shown, and never chosen, changed or counted as a system. */
  isLifeboat: z.boolean(),
});
export type Version = z.infer<typeof versionSchema>;
