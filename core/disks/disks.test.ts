import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseLsblk } from './lsblk.ts';
import { parseLuksDump } from './luks.ts';
import { getImageRole, getPartitionTypeName } from './partition-types.ts';

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

describe('parseLuksDump', () => {
  it('reads a recorded header: tokens, and the slot that no token names', () => {
    expect(parseLuksDump(read('luksDump.json'))).toEqual({
      ok: true,
      value: {
        tokens: [
          {
            type: 'systemd-fido2',
            keyslots: ['1'],
            pinRequired: true,
            presenceRequired: true,
            verificationRequired: false,
          },
          { type: 'systemd-recovery', keyslots: ['2'] },
        ],
        passphraseSlots: ['0'],
      },
    });
  });

  it('takes any JSON without an exception', () => {
    fc.assert(fc.property(fc.json(), (json) => void parseLuksDump(json)));
  });
});

it('knows which partitions hold system images', () => {
  expect(getPartitionTypeName('c12a7328-f81f-11d2-ba4b-00a0c93ec93b')).toBe('esp');
  expect(getImageRole('root-x86-64')).toBe('root');
  expect(getImageRole('usr-arm64-verity')).toBe('usr-verity');
  expect(getImageRole('root-x86-64-verity-sig')).toBeNull();
  expect(getImageRole('home')).toBeNull();
});
