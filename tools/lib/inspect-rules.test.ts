import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryDir } from './paths.ts';

interface Named {
  path: string;
  /** Beginnings of names of tests or of their groups. */
  names: string[];
}

const text = await readFile(join(repositoryDir, 'docs/inspect.md'), 'utf8');
const clean = (name: string) => name.trim().replace(/^["“]|["”]$/g, '');

/** What the last column of a row of the rules names: `path`: group › test …; `path`: … */
function parseTests(cell: string): Named[] {
  const found = [
    ...cell.matchAll(
      /`?([\w./-]+\.test\.tsx?)`?(?::\s*([^`]*?))?(?=[;,]?\s*(?:`?[\w./-]+\.test\.tsx?|$))/g,
    ),
  ];
  return found.map(([, path = '', words = '']) => ({
    path,
    names: words
      .split(/›|;|(?<=["”]),\s*/)
      .map((name) =>
        clean(name)
          .split(/…|%[a-z]/)[0]!
          .trim(),
      )
      .filter((name) => name !== ''),
  }));
}

const rules = text.slice(text.indexOf('## Rules of the specifications'));
const named = rules
  .split('\n')
  .filter((line) => /^\|.*\.test\.ts/.test(line))
  .flatMap((line) => parseTests(line.split('|').at(-2)?.trim() ?? ''));

describe('the tests that docs/inspect.md names', () => {
  it('are many', () => {
    expect(named.length).toBeGreaterThan(60);
    expect(named.flatMap(({ names }) => names).length).toBeGreaterThan(60);
  });

  it('exist, by file and by name', async () => {
    const missing: string[] = [];
    for (const { path, names } of named) {
      const file = join(repositoryDir, path);
      if (!existsSync(file)) {
        missing.push(path);
        continue;
      }
      const source = (await readFile(file, 'utf8')).replaceAll(/[’']/g, "'");
      for (const name of names) {
        if (!source.includes(name.replaceAll(/[’']/g, "'"))) missing.push(`${path}: ${name}`);
      }
    }
    expect(missing).toEqual([]);
  });
});
