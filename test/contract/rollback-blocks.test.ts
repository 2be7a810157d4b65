/** The replay of a disk's writes, and a rollback on a FAT image made with mtools as its example. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkCrashPoint, summarize } from '../crash/check.ts';
import { runCrashTest } from '../crash/record.ts';
import { createRandom, replay } from '../crash/replay.ts';
import { formatWriteLog, parseWriteLog, type BlockWrite } from '../crash/write-log.ts';
import { createUki } from '../helpers/uki.ts';

const sector = (fill: number, count = 1) => Buffer.alloc(512 * count, fill);
const createWrite = (offset: number, fill: number, more: Partial<BlockWrite> = {}): BlockWrite => ({
  offsetBytes: offset * 512,
  data: sector(fill),
  isFlush: false,
  isFua: false,
  isDiscard: false,
  mark: null,
  ...more,
});

describe('parseWriteLog', () => {
  const writes = [
    createWrite(3, 1),
    { ...createWrite(0, 0, { mark: 'begun' }), data: Buffer.alloc(0) },
    createWrite(4, 2, { isFlush: true, isFua: true }),
    createWrite(9, 0, { isDiscard: true }),
    { ...createWrite(1, 7), data: sector(7, 3) },
  ];

  it.each([512, 4096])('reads back what was written in sectors of %d bytes', (sectorBytes) => {
    const scaled = writes.map((each) => ({
      ...each,
      offsetBytes: (each.mark === null ? each.offsetBytes / 512 : 0) * sectorBytes,
      data: Buffer.alloc((each.data.length / 512) * sectorBytes, each.data[0] ?? 0),
    }));
    expect(parseWriteLog(formatWriteLog(scaled, sectorBytes))).toEqual(scaled);
  });

  it('refuses what is no log, and one that was cut off', () => {
    const log = formatWriteLog(writes);
    expect(() => parseWriteLog(sector(0))).toThrow('not a write log');
    expect(() => parseWriteLog(Buffer.alloc(0))).toThrow('not a write log');
    expect(() => parseWriteLog(log.subarray(0, log.length - 1))).toThrow(
      'ends in the data of entry 4',
    );
    expect(() => parseWriteLog(log.subarray(0, 520))).toThrow('ends in entry 0');
  });
});

describe('replay', () => {
  const base = sector(0, 4);
  const writes = [
    createWrite(0, 1),
    createWrite(1, 2),
    createWrite(2, 3, { isFlush: true }),
    createWrite(3, 4, { isFua: true }),
    createWrite(0, 5),
  ];
  const look = (image: Buffer) => [0, 1, 2, 3].map((at) => image[at * 512]);
  const points = (samples: number) =>
    [...replay(base, writes, { samples, random: createRandom(7) })].map(({ name, image }) => ({
      name,
      at: look(image),
    }));

  it('makes every prefix, and leaves the base alone', () => {
    expect(points(0)).toEqual([
      { name: 'before all', at: [0, 0, 0, 0] },
      { name: 'after 0', at: [1, 0, 0, 0] },
      { name: 'after 1', at: [1, 2, 0, 0] },
      { name: 'after 2', at: [1, 2, 3, 0] },
      { name: 'after 3', at: [1, 2, 3, 4] },
      { name: 'after 4', at: [5, 2, 3, 4] },
    ]);
    expect(base.every((byte) => byte === 0)).toBe(true);
  });

  it('loses only what no flush has passed and what was not written through', () => {
    const samples = points(400).slice(6);
    const seen = new Set(samples.map(({ at }) => at.join()));
    for (const { name, at } of samples) {
      const count = Number(/^after (\d+)/.exec(name)?.[1]) + 1;
      if (count > 2) expect(at.slice(1, 2)).toEqual([2]);
      if (count > 3) expect(at[3]).toBe(4);
    }
    expect(seen).toContain('0,2,0,0');
    expect(seen).toContain('1,2,0,4');
    expect(seen).toContain('5,2,0,4');
    expect(seen).not.toContain('0,2,3,0');
  });

  it('draws the same samples again, and takes a log of the whole disk', () => {
    expect(points(20)).toEqual(points(20));
    const shifted = writes.map((each) => ({ ...each, offsetBytes: each.offsetBytes + 5120 }));
    const options = { samples: 0, random: createRandom(1), startBytes: 5120 };
    const outside = createWrite(0, 9);
    const images = [...replay(base, [outside, ...shifted], options)];
    expect(look(images.at(-1)?.image ?? base)).toEqual([5, 2, 3, 4]);
    expect(look(images[1]?.image ?? base)).toEqual([0, 0, 0, 0]);
  });
});

describe('a rollback on FAT, sector by sector', () => {
  let folder: string;
  let image: string;
  const mtool = (tool: string, ...args: string[]) => execa(tool, ['-i', image, ...args]);
  const put = async (text: string | Buffer, path: string) => {
    const file = join(folder, 'file');
    await writeFile(file, text);
    await mtool('mcopy', '-o', file, `::${path}`);
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lifeboat-fat-'));
    image = join(folder, 'esp.img');
    await writeFile(image, Buffer.alloc(4 * 1024 * 1024));
    await execa('mkfs.fat', ['-F', '12', image]);
    await mtool('mmd', '::EFI', '::EFI/Linux', '::loader', '::lifeboat', '::lifeboat/records');
    await put(createUki({ id: 'demo', version: '1.0' }), 'EFI/Linux/demo_1.0.efi');
    await put(createUki({ id: 'demo', version: '1.1' }), 'EFI/Linux/demo_1.1+2-1.efi');
    await put('timeout 2\n', 'loader/loader.conf');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** The sectors that one operation changed, as writes between two flushes. */
  async function recordChange(work: () => Promise<unknown>): Promise<BlockWrite[]> {
    const before = await readFile(image);
    await work();
    const after = await readFile(image);
    const writes: BlockWrite[] = [];
    for (let at = 0; at < after.length; at += 512) {
      const data = after.subarray(at, at + 512);
      if (data.equals(before.subarray(at, at + 512))) continue;
      writes.push({ ...createWrite(at / 512, 0, { isFlush: writes.length === 0 }), data });
    }
    return writes;
  }

  it('starts after every prefix and in every order that a cache may choose', async () => {
    const base = await readFile(image);
    const replace = async (text: string, path: string) => {
      const temporary = path.replace(/([^/]+)$/, '.$1.tmp');
      return [
        ...(await recordChange(() => put(text, temporary))),
        ...(await recordChange(async () => {
          await mtool('mdel', `::${path}`).catch(() => null);
          await mtool('mren', `::${temporary}`, `::${path}`);
        })),
      ];
    };
    const record = 'lifeboat/records/1.json';
    const writes = [
      ...(await replace('{"steps":["intended","intended"]}', record)),
      ...(await replace('timeout 2\ndefault demo_1.0.efi\n', 'loader/loader.conf')),
      ...(await replace('{"steps":["done","started"]}', record)),
      ...(await recordChange(() =>
        mtool('mren', '::EFI/Linux/demo_1.1+2-1.efi', '::EFI/Linux/demo_1.1+0-1.efi'),
      )),
      ...(await replace('{"steps":["done","done"]}', record)),
    ];
    const samples = Number(process.env['LIFEBOAT_CRASH_SAMPLES'] ?? 40);
    const needs = { anyOf: ['demo_1.0.efi', 'demo_1.1.efi'] };
    const log = formatWriteLog(writes);
    const verdicts = await runCrashTest({ base, writes: parseWriteLog(log), needs, samples });
    expect(verdicts.filter(({ fault }) => fault !== null)).toEqual([]);
    expect(verdicts.length).toBeGreaterThan(writes.length + samples);
    console.info(`FAT: ${summarize(verdicts)}`);
  }, 120_000);

  it('is not fooled: a boot file that is torn is none', async () => {
    const base = await readFile(image);
    const torn = Buffer.from(base);
    for (let at = base.indexOf('MZ'); at >= 0; at = base.indexOf('MZ', at + 1))
      torn.fill(0, at, at + 512);
    const point = { name: 'torn', image: torn };
    const verdict = await checkCrashPoint(point, { anyOf: ['demo_1.0.efi', 'demo_1.1.efi'] });
    expect(verdict.fault).toMatch(/none of/);
  });
});
