import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFat } from '../../test/helpers/fat.ts';
import { createGptDisk } from '../../test/helpers/gpt.ts';
import { createLuks2Header, createLuksMetadata } from '../../test/helpers/luks.ts';
import { createVerity } from '../../test/helpers/verity.ts';
import { fromBytes } from './byte-source.ts';
import { identifyContents } from './contents.ts';
import { readGpt } from './gpt.ts';
import { hasProtectiveMbr, readMbr } from './mbr.ts';
import {
  discoverableTypes,
  getPartitionTypeName,
  getSystemType,
  listAttributeNames,
} from './partition-types.ts';
import { deriveStagedTypes } from './staged-types.ts';

interface Entry {
  type: number;
  first: number;
  sectors: number;
}

function writeTable(disk: Buffer, lba: number, entries: Entry[], signature = 0x1234abcd): void {
  const at = lba * 512;
  disk.writeUInt32LE(signature, at + 440);
  for (const [i, { type, first, sectors }] of entries.entries()) {
    disk[at + 446 + i * 16 + 4] = type;
    disk.writeUInt32LE(first, at + 446 + i * 16 + 8);
    disk.writeUInt32LE(sectors, at + 446 + i * 16 + 12);
  }
  disk.writeUInt16LE(0xaa55, at + 510);
}

describe('an MBR', () => {
  it('has primary and logical partitions, numbered as the kernel does', async () => {
    const disk = Buffer.alloc(1000 * 512);
    writeTable(disk, 0, [
      { type: 0x07, first: 8, sectors: 50 },
      { type: 0x05, first: 100, sectors: 800 },
    ]);
    writeTable(disk, 100, [
      { type: 0x83, first: 8, sectors: 90 },
      { type: 0x05, first: 200, sectors: 300 },
    ]);
    writeTable(disk, 300, [{ type: 0x82, first: 8, sectors: 90 }]);
    const partitions = await readMbr(fromBytes(disk));
    expect(
      partitions?.map(({ number, typeName, offsetBytes, partUuid }) => [
        number,
        typeName,
        offsetBytes / 512,
        partUuid,
      ]),
    ).toEqual([
      [1, 'ntfs', 8, '1234abcd-01'],
      [2, 'extended', 100, '1234abcd-02'],
      [5, 'linux-generic', 108, '1234abcd-05'],
      [6, 'swap', 308, '1234abcd-06'],
    ]);
  });

  it('whose extended partitions go in circles ends', async () => {
    const disk = Buffer.alloc(1000 * 512);
    writeTable(disk, 0, [{ type: 0x0f, first: 100, sectors: 800 }]);
    writeTable(disk, 100, [
      { type: 0x83, first: 8, sectors: 90 },
      { type: 0x05, first: 0, sectors: 300 },
    ]);
    expect(await readMbr(fromBytes(disk))).toHaveLength(2);
  });

  it('is not seen in the first sector of a file system', async () => {
    expect(await readMbr(fromBytes(createFat({ bits: 16, files: {} })))).toBeNull();
    expect(await readMbr(fromBytes(Buffer.alloc(512)))).toBeNull();
    expect(await readMbr(fromBytes(Buffer.alloc(3)))).toBeNull();
  });

  it('in front of a GPT says so', async () => {
    expect(await hasProtectiveMbr(fromBytes(createGptDisk({ partitions: [] })))).toBe(true);
    expect(await hasProtectiveMbr(fromBytes(Buffer.alloc(1024)))).toBe(false);
  });

  it('takes any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 66, maxLength: 66 }), async (bytes) => {
        const disk = Buffer.alloc(4096);
        disk.set(bytes, 444);
        disk.writeUInt16LE(0xaa55, 510);
        await readMbr(fromBytes(disk));
      }),
    );
  });
});

