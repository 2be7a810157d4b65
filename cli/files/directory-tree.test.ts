import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runTool } from '../tools/run-tool.ts';
import { DirectoryTree } from './directory-tree.ts';

let base: string;
let root: string;
let tree: DirectoryTree;
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'lifeboat-tree-'));
  root = join(base, 'root');
  await mkdir(join(root, 'usr/lib'), { recursive: true });
  await mkdir(join(root, 'etc'));
  await writeFile(join(root, 'usr/lib/os-release'), 'ID=inside\n');
  await writeFile(join(base, 'secret'), 'outside');
  tree = new DirectoryTree(root);
});
afterEach(() => rm(base, { recursive: true, force: true }));

const read = (path: string) => tree.readText(path, 100);

describe('a tree on a directory', () => {
  it('lists, measures and reads', async () => {
    expect(await tree.list('/usr/lib')).toEqual([
      { name: 'os-release', kind: 'file', sizeBytes: 10 },
    ]);
    expect(await tree.stat('usr')).toEqual({ name: 'usr', kind: 'directory', sizeBytes: 0 });
    expect(await tree.stat('')).toMatchObject({ kind: 'directory' });
    expect(await read('usr/lib/os-release')).toBe('ID=inside\n');
    expect(await tree.freeBytes()).toBeGreaterThan(0);
  });

  it('reads no more than is asked for and no more than there is', async () => {
    const text = async (offset: number, length: number) =>
      Buffer.from((await tree.read('usr/lib/os-release', offset, length)) ?? []).toString();
    expect(await text(3, 2)).toBe('in');
    expect(await text(8, 1_000_000_000)).toBe('e\n');
    expect(await text(100, 4)).toBe('');
  });

  it('takes what is absent or of another kind for nothing', async () => {
    expect(await tree.list('absent')).toEqual([]);
    expect(await tree.list('usr/lib/os-release')).toEqual([]);
    expect(await tree.stat('usr/lib/os-release/..')).toBeNull();
    expect(await tree.read('usr/lib', 0, 10)).toBeNull();
    expect(await tree.readText('usr/lib/os-release', 9)).toBeNull();
    expect(await new DirectoryTree(join(base, 'absent')).freeBytes()).toBeNull();
  });

  it('does not wait for a pipe', async () => {
    await runTool('mkfifo', [join(root, 'pipe')]);
    expect(await tree.stat('pipe')).toMatchObject({ kind: 'other' });
    expect(await read('pipe')).toBeNull();
  });
});

describe('symbolic links', () => {
  it('lead where they lead after a chroot, and never out of the tree', async () => {
    await symlink('../usr/lib/os-release', join(root, 'etc/os-release'));
    await symlink('/usr/lib', join(root, 'lib'));
    await symlink('../../../../usr', join(root, 'up'));
    await symlink(join(base, 'secret'), join(root, 'absolute'));
    await symlink('../secret', join(root, 'beside'));
    expect(await read('etc/os-release')).toBe('ID=inside\n');
    expect(await read('lib/os-release')).toBe('ID=inside\n');
    expect(await read('up/lib/os-release')).toBe('ID=inside\n');
    expect(await read('absolute')).toBeNull();
    expect(await read('beside')).toBeNull();
    expect(await read('../secret')).toBeNull();
    expect((await tree.list('')).find(({ name }) => name === 'beside')?.kind).toBe('other');
  });

  it('that go in circles lead nowhere', async () => {
    await symlink('b', join(root, 'a'));
    await symlink('a', join(root, 'b'));
    await symlink('.', join(root, 'self'));
    expect(await tree.stat('a')).toBeNull();
    expect(await tree.stat('self/self/usr')).toMatchObject({ kind: 'directory' });
    expect(await tree.stat('self/'.repeat(41))).toBeNull();
  });
});

it('finds names in any case where it stands for FAT, exact ones first', async () => {
  await mkdir(join(root, 'EFI/linux'), { recursive: true });
  await writeFile(join(root, 'EFI/linux/A.EFI'), 'upper');
  await writeFile(join(root, 'EFI/linux/a.efi'), 'lower');
  await writeFile(join(root, 'EFI/linux/Only.conf'), 'only');
  const fat = new DirectoryTree(root, { ignoreCase: true });
  expect(await fat.readText('efi/LINUX/A.EFI', 10)).toBe('upper');
  expect(await fat.readText('efi/Linux/a.efi', 10)).toBe('lower');
  expect(await fat.readText('efi/Linux/only.CONF', 10)).toBe('only');
  expect(await read('efi/linux/a.efi')).toBeNull();
});
