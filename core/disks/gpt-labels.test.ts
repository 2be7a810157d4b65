import { describe, expect, it } from 'vitest';
import { createGptDisk, plainUuid } from '../../test/helpers/gpt.ts';
import { fromBytes } from './byte-source.ts';
import { readGpt } from './gpt.ts';
import { planLabels, type TableWrite } from './gpt-labels.ts';

const type = '0fc63daf-8483-4772-8e79-3d69d8477de4';
const oldLabels = ['lifeboat-ext', 'lifeboat-ext-new', 'state'];
const newLabels = ['lifeboat-ext-new', 'lifeboat-ext', 'state'];
const swap = oldLabels.slice(0, 2).map((from, i) => ({
  ...{ partUuid: plainUuid(String(i + 1)), from, to: newLabels[i]! },
}));
const makeDisk = (sectorBytes: 512 | 4096 = 512) =>
  createGptDisk({
    sectorBytes,
    partitions: oldLabels.map((label) => ({ type, label, content: new Uint8Array(4096) })),
  });
const write = (disk: Buffer, { offsetBytes, bytes }: TableWrite) => disk.set(bytes, offsetBytes);
const labelsOf = async (disk: Buffer) =>
  (await readGpt(fromBytes(disk)))?.partitions.map(({ label }) => label);

/** The writes of one list, cut into sectors: what a disk writes at once. */
const toSectors = (writes: TableWrite[]): TableWrite[] =>
  writes.flatMap(({ offsetBytes, bytes }) =>
    Array.from({ length: bytes.length / 512 }, (_, i) => ({
      offsetBytes: offsetBytes + i * 512,
      bytes: bytes.subarray(i * 512, (i + 1) * 512),
    })),
  );

describe('labels', () => {
  it.each([512, 4096] as const)('are changed in both copies (sectors of %i)', async (bytes) => {
    const disk = makeDisk(bytes);
    const [first = [], second = []] = (await planLabels(fromBytes(disk), swap)) ?? [];
    for (const each of [...first, ...second]) write(disk, each);
    expect(await readGpt(fromBytes(disk))).toMatchObject({
      primary: { state: 'good' },
      backup: { state: 'good' },
      copiesDiffer: false,
    });
    expect(await labelsOf(disk)).toEqual(newLabels);
  });

  it('are all old or all new wherever the power is cut, whatever the disk wrote first', async () => {
    const base = makeDisk();
    const lists = (await planLabels(fromBytes(base), swap))!;
    const seen = new Set<string>();
    for (const [i, list] of lists.entries()) {
      const before = Buffer.from(base);
      for (const done of lists.slice(0, i).flat()) write(before, done);
      const sectors = toSectors(list);
      const orders = [sectors, [...sectors].reverse(), sectors.filter((_, n) => n % 2 === 0)];
      for (const order of orders) {
        const disk = Buffer.from(before);
        for (const sector of order) {
          write(disk, sector);
          const labels = await labelsOf(disk);
          expect([oldLabels, newLabels]).toContainEqual(labels);
          seen.add(String(labels));
          // From here the change is made again, and comes to its end.
          if (String(labels) === String(newLabels)) continue;
          const again = Buffer.from(disk);
          for (const each of (await planLabels(fromBytes(again), swap))!.flat()) write(again, each);
          expect(await labelsOf(again)).toEqual(newLabels);
        }
      }
    }
    expect(seen.size).toBe(2);
  });

  it('are changed from the backup where the primary table is damaged', async () => {
    const disk = makeDisk();
    disk.fill(0xa5, 512, 600);
    const [first = []] = (await planLabels(fromBytes(disk), swap)) ?? [];
    // The only good copy is not touched before the other one is whole again.
    expect(first.map(({ offsetBytes }) => offsetBytes)).toEqual([1024, 512]);
    for (const each of first) write(disk, each);
    expect(await readGpt(fromBytes(disk))).toMatchObject({ primary: { state: 'good' } });
    expect(await labelsOf(disk)).toEqual(newLabels);
  });

  it('stay where the table is not as expected', async () => {
    const source = fromBytes(makeDisk());
    const [change] = swap;
    expect(await planLabels(source, [{ ...change!, from: 'other' }])).toBeNull();
    expect(await planLabels(source, [{ ...change!, partUuid: plainUuid('9') }])).toBeNull();
    expect(await planLabels(source, [{ ...change!, to: 'x'.repeat(37) }])).toBeNull();
    expect(await planLabels(fromBytes(new Uint8Array(65536)), swap)).toBeNull();
  });
});
