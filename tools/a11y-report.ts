/*
 * `npm run a11y-report`: writes the table of conformance into docs/accessibility.md, and fails when a
 * test that it names does not exist.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findUnshownClaims, renewReport, reportPath } from './accessibility/report.ts';
import { CommandError, runCommand } from './lib/errors.ts';
import { parseOptions } from './lib/options.ts';
import { repositoryDir } from './lib/paths.ts';
import { say } from './lib/steps.ts';

await runCommand(async () => {
  parseOptions({}, 'use `npm run a11y-report`; it has no options.');
  const findings = await findUnshownClaims();
  if (findings.length > 0)
    throw new CommandError(
      `Some claims are not shown by any test:\n${findings.join('\n')}`,
      'correct tools/accessibility/criteria.ts.',
    );
  const path = join(repositoryDir, reportPath);
  await writeFile(path, renewReport(await readFile(path, 'utf8')));
  say(`The table in ${reportPath} is written.`);
});
