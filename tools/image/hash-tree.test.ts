import { chmod, cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hashInputs } from './hash-tree.ts';

let folder = '';
let tree = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hash-tree-'));
  tree = join(folder, 'tree');
  await mkdir(join(tree, 'units'), { recursive: true });
  await writeFile(join(tree, 'units', 'a.service'), '[Service]\n');
});
afterEach(() => rm(folder, { recursive: true }));

test('a copy elsewhere has the same hash', async () => {
  const copy = join(folder, 'copy');
  await cp(tree, copy, { recursive: true });
  expect(await hashInputs([copy])).toBe(await hashInputs([tree]));
});

test.each<[string, () => Promise<void>]>([
  ['a changed text', () => writeFile(join(tree, 'units', 'a.service'), '[Install]\n')],
  ['a new file', () => writeFile(join(tree, 'b'), '')],
  ['an enabled unit', () => symlink('../a.service', join(tree, 'units', 'wanted'))],
  ['an executable bit', () => chmod(join(tree, 'units', 'a.service'), 0o755)],
])('%s gives another hash', async (_what, change) => {
  const before = await hashInputs([tree]);
  await change();
  expect(await hashInputs([tree])).not.toBe(before);
});

test('texts count, and where one ends counts', async () => {
  expect(await hashInputs([], ['ab', 'c'])).not.toBe(await hashInputs([], ['a', 'bc']));
});
