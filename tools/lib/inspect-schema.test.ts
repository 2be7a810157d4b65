import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createInspectSchema, inspectSchemaPath } from './inspect-schema.ts';
import { repositoryDir } from './paths.ts';

it('docs/inspect.schema.json is what the model says: npm run schema writes it', async () => {
  const written: unknown = JSON.parse(
    await readFile(join(repositoryDir, inspectSchemaPath), 'utf8'),
  );
  expect(written).toEqual(JSON.parse(createInspectSchema()));
});
