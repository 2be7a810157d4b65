import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPe, createUki } from '../../test/helpers/uki.ts';
import type { Tree } from '../files/tree.ts';
import { noEfiLoader } from '../tools/efi-variables.ts';
import { openBootTree, readBootFiles } from './boot-files.ts';

let base: string;
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'lifeboat-boot-'));
});
afterEach(() => rm(base, { recursive: true, force: true }));

const write = async (path: string, content: string | Uint8Array = '') => {
  await mkdir(dirname(join(base, path)), { recursive: true });
  await writeFile(join(base, path), content);
};
const uki = (version: string) => createUki({ id: 'demo', version });
const openEsp = () => openBootTree(join(base, 'esp'));
const read = (esp: Tree = openEsp(), xbootldr: Tree | null = null) =>
  readBootFiles({ esp, xbootldr }, noEfiLoader);
const entryOf = async (path: string) =>
  (await read()).entries.find((entry) => entry.path === path)!;

describe('boot files', () => {
  it('are the UKIs and type #1 entries of both partitions, those of the ESP first', async () => {
    await write('esp/EFI/Linux/demo_1.1+3.efi', uki('1.1'));
    await write('esp/loader/entries/a.conf', 'linux /v');
    await write('esp/loader/loader.conf', 'default a.conf\npreferred demo*\n');
    await write('boot/EFI/Linux/demo_1.0.efi', uki('1.0'));
    await write('boot/loader/entries/b.conf', 'linux /v');
    const found = await read(openEsp(), openBootTree(join(base, 'boot')));
    expect(found.entries.map(({ partition, path }) => [partition, path])).toEqual([
      ['esp', 'EFI/Linux/demo_1.1+3.efi'],
      ['esp', 'loader/entries/a.conf'],
      ['xbootldr', 'EFI/Linux/demo_1.0.efi'],
      ['xbootldr', 'loader/entries/b.conf'],
    ]);
    expect(found.loader).toMatchObject({ confDefault: 'a.conf', confPreferred: 'demo*' });
    expect(found.freeBytes).toBeGreaterThan(0);
  });

  it('have names that the loader takes, in files', async () => {
    const taken = ['A.EFI', 'b c.efi', 'demo_1.0.efi'];
    const others = ['.a.efi', 'auto-x.efi', 'Auto-y.EFI', 'demo.efi.bak', 'demo_2.0.efi.part'];
    for (const name of [...taken, ...others]) await write(`esp/EFI/Linux/${name}`, uki('1'));
    await mkdir(join(base, 'esp/EFI/Linux/folder.efi'));
    await symlink('../../nowhere.efi', join(base, 'esp/EFI/Linux/link.efi'));
    const { entries } = await read();
    expect(entries.map(({ path }) => path)).toEqual(taken.map((name) => `EFI/Linux/${name}`));
  });

  it('are found in any case, as on FAT', async () => {
    await write('esp/efi/LINUX/demo.efi', uki('1'));
    await write('esp/LOADER/Entries/a.CONF', 'linux /Debian/VMLINUZ');
    await write('esp/Loader.conf/x');
    await write('esp/debian/vmlinuz');
    const { entries } = await read();
    expect(entries).toHaveLength(2);
    expect(entries[1]?.content).toMatchObject({ missingFiles: [] });
  });

  it('have their text sections read, and never the kernel', async () => {
    const kernel = 'k'.repeat(8 * 1024 * 1024);
    const big = createPe([
      ['.osrel', 'ID=demo\n'],
      ['.linux', kernel],
      ['.cmdline', 'behind the kernel'],
    ]);
    await write('esp/EFI/Linux/big.efi', big);
    let bytesRead = 0;
    const tree = openEsp();
    const counting: Tree = {
      list: (path) => tree.list(path),
      stat: (path) => tree.stat(path),
      readText: (path, limit) => tree.readText(path, limit),
      freeBytes: () => tree.freeBytes(),
      read: async (path, offset, length) => {
        const bytes = await tree.read(path, offset, length);
        bytesRead += bytes?.length ?? 0;
        return bytes;
      },
    };
    const [entry] = (await read(counting)).entries;
    expect(entry?.sizeBytes).toBe(big.length);
    expect(entry?.content).toMatchObject({
      texts: [
        { name: '.osrel', text: 'ID=demo\n' },
        { name: '.cmdline', text: 'behind the kernel' },
      ],
    });
    expect(bytesRead).toBeLessThan(128 * 1024);
  });

  it('are listed though they are damaged', async () => {
    await write('esp/EFI/Linux/a.efi', 'not a program');
    await write('esp/EFI/Linux/b.efi', '');
    await write('esp/EFI/Linux/c.efi', uki('1'));
    await truncate(join(base, 'esp/EFI/Linux/c.efi'), 1024);
    await write('esp/loader/entries/huge.conf', `linux /v\n${'#'.repeat(300 * 1024)}`);
    const contents = (await read()).entries.map(({ content }) => content);
    expect(contents[0]).toMatchObject({ pe: null });
    expect(contents[1]).toMatchObject({ pe: null });
    expect(contents[2]).toMatchObject({ pe: { isTruncated: true } });
    expect(contents[3]).toMatchObject({ text: '' });
  });

  it('name what a type #1 entry needs and does not find on its partition', async () => {
    await write('esp/v');
    await mkdir(join(base, 'esp/folder'));
    await write('esp/loader/entries/a.conf', 'linux v\ninitrd /i\ninitrd /folder\ninitrd /../v');
    const { content } = await entryOf('loader/entries/a.conf');
    expect(content).toMatchObject({ missingFiles: ['/i', '/folder'] });
  });

  it('have the same fingerprint as long as what is read of them is the same', async () => {
    const path = 'EFI/Linux/demo.efi';
    await write(`esp/${path}`, uki('1'));
    const before = (await entryOf(path)).fingerprint;
    expect((await entryOf(path)).fingerprint).toBe(before);
    await write(`esp/${path}`, uki('2'));
    expect((await entryOf(path)).fingerprint).not.toBe(before);
  });
});

