import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { repositoryDir } from '../lib/paths.ts';
import { findUnshownClaims, renewReport, reportPath } from './report.ts';

it('claims nothing that a test of the repository does not show', async () => {
  expect(await findUnshownClaims()).toEqual([]);
});

it('finds a claim whose test is gone, and one that never had any', async () => {
  const claim = {
    id: '9.9.9',
    title: 'Made up',
    level: 'A',
    outcome: 'supported',
    note: '',
  } as const;
  const gone = await findUnshownClaims([
    { ...claim, tests: [['tools/accessibility/report.test.ts', 'is not there'.repeat(2)]] },
    { ...claim, tests: [] },
  ]);
  expect(gone).toHaveLength(2);
});

it('docs/accessibility.md has the table as it is now: npm run a11y-report writes it', async () => {
  const page = await readFile(join(repositoryDir, reportPath), 'utf8');
  expect(page).toBe(renewReport(page));
});
