import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGptDisk, plainUuid } from '../../test/helpers/gpt.ts';
import { fromBytes } from './byte-source.ts';
import { crc32 } from './crc32.ts';
import { readGpt } from './gpt.ts';

const esp = 'c12a7328-f81f-11d2-ba4b-00a0c93ec93b';
const root = '4f68bce3-e8cd-4db1-96e7-fbcaf984b709';
const createDisk = (sectorBytes: 512 | 4096 = 512) =>
  createGptDisk({
    sectorBytes,
    partitions: [
      { type: esp, label: 'ESP', content: Buffer.alloc(8192, 'e') },
      {
        type: root,
        label: 'demo_1.0',
        content: Buffer.alloc(4096, 'r'),
        attributes: (1n << 60n) | (1n << 59n) | 1n,
      },
    ],
  });

it('knows the check value of CRC-32', () => {
  expect(crc32(Buffer.from('123456789'))).toBe(0xcbf43926);
});

describe.each([512, 4096] as const)('a table of %i-byte sectors', (sectorBytes) => {
  it('tells both copies, the partitions and their attributes', async () => {
    const gpt = await readGpt(fromBytes(createDisk(sectorBytes)));
    expect(gpt).toMatchObject({
      sectorBytes,
      diskUuid: plainUuid('d'),
      primary: { state: 'good', fault: null },
      backup: { state: 'good', fault: null },
      copiesDiffer: false,
      isBackupAtEnd: true,
    });
    expect(gpt?.partitions).toMatchObject([
      { number: 1, typeName: 'esp', label: 'ESP', attributes: '0x0', attributeNames: [] },
      {
        number: 2,
        typeName: 'root-x86-64',
        partUuid: plainUuid('2'),
        sizeBytes: 4096,
        attributes: '0x1800000000000001',
        attributeNames: ['required-partition', 'grow-file-system', 'read-only'],
        isBeyondEnd: false,
      },
    ]);
  });

  it('is found by its backup when the primary header is gone', async () => {
    const disk = createDisk(sectorBytes);
    disk.fill(0, sectorBytes, 2 * sectorBytes);
    const gpt = await readGpt(fromBytes(disk));
    expect(gpt).toMatchObject({ primary: { state: 'missing' }, backup: { state: 'good' } });
    expect(gpt?.partitions).toHaveLength(2);
  });
});

describe('a damaged table', () => {
  const spoil = async (at: number, value = 0xff) => {
    const disk = createDisk();
    disk[at < 0 ? disk.length + at : at] = value;
    return readGpt(fromBytes(disk));
  };

  it.each([
    ['header-checksum', 512 + 40],
    ['header-size', 512 + 15],
    ['entries-checksum', 1024 + 60],
  ])('says of the primary copy: %s', async (fault, at) => {
    const gpt = await spoil(at);
    expect(gpt).toMatchObject({ primary: { state: 'damaged', fault }, backup: { state: 'good' } });
    expect(gpt?.partitions[0]?.label).toBe('ESP');
  });

  it('says it of the backup copy too', async () => {
    expect(await spoil(-512 + 40)).toMatchObject({
      primary: { state: 'good' },
      backup: { state: 'damaged', fault: 'header-checksum' },
    });
  });

  it('has no partitions when both copies are damaged', async () => {
    const disk = createDisk();
    disk.writeUInt8(0xff, 512 + 60);
    disk.writeUInt8(0xff, disk.length - 512 + 60);
    expect(await readGpt(fromBytes(disk))).toMatchObject({ diskUuid: null, partitions: [] });
  });

  it('of a grown disk has its backup where the primary says', async () => {
    const disk = Buffer.concat([createDisk(), Buffer.alloc(65536)]);
    expect(await readGpt(fromBytes(disk))).toMatchObject({
      backup: { state: 'good' },
      isBackupAtEnd: false,
    });
  });

  it('of a truncated image tells which partitions are cut off', async () => {
    const disk = createDisk();
    const gpt = await readGpt(fromBytes(disk.subarray(0, 40 * 512 + 8192)));
    expect(gpt).toMatchObject({ primary: { state: 'good' }, backup: { state: 'missing' } });
    expect(gpt?.partitions.map(({ isBeyondEnd }) => isBeyondEnd)).toEqual([false, true]);
  });

  it('that asks for gigabytes of entries is not followed', async () => {
    const disk = createDisk();
    disk.writeUInt32LE(0xffffffff, 512 + 80);
    disk.writeUInt32LE(0, 512 + 16);
    disk.writeUInt32LE(crc32(disk.subarray(512, 512 + 92)), 512 + 16);
    expect((await readGpt(fromBytes(disk)))?.primary).toEqual({
      state: 'damaged',
      fault: 'entry-size',
    });
  });
});

it('sees two good copies that differ', async () => {
  const disk = createDisk();
  const other = createGptDisk({
    diskUuid: plainUuid('e'),
    partitions: [
      { type: esp, content: Buffer.alloc(8192) },
      { type: root, content: Buffer.alloc(4096) },
    ],
  });
  other.copy(disk, disk.length - 33 * 512, disk.length - 33 * 512);
  expect(await readGpt(fromBytes(disk))).toMatchObject({ copiesDiffer: true });
});

it('finds nothing in nothing', async () => {
  for (const bytes of [Buffer.alloc(0), Buffer.alloc(511), Buffer.alloc(1 << 20)]) {
    expect(await readGpt(fromBytes(bytes))).toBeNull();
  }
});

it('takes any bytes in a header without an exception', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 84, maxLength: 84 }), async (bytes) => {
      const disk = createDisk();
      disk.set(bytes, 512 + 8);
      disk.writeUInt32LE(92, 512 + 12);
      disk.writeUInt32LE(0, 512 + 16);
      disk.writeUInt32LE(crc32(disk.subarray(512, 512 + 92)), 512 + 16);
      expect((await readGpt(fromBytes(disk)))?.backup.state).toBe('good');
    }),
  );
});
