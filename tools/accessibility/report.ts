/** The table of conformance in docs/accessibility.md, from criteria.ts and the tests that it names. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryDir } from '../lib/paths.ts';
import { criteria, type Criterion } from './criteria.ts';

/** Where the table stands, below the repository. */
export const reportPath = 'docs/accessibility.md';
const begin = '<!-- conformance: written by npm run a11y-report -->';
const end = '<!-- end of conformance -->';

/** Claims that nothing shows: a test that is not there, or none where one is needed. */
export async function findUnshownClaims(
  claims: readonly Criterion[] = criteria,
): Promise<string[]> {
  const findings: string[] = [];
  for (const { id, outcome, tests, note } of claims) {
    const isClaim = outcome === 'supported' || outcome === 'in part';
    if (isClaim && tests.length === 0) findings.push(`${id}: “${outcome}” without a test`);
    if (outcome !== 'supported' && note === '')
      findings.push(`${id}: “${outcome}” without a reason`);
    for (const [file, title] of tests) {
      const text = await readFile(join(repositoryDir, file), 'utf8').catch(() => '');
      if (!text.includes(`'${title}'`)) findings.push(`${id}: no test “${title}” in ${file}`);
    }
  }
  return findings;
}

function formatTable(levels: readonly Criterion['level'][]): string[] {
  const rows = criteria.filter(({ level }) => levels.includes(level));
  return [
    '| Criterion | Level | Result | Shown by | Known gaps, remarks |',
    '|---|---|---|---|---|',
    ...rows.map(({ id, title, level, outcome, tests, note }) => {
      const files = [...new Set(tests.map(([file]) => `\`${file}\``))].join('<br>');
      return `| ${id} ${title} | ${level === 'EN' ? '' : level} | ${outcome} | ${files} | ${note} |`;
    }),
  ];
}

/** The page with its table made anew; throws where the page has no place for it. */
export function renewReport(page: string): string {
  const [before, rest] = page.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined)
    throw new Error(`${reportPath} has no place for the table: “${begin}” and “${end}”.`);
  const count = (outcome: Criterion['outcome']) =>
    criteria.filter((one) => one.outcome === outcome).length;
  const table = [
    begin,
    '',
    `${criteria.length} criteria: ${count('supported')} supported, ${count('in part')} in part, ${count('not tested')} not tested, ${count('not applicable')} not applicable. “Supported” means that the named tests show it; \`tools/accessibility/criteria.ts\` names each test by its title. Nobody outside of the project has checked it.`,
    '',
    '### WCAG 2.2, levels A and AA, and AAA where it is kept',
    '',
    ...formatTable(['A', 'AA', 'AAA']),
    '',
    '### EN 301 549, clause 5.1 (closed functionality)',
    '',
    ...formatTable(['EN']),
    '',
    end,
  ].join('\n');
  return `${before}${table}${after}`;
}
