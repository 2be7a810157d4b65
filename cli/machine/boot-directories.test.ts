import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DirectoryTree } from '../files/directory-tree.ts';
import { findBootDirectories } from './boot-directories.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lifeboat-root-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

it.each([
  [['efi/EFI', 'boot/loader/entries'], 'efi', 'boot'],
  [['efi/loader', 'boot/EFI/Linux'], 'efi', 'boot'],
  [['efi/EFI', 'boot/grub'], 'efi', null],
  [['boot/efi/EFI', 'boot/loader/entries'], 'boot/efi', null],
  [['boot/EFI', 'boot/loader/entries'], 'boot', null],
])('finds in a system with %j the ESP on %s and the other on %s', async (folders, esp, other) => {
  for (const folder of folders) await mkdir(join(root, folder), { recursive: true });
  expect(await findBootDirectories(new DirectoryTree(root))).toEqual({
    esp: join(root, esp),
    xbootldr: other && join(root, other),
  });
});

it('finds none in an empty system, and none outside of it', async () => {
  expect(await findBootDirectories(new DirectoryTree(root))).toBeNull();
  await mkdir(join(root, 'boot/EFI/Linux'), { recursive: true });
  await symlink('/boot', join(root, 'efi'));
  expect(await findBootDirectories(new DirectoryTree(root))).toEqual({
    esp: join(root, 'boot'),
    xbootldr: null,
  });
});
