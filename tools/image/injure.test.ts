import { mkdtemp, readFile, rm, link, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { damageCopy, measureFat, truncateCopy } from './injure.ts';

let folder: string;
let original: string;
let staged: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lifeboat-injure-'));
  original = join(folder, 'original');
  staged = join(folder, 'staged');
  await writeFile(original, Buffer.alloc(64 * 4096, 1));
  await link(original, staged);
});
afterEach(() => rm(folder, { recursive: true }));

const isUntouched = async () => (await readFile(original)).equals(Buffer.alloc(64 * 4096, 1));

test('a file is cut off, the one that it was linked to is not', async () => {
  await truncateCopy(staged, 0.5);
  expect((await readFile(staged)).length).toBe(32 * 4096);
  expect(await isUntouched()).toBe(true);
});

test('blocks are damaged, those of the original are not', async () => {
  await damageCopy(staged);
  const bytes = await readFile(staged);
  expect(bytes.length).toBe(64 * 4096);
  expect([0, 3, 4, 32].map((block) => bytes[block * 4096])).toEqual([0xa5, 0xa5, 1, 0xa5]);
  expect(await isUntouched()).toBe(true);
});

test('a folder is measured in whole clusters', async () => {
  const inner = join(folder, 'esp');
  await mkdir(inner);
  const empty = await measureFat(inner);
  await writeFile(join(inner, 'a'), 'x');
  await writeFile(join(inner, 'b'), Buffer.alloc(4097));
  expect((await measureFat(inner)) - empty).toBe(3 * 4096);
});
