import { execa } from 'execa';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkFat } from './fat-check.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lifeboat-fat-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A FAT whose flag says whether it was closed. */
async function makeFat(isDirty: boolean): Promise<string> {
  const file = join(folder, String(isDirty));
  await writeFile(file, Buffer.alloc(1024 * 1024));
  await execa('mkfs.fat', ['-F', '12', file]);
  const handle = await open(file, 'r+');
  await handle.write(Buffer.from([Number(isDirty)]), 0, 1, 0x25);
  await handle.close();
  return file;
}

it('says in one line what fsck.fat says of a FAT that was not closed', async () => {
  const said = await checkFat(await makeFat(true));
  expect(said).toMatch(/dirty bit is set/i);
  expect(said).not.toContain('\n');
});

it('says nothing of one that was closed, or that is not there', async () => {
  expect(await checkFat(await makeFat(false))).toBeNull();
  expect(await checkFat(join(folder, 'nothing'))).toBeNull();
});
