import { mkdir, mkdtemp, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createUki } from '../../test/helpers/uki.ts';
import type { NotVisible } from '../../core/inspect/facts.ts';
import { createDisk, createRootHash } from '../../test/helpers/facts.ts';
import { DirectoryTree } from '../files/directory-tree.ts';
import { readClock } from './clock.ts';
import { readForeign } from './foreign.ts';
import { readBoots } from './journals.ts';
import { findPartitionLeftovers, readBootLeftovers, readRootLeftovers } from './leftovers.ts';
import { readPower } from './power.ts';
import { readCrashes } from './pstore.ts';

let root: string;
let tree: DirectoryTree;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lifeboat-signs-'));
  tree = new DirectoryTree(root, { ignoreCase: true });
});
afterEach(() => rm(root, { recursive: true, force: true }));

const write = async (files: Record<string, string | Buffer>) => {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(join(root, dirname(path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
};

describe('leftovers', () => {
  it('are boot files with temporary names, torn or whole, and companions', async () => {
    const uki = createUki({ id: 'demo', version: '1.1' });
    await write({
      'EFI/Linux/demo_1.0.efi': uki,
      'EFI/Linux/demo_1.1+3.efi.part': uki,
      'EFI/Linux/demo_1.2.efi.new': uki,
      'EFI/Linux/demo_1.0.efi.extra.d/.#tools.raw0123456789abcdef': 'x',
      'loader/entries/demo.conf.tmp': 'title Demo',
    });
    await truncate(join(root, 'EFI/Linux/demo_1.1+3.efi.part'), 700);
    const found = await readBootLeftovers(tree, 'esp');
    expect(
      found.map(({ path, finalName, kind, isWhole }) => [path, finalName, kind, isWhole]),
    ).toEqual([
      [
        'EFI/Linux/demo_1.0.efi.extra.d/.#tools.raw0123456789abcdef',
        'tools.raw',
        'extension',
        null,
      ],
      ['EFI/Linux/demo_1.1+3.efi.part', 'demo_1.1+3.efi', 'boot-file', false],
      ['EFI/Linux/demo_1.2.efi.new', 'demo_1.2.efi', 'boot-file', true],
      ['loader/entries/demo.conf.tmp', 'demo.conf', 'boot-file', null],
    ]);
  });

  it('are extensions of the system, and partitions by their label', async () => {
    await write({ 'var/lib/extensions/.sysupdate.partial.tools-1.1.raw': 'x' });
    expect(await readRootLeftovers(tree)).toMatchObject([
      { path: '/var/lib/extensions/.sysupdate.partial.tools-1.1.raw', finalName: 'tools-1.1.raw' },
    ]);
    const disk = createDisk({ '1.0': createRootHash('a') });
    const [partition] = disk.partitions;
    expect(
      findPartitionLeftovers([{ ...disk, partitions: [{ ...partition!, label: 'PRT#demo_1.1' }] }]),
    ).toMatchObject([{ where: 'partition', path: '/dev/vda-1.0', finalName: 'demo_1.1' }]);
    expect(findPartitionLeftovers([disk])).toEqual([]);
    expect(
      findPartitionLeftovers([{ ...disk, partitions: [{ ...partition!, staging: 'partial' }] }]),
    ).toMatchObject([{ where: 'partition', finalName: partition?.label, kind: 'image' }]);
  });
});

describe('other systems', () => {
  const names = async (boot = [tree], system: DirectoryTree | null = null) =>
    (await readForeign(boot, system, [])).map(({ name, path }) => [name, path]);

  it('are told by their folder on the ESP', async () => {
    await write({
      'EFI/Microsoft/Boot/bootmgfw.efi': 'x',
      'EFI/debian/grubx64.efi': 'x',
      'EFI/refind/refind_x64.efi': 'x',
      'EFI/Linux/demo_1.0.efi': 'x',
      'EFI/systemd/systemd-bootx64.efi': 'x',
      'EFI/BOOT/BOOTX64.EFI': 'x',
      'EFI/empty/readme.txt': 'x',
    });
    expect((await names()).sort()).toEqual([
      ['GRUB (debian)', 'EFI/debian/grubx64.efi'],
      ['Windows', 'EFI/Microsoft/Boot'],
      ['refind', 'EFI/refind/refind_x64.efi'],
    ]);
  });

  it('are told by GRUB’s configuration, once', async () => {
    await write({ 'boot/grub/grub.cfg': 'x', 'boot/grub2/grub.cfg': 'x' });
    expect(await names([], tree)).toEqual([['GRUB', '/boot/grub/grub.cfg']]);
    expect(await names([], null)).toEqual([]);
  });

  it('are told by partitions', async () => {
    const disk = createDisk({ '1.0': createRootHash('a') });
    const [partition] = disk.partitions;
    const ntfs = { ...partition!, path: '/dev/sda3', fsType: 'ntfs' };
    const reserved = {
      ...partition!,
      path: '/dev/sda2',
      partType: 'E3C9E316-0B5C-4DB8-817D-F92DF00215AE',
    };
    const found = await readForeign([], null, [{ ...disk, partitions: [reserved, ntfs] }]);
    expect(found).toEqual([{ name: 'Windows', path: '/dev/sda2' }]);
  });

  it('are not seen in an empty directory', async () => {
    expect(await names([tree], tree)).toEqual([]);
  });
});

describe('what the kernel wrote down', () => {
  it('is found in pstore and where systemd-pstore keeps it, one line of each', async () => {
    await write({
      'sys/fs/pstore/dmesg-efi-1':
        '<4>some line\n<0>Kernel panic - not syncing: no init found\nend',
      'var/lib/systemd/pstore/1790000000/001/dmesg.txt': 'BUG: unable to handle page fault\n',
      'var/lib/systemd/pstore/1790000001/dmesg.txt': 'nothing wrong here\n',
    });
    expect(await readCrashes(tree)).toEqual([
      {
        path: '/sys/fs/pstore/dmesg-efi-1',
        at: null,
        line: 'Kernel panic - not syncing: no init found',
      },
      {
        path: '/var/lib/systemd/pstore/1790000000/001/dmesg.txt',
        at: '2026-09-21T14:13:20.000Z',
        line: 'BUG: unable to handle page fault',
      },
    ]);
  });
});

describe('the battery', () => {
  const supply = (name: string, fields: Record<string, string>) =>
    write(
      Object.fromEntries(
        Object.entries(fields).map(([file, text]) => [
          `sys/class/power_supply/${name}/${file}`,
          `${text}\n`,
        ]),
      ),
    );

  it('is the fullest one of the machine, and no mouse’s', async () => {
    await supply('BAT0', { type: 'Battery', capacity: '7', status: 'Discharging' });
    await supply('BAT1', { type: 'Battery', capacity: '9', status: 'Unknown' });
    await supply('hid-1', { type: 'Battery', capacity: '80', scope: 'Device' });
    await supply('AC', { type: 'Mains', online: '0' });
    expect(await readPower(tree)).toEqual({
      capacityPercent: 9,
      isSupplied: false,
      path: '/sys/class/power_supply/BAT1',
    });
  });

  it('is supplied on mains or while it charges', async () => {
    await supply('BAT0', { type: 'Battery', capacity: '7', status: 'Charging' });
    expect(await readPower(tree)).toMatchObject({ isSupplied: true });
    await supply('BAT0', { status: 'Discharging' });
    await supply('ADP1', { type: 'USB', online: '1' });
    expect(await readPower(tree)).toMatchObject({ isSupplied: true });
  });

  it('is absent in a desktop machine', async () => {
    await supply('AC', { type: 'Mains', online: '1' });
    expect(await readPower(tree)).toBeNull();
    expect(await readPower(new DirectoryTree(join(root, 'absent')))).toBeNull();
  });
});

it('takes the newest of the files that a start leaves behind for the latest known time', async () => {
  await write({
    'usr/lib/os-release': 'ID=demo',
    'var/lib/systemd/timesync/clock': '',
    'esp/loader/loader.conf': '',
  });
  const day = (text: string) => new Date(`${text}T00:00:00Z`);
  await utimes(join(root, 'usr/lib/os-release'), day('2025-01-01'), day('2025-01-01'));
  const clockFile = join(root, 'var/lib/systemd/timesync/clock');
  await utimes(clockFile, day('2026-01-01'), day('2026-01-01'));
  await utimes(join(root, 'esp/loader/loader.conf'), day('2025-06-01'), day('2025-06-01'));
  expect(readClock(root, join(root, 'esp')).latest).toEqual({
    at: '2026-01-01T00:00:00.000Z',
    path: clockFile,
  });
  expect(readClock(null, null).latest).toBeNull();
});

describe('journals', () => {
  const machine = 'var/log/journal/0123456789abcdef0123456789abcdef';
  const readFrom = async (journalctl: string) => {
    const tools = join(root, 'tools');
    await mkdir(tools);
    await writeFile(join(tools, 'journalctl'), `#!/bin/sh\n${journalctl}\n`, { mode: 0o755 });
    const before = process.env['PATH'];
    process.env['PATH'] = `${tools}:${before ?? ''}`;
    const notVisible: NotVisible[] = [];
    try {
      return { boots: await readBoots([join(root, 'var/log/journal')], notVisible), notVisible };
    } finally {
      process.env['PATH'] = before;
    }
  };

  it('are read by one call for all files, closed or not', async () => {
    await write({
      [`${machine}/system.journal`]: 'x',
      [`${machine}/system@1.journal~`]: 'x',
      [`${machine}/user-1000.journal`]: 'x',
    });
    const line = JSON.stringify({ __REALTIME_TIMESTAMP: '1790000000000000', _BOOT_ID: 'b1' });
    const { boots } = await readFrom(`echo "$@" >> ${root}/calls; echo '${line}'`);
    expect(boots.map(({ id }) => id)).toEqual(['b1']);
    const calls = (await new DirectoryTree(root).readText('calls', 1e6))?.trim().split('\n');
    expect(calls).toHaveLength(1);
    expect(
      calls?.[0]
        ?.match(/--file=\S+/g)
        ?.map((file) => file.replace(/^.*\//, ''))
        .sort(),
    ).toEqual(['system.journal', 'system@1.journal~']);
  });

  it('that cannot be read are said to be so', async () => {
    await write({ [`${machine}/system.journal`]: 'x' });
    const { boots, notVisible } = await readFrom('exit 1');
    expect([boots, notVisible]).toEqual([
      [],
      [{ what: join(root, 'var/log/journal'), why: 'unreadable' }],
    ]);
  });

  it('cost no call where there are none', async () => {
    const { boots, notVisible } = await readFrom(`touch ${root}/called`);
    expect([boots, notVisible]).toEqual([[], []]);
    expect(await new DirectoryTree(root).stat('called')).toBeNull();
  });
});
