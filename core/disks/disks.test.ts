import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Holding } from '../model/machine.ts';
import { parseLsblk } from './lsblk.ts';
import { getImageRole, getPartitionTypeName } from './partition-types.ts';
import { parseSubvolumes } from './subvolumes.ts';

const read = (name: string) =>
  readFileSync(new URL(`../../test/fixtures/tools/${name}`, import.meta.url), 'utf8');

describe('parseLsblk', () => {
  it('reads a recorded machine: partitions, and the mapping that opens a LUKS partition', () => {
    const disks = parseLsblk(read('lsblk.json'));
    const partitions = disks.ok ? (disks.value[0]?.partitions ?? []) : [];
    expect(
      partitions.map(({ label, partTypeName, fsType }) => [label, partTypeName, fsType]),
    ).toEqual([
      ['ESP', 'esp', 'vfat'],
      ['cryptroot', 'root-x86-64', 'crypto_LUKS'],
      ['plain', 'linux-generic', 'ext4'],
    ]);
    expect(partitions[1]?.luks).toMatchObject({ version: 2, openedAs: '/dev/mapper/root1' });
  });

  it('shows a file system without a partition table as a partition of its own', () => {
    const bare = { path: '/dev/sda', type: 'disk', size: 4096, fstype: 'crypto_LUKS', fsver: '2' };
    const disks = parseLsblk(JSON.stringify({ blockdevices: [bare] }));
    expect(disks.ok && disks.value[0]?.partitions[0]).toMatchObject({
      path: '/dev/sda',
      luks: { openedAs: null },
    });
  });

  it('names the tool when it printed something else', () => {
    for (const text of ['', 'lsblk: error', '{}', '{"blockdevices":[{"path":1}]}']) {
      expect(parseLsblk(text)).toMatchObject({
        ok: false,
        failure: { code: 'TOOL-03', params: { tool: 'lsblk' } },
      });
    }
  });

  it('takes any JSON without an exception', () => {
    fc.assert(fc.property(fc.json(), (json) => void parseLsblk(`{"blockdevices":[${json}]}`)));
  });
});