describe('identifyContents', () => {
  it('knows what the volumes of a machine begin with', async () => {
    const luks = createLuks2Header({ metadata: createLuksMetadata(), label: 'state' });
    const identify = (bytes: Uint8Array) => identifyContents(fromBytes(bytes));
    expect(await identify(luks)).toEqual({
      fsType: 'crypto_LUKS',
      fsLabel: 'state',
      fsUuid: '4cacab74-595e-409a-98e6-4476711ecc61',
    });
    expect((await identify(createVerity(Buffer.alloc(4096)).bytes))?.fsType).toBe('DM_verity_hash');
    expect(await identify(createFat({ bits: 32, files: {}, label: 'ESP' }))).toEqual({
      fsType: 'vfat',
      fsLabel: 'ESP',
      fsUuid: '1234-ABCD',
    });
    expect(await identify(Buffer.alloc(100_000))).toBeNull();
    expect(await identify(Buffer.alloc(5))).toBeNull();
  });

  it.each([
    ['ext4', 'mkfs.ext4', ['-q', '-L', 'made', '-U', '11111111-2222-4333-8444-555555555555']],
    ['ext2', 'mkfs.ext2', ['-q', '-L', 'made', '-U', '11111111-2222-4333-8444-555555555555']],
    ['swap', 'mkswap', ['-L', 'made', '-U', '11111111-2222-4333-8444-555555555555']],
  ])('agrees with the tool that makes %s', async (fsType, tool, words) => {
    const folder = mkdtempSync(join(tmpdir(), 'lifeboat-contents-'));
    try {
      const path = join(folder, 'volume');
      writeFileSync(path, '');
      truncateSync(path, 8 * 1024 * 1024);
      execFileSync(`/sbin/${tool}`, [...words, path], { stdio: 'ignore' });
      expect(await identifyContents(fromBytes(readFileSync(path)))).toEqual({
        fsType,
        fsLabel: 'made',
        fsUuid: '11111111-2222-4333-8444-555555555555',
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

it('reads what sgdisk writes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lifeboat-gpt-'));
  try {
    const path = join(folder, 'disk');
    writeFileSync(path, '');
    truncateSync(path, 16 * 1024 * 1024);
    const words = ['-n', '1:2048:+1M', '-t', '1:8304', '-c', '1:größe_1.0', '-A', '1:set:60'];
    execFileSync('/sbin/sgdisk', [...words, '-n', '3:0:+2M', '-t', '3:ef00', path]);
    const gpt = await readGpt(fromBytes(readFileSync(path)));
    expect(gpt).toMatchObject({ primary: { state: 'good' }, backup: { state: 'good' } });
    expect(
      gpt?.partitions.map(({ number, typeName, label, attributeNames, sizeBytes }) => [
        number,
        typeName,
        label,
        attributeNames,
        sizeBytes,
      ]),
    ).toEqual([
      [1, 'root-x86-64', 'größe_1.0', ['read-only'], 1024 * 1024],
      [3, 'esp', '', [], 2 * 1024 * 1024],
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

describe('the table of types', () => {
  it('agrees with systemd on every name', () => {
    const listed = execFileSync('systemd-id128', ['show'], { encoding: 'utf8' })
      .split('\n')
      .flatMap((line) => {
        const [, name = '', id = ''] = /^(\S+)\s+([0-9a-f]{32})$/.exec(line) ?? [];
        // The names without an architecture stand for the one of the machine.
        return name === '' || /^(root|usr)(-secondary)?(-verity(-sig)?)?$/.test(name)
          ? []
          : [[id, name]];
      });
    expect(listed.length).toBeGreaterThan(100);
    const ours = discoverableTypes.map(([guid, name]) => [guid.replaceAll('-', ''), name]);
    expect(ours).toEqual(expect.arrayContaining(listed));
  });

  it('knows what a type is for', () => {
    expect(getSystemType('usr-arm64-verity-sig')).toEqual({
      architecture: 'arm64',
      designator: 'usr-verity-sig',
    });
    expect(getSystemType('home')).toBeNull();
    expect(getPartitionTypeName('EBD0A0A2-B9E5-4433-87C0-68B6B72699C7')).toBe(
      'microsoft-basic-data',
    );
    expect(getPartitionTypeName('00000000-1111-2222-3333-444444444444')).toBeNull();
  });

  it('names attribute bits by what they mean for the type', () => {
    const bits = (1n << 63n) | (1n << 60n) | (1n << 2n);
    const names = (type: string | null) => listAttributeNames(bits, type);
    expect(names('root-x86-64')).toEqual(['legacy-bios-bootable', 'read-only', 'no-auto']);
    expect(names('microsoft-basic-data')).toEqual([
      'legacy-bios-bootable',
      'read-only',
      'no-drive-letter',
    ]);
    expect(names(null)).toEqual(['legacy-bios-bootable']);
  });

  it('derives the types that a partition has while a version is being written to it', () => {
    const types = deriveStagedTypes((key, data) => createHmac('sha256', key).update(data).digest());
    expect(types.size).toBe(2 * discoverableTypes.length);
    // Computed by Python's hmac module.
    expect(types.get('7a01d3c6-92ac-43e9-bd77-5726b602ad9d')).toEqual({
      typeName: 'root-x86-64',
      state: 'partial',
    });
  });
});
