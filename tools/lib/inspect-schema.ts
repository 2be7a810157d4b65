import { z } from 'zod';
import { machineSchema } from '../../core/model/machine.ts';

/** Where the JSON Schema of inspection lies, below the repository. */
export const inspectSchemaPath = 'docs/inspect.schema.json';

/** The text of the JSON Schema of what `lifeboat inspect --json` prints, from the zod types. */
export function createInspectSchema(): string {
  const schema = z.toJSONSchema(machineSchema, { target: 'draft-2020-12', io: 'output' });
  return `${JSON.stringify({ title: 'lifeboat inspect --json', ...schema }, null, 2)}\n`;
}