describe('what stands on a partition', () => {
  const part = (more: object) => ({
    path: '/dev/sda3',
    type: 'part',
    size: 1000,
    parttype: '0fc63daf-8483-4772-8e79-3d69d8477de4',
    ...more,
  });
  const parse = (children: object[]) => {
    const disk = { path: '/dev/sda', type: 'disk', size: 4096, pttype: 'gpt', children };
    const disks = parseLsblk(JSON.stringify({ blockdevices: [disk] }));
    return disks.ok ? (disks.value[0]?.partitions ?? []) : [];
  };

  it('is shown at any depth: LVM in LUKS, LUKS in LVM', () => {
    const [partition] = parse([
      part({
        fstype: 'crypto_LUKS',
        fsver: '2',
        children: [
          {
            name: 'cryptroot',
            path: '/dev/mapper/cryptroot',
            type: 'crypt',
            size: 900,
            fstype: 'LVM2_member',
            children: [
              {
                name: 'vg-root',
                path: '/dev/mapper/vg-root',
                type: 'lvm',
                size: 500,
                fstype: 'ext4',
                label: 'root',
                mountpoints: ['/'],
              },
              {
                name: 'vg-safe',
                path: '/dev/mapper/vg-safe',
                type: 'lvm',
                size: 300,
                fstype: 'crypto_LUKS',
                fsver: '1',
              },
            ],
          },
        ],
      }),
    ]);
    expect(partition?.luks?.openedAs).toBe('/dev/mapper/cryptroot');
    expect(partition?.holds).toMatchObject([
      {
        type: 'crypt',
        name: 'cryptroot',
        fsType: 'LVM2_member',
        children: [
          {
            type: 'lvm',
            name: 'vg-root',
            fsType: 'ext4',
            fsLabel: 'root',
            mountPoints: ['/'],
            sizeBytes: 500,
          },
          { type: 'lvm', name: 'vg-safe', luks: { version: 1, openedAs: null } },
        ],
      },
    ]);
  });

  it('is told by lsblk itself: LVM on LUKS, LUKS on an array of two disks, btrfs', () => {
    // Printed by lsblk of util-linux 2.38 over a generated sysfs (--sysroot).
    const disks = parseLsblk(read('lsblk-stacks.json'));
    const outline = (holdings: readonly Holding[]): unknown[] =>
      holdings.map(({ type, path, fsType, mountPoints, children }) => [
        [type, path, fsType, ...mountPoints].join(' '),
        ...outline(children),
      ]);
    const found = disks.ok ? disks.value.flatMap(({ partitions }) => partitions) : [];
    const array = ['raid1 /dev/md127 crypto_LUKS', ['crypt /dev/mapper/data xfs /data']];
    expect(
      found.map(({ path, fsType, holds }) => [`${path} ${fsType ?? ''}`, ...outline(holds)]),
    ).toEqual([
      [
        '/dev/sda1 crypto_LUKS',
        [
          'crypt /dev/mapper/luks-system LVM2_member',
          ['lvm /dev/mapper/vg-root ext4 /'],
          ['lvm /dev/mapper/vg-swap swap'],
        ],
      ],
      ['/dev/sda2 linux_raid_member', array],
      ['/dev/sda3 btrfs'],
      ['/dev/sdb1 linux_raid_member', array],
    ]);
    expect(found[0]?.luks?.openedAs).toBe('/dev/mapper/luks-system');
    expect(found[1]?.holds[0]?.luks).toMatchObject({ version: 2, openedAs: '/dev/mapper/data' });
    // Two subvolumes of one file system.
    expect(found[2]?.mountPoints).toEqual(['/srv', '/home']);
  });

  it('is the same array under each of its members', () => {
    const array = { name: 'md0', path: '/dev/md0', type: 'raid1', size: 900, fstype: 'xfs' };
    const partitions = parse([
      part({ fstype: 'linux_raid_member', children: [array] }),
      part({ path: '/dev/sda4', fstype: 'linux_raid_member', children: [array] }),
    ]);
    expect(partitions.map(({ holds }) => holds.map(({ path, type }) => [path, type]))).toEqual([
      [['/dev/md0', 'raid1']],
      [['/dev/md0', 'raid1']],
    ]);
  });

  it('is shown on a whole disk that has no table', () => {
    const array = { name: 'md0', path: '/dev/md0', type: 'raid0', size: 900, fstype: 'xfs' };
    const disk = {
      path: '/dev/sda',
      type: 'disk',
      size: 4096,
      fstype: 'linux_raid_member',
      children: [array],
    };
    const disks = parseLsblk(JSON.stringify({ blockdevices: [disk] }));
    expect(disks.ok && disks.value[0]?.partitions).toMatchObject([
      { path: '/dev/sda', number: null, holds: [{ path: '/dev/md0' }] },
    ]);
  });

  it('has its number and the names of its attributes', () => {
    expect(
      parse([part({ path: '/dev/nvme0n1p12', partflags: '0x8000000000000001' })]),
    ).toMatchObject([{ number: 12, attributeNames: ['required-partition', 'no-auto'] }]);
    expect(parse([part({ partflags: 'senseless' })])).toMatchObject([{ attributeNames: [] }]);
  });
});

it('lists the subvolumes of btrfs by their paths', () => {
  expect(
    parseSubvolumes(
      'ID 256 gen 30 top level 5 path @\nID 257 gen 9 top level 256 path @/var/my path\nERROR: no\n',
    ),
  ).toEqual(['@', '@/var/my path']);
  expect(parseSubvolumes('')).toEqual([]);
});

it('knows which partitions hold system images', () => {
  expect(getPartitionTypeName('c12a7328-f81f-11d2-ba4b-00a0c93ec93b')).toBe('esp');
  expect(getImageRole('root-x86-64')).toBe('root');
  expect(getImageRole('usr-arm64-verity')).toBe('usr-verity');
  expect(getImageRole('root-x86-64-verity-sig')).toBeNull();
  expect(getImageRole('home')).toBeNull();
});
