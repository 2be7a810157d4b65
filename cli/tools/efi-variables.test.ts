import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeLoaderVariable } from '../../test/helpers/efi-variables.ts';
import { DirectoryTree } from '../files/directory-tree.ts';
import { noEfiLoader, readEfiLoader, readLoaderVariable } from './efi-variables.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lifeboat-efi-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

it('reads the loader’s variables of a machine that is given as a directory', async () => {
  await writeLoaderVariable(root, 'LoaderEntryOneShot', 'once.efi');
  await writeLoaderVariable(root, 'LoaderEntryDefault', '@saved');
  await writeLoaderVariable(root, 'LoaderEntryPreferred', 'grün.efi');
  await writeLoaderVariable(root, 'LoaderEntrySelected', 'now.efi');
  await writeLoaderVariable(root, 'LoaderEntryLastBooted', 'last.efi');
  expect(await readEfiLoader(new DirectoryTree(root))).toEqual({
    efi: false,
    efiOneShot: 'once.efi',
    efiDefault: '@saved',
    efiPreferred: 'grün.efi',
    efiSelected: 'now.efi',
    efiLastBooted: 'last.efi',
  });
});

it('knows nothing where there are none', async () => {
  expect(await readEfiLoader(new DirectoryTree(root))).toEqual(noEfiLoader);
});

it.each([
  ['nothing', '', null],
  ['attributes alone', '07000000', null],
  ['less than the attributes', '0700', null],
  ['an empty text', '070000000000', null],
  ['a text without its end', '070000006100', 'a'],
  ['half a character', '07000000610062', 'a'],
  ['more after the end', '07000000610000006200', 'a'],
])('takes a variable that holds %s', async (_what, hex, expected) => {
  const folder = join(root, 'sys/firmware/efi/efivars');
  await mkdir(folder, { recursive: true });
  const name = 'LoaderEntryDefault-4a67b082-0a4c-41cf-b6c7-440b29bb8c4f';
  await writeFile(join(folder, name), Buffer.from(hex, 'hex'));
  expect(await readLoaderVariable('LoaderEntryDefault', new DirectoryTree(root))).toBe(expected);
});
