/*
 * `npm run schema`: writes docs/inspect.schema.json from the types of the model.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from './lib/errors.ts';
import { createInspectSchema, inspectSchemaPath } from './lib/inspect-schema.ts';
import { parseOptions } from './lib/options.ts';
import { repositoryDir } from './lib/paths.ts';
import { say } from './lib/steps.ts';

await runCommand(async () => {
  parseOptions({}, 'use `npm run schema`; it has no options.');
  await writeFile(join(repositoryDir, inspectSchemaPath), createInspectSchema());
  say(`${inspectSchemaPath} is written.`);
});