describe('companions', () => {
  it('are those of all entries, then those of one, whose folder has no counter', async () => {
    await write('esp/EFI/Linux/demo_1.1+2-1.efi', uki('1.1'));
    await write('esp/EFI/Linux/demo_1.0.efi', uki('1.0'));
    for (const name of [
      'z.addon.efi',
      'a.addon.efi',
      '.hidden.addon.efi',
      'é.addon.efi',
      'no.efi',
    ]) {
      await write(`esp/loader/addons/${name}`);
    }
    await write('esp/loader/credentials/all.cred');
    await write('esp/loader/extensions/all.sysext.raw');
    await write('esp/EFI/Linux/DEMO_1.1.EFI.extra.d/b.confext.raw');
    await write('esp/EFI/Linux/DEMO_1.1.EFI.extra.d/a.cred');
    await write('esp/EFI/Linux/demo_1.1+2-1.efi.extra.d/ignored.cred');
    const globals = [
      'loader/addons/a.addon.efi',
      'loader/addons/z.addon.efi',
      'loader/credentials/all.cred',
      'loader/extensions/all.sysext.raw',
    ];
    expect((await entryOf('EFI/Linux/demo_1.1+2-1.efi')).companions).toEqual([
      ...globals,
      'EFI/Linux/DEMO_1.1.EFI.extra.d/a.cred',
      'EFI/Linux/DEMO_1.1.EFI.extra.d/b.confext.raw',
    ]);
    expect((await entryOf('EFI/Linux/demo_1.0.efi')).companions).toEqual(globals);
  });

  it('belong to a type #1 entry that starts a UKI, beside what it names itself', async () => {
    await write('esp/EFI/other/demo+3.efi', uki('1'));
    await write('esp/EFI/other/demo.efi.extra.d/own.addon.efi');
    await write('esp/EFI/other/site.cred');
    await write(
      'esp/loader/entries/a.conf',
      'uki /EFI/other/demo+3.efi\nextra /EFI/other/site.cred\n',
    );
    await write('esp/loader/entries/b.conf', 'linux /vmlinuz\n');
    expect((await entryOf('loader/entries/a.conf')).companions).toEqual([
      'EFI/other/demo.efi.extra.d/own.addon.efi',
      'EFI/other/site.cred',
    ]);
    expect((await entryOf('loader/entries/b.conf')).companions).toEqual([]);
  });
});
