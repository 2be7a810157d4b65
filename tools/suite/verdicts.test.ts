import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { addPassed, keyByContent, keyByImports, readPassed, type Keys } from './verdicts.ts';

const tree = new Map([
  ['core/a.ts', "import { b } from './b.ts';\n"],
  ['core/b.ts', "export * from '../core/c.ts';\nimport './a.ts';\n"],
  ['core/c.ts', 'export const c = 1;\n'],
  ['core/d.ts', "type C = typeof import('./c.ts');\n"],
  ['core/e.ts', 'export const e = 1;\n'],
]);

function changed(before: Keys, after: Keys): string[] {
  return [...after].filter(([path, key]) => before.get(path) !== key).map(([path]) => path);
}

describe('keyByImports', () => {
  const before = keyByImports(tree, 'salt');
  const after = (path: string, text: string) =>
    changed(before, keyByImports(new Map(tree).set(path, text), 'salt'));

  it('changes with a file that is imported, through circles and types alike', () => {
    expect(after('core/c.ts', 'export const c = "";\n')).toEqual([
      'core/a.ts',
      'core/b.ts',
      'core/c.ts',
      'core/d.ts',
    ]);
  });

  it('stays when something else changes', () => {
    expect(after('core/e.ts', 'export const e = 2;\n')).toEqual(['core/e.ts']);
  });

  it('changes everywhere with what is declared for all files, and with the rules', () => {
    expect(after('test/f.ts', 'declare global {}\n')).toHaveLength(tree.size + 1);
    expect(changed(before, keyByImports(tree, 'other rules'))).toHaveLength(tree.size);
  });

  it('changes when an imported file goes', () => {
    const without = new Map(tree);
    without.delete('core/c.ts');
    expect(changed(before, keyByImports(without, 'salt'))).toContain('core/a.ts');
  });
});

describe('keyByContent', () => {
  it('changes with the file, its name or the rules, and with nothing else', () => {
    const before = keyByContent(tree, 'salt');
    const other = keyByContent(new Map(tree).set('core/c.ts', ''), 'salt');
    expect(changed(before, other)).toEqual(['core/c.ts']);
    expect(new Set([...before.values(), ...keyByContent(tree, '').values()]).size).toBe(10);
  });
});

describe('what has passed', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lifeboat-verdicts-'));
    vi.stubEnv('XDG_CACHE_HOME', folder);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });

  it('is kept for each check, and added to', async () => {
    await addPassed('lint', ['one']);
    await addPassed('lint', ['two', 'one']);
    expect(await readPassed('lint')).toEqual(new Set(['one', 'two']));
    expect(await readPassed('format')).toEqual(new Set());
  });

  it('is nothing where the file is damaged', async () => {
    await addPassed('lint', ['one']);
    writeFileSync(join(folder, 'lifeboat/verdicts/lint.json'), '["one"');
    expect(await readPassed('lint')).toEqual(new Set());
  });
});
