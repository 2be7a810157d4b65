import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBytes } from '../../core/disks/byte-source.ts';
import { createFat } from '../../test/helpers/fat.ts';
import { FatTree } from './fat-tree.ts';

const openTree = async (bytes: Uint8Array) => {
  const tree = await FatTree.open(fromBytes(bytes));
  if (tree === null) throw new Error('This is no FAT volume');
  return tree;
};
const big = Buffer.alloc(300_000, 'the kernel and its initrd ');
const files = {
  'EFI/Linux/demo_1.1+2-1.efi': big,
  'EFI/Linux/a name that is rather longer than thirteen characters.efi': Buffer.from('long'),
  'EFI/Linux/größe.efi': Buffer.from('umlauts'),
  'loader/loader.conf': Buffer.from('timeout 3\n'),
  'EMPTY.TXT': Buffer.alloc(0),
};

describe.each([12, 16, 32] as const)('FAT%i', (bits) => {
  const volume = createFat({ bits, files, label: 'ESP' });

  it('lists directories with long and short names', async () => {
    const tree = await openTree(volume);
    expect((await tree.list('')).map(({ name, kind }) => `${kind} ${name}`).sort()).toEqual([
      'directory EFI',
      'directory loader',
      'file EMPTY.TXT',
    ]);
    expect((await tree.list('EFI/Linux')).map(({ name }) => name).sort()).toEqual([
      'a name that is rather longer than thirteen characters.efi',
      'demo_1.1+2-1.efi',
      'größe.efi',
    ]);
    expect(await tree.list('absent')).toEqual([]);
    expect(await tree.getLabel()).toBe('ESP');
  });

  it('reads files across clusters, from any place, in any case', async () => {
    const tree = await openTree(volume);
    const path = '/efi/LINUX/Demo_1.1+2-1.EFI';
    expect(await tree.stat(path)).toEqual({
      name: 'demo_1.1+2-1.efi',
      kind: 'file',
      sizeBytes: big.length,
    });
    const part = await tree.read(path, 4000, 9000);
    expect(Buffer.from(part ?? []).equals(big.subarray(4000, 13_000))).toBe(true);
    expect((await tree.read(path, big.length - 5, 100))?.length).toBe(5);
    expect(await tree.read(path, big.length, 100)).toHaveLength(0);
    expect(await tree.readText('loader/loader.conf', 100)).toBe('timeout 3\n');
    expect(await tree.readText('loader/loader.conf', 3)).toBeNull();
    expect(await tree.readText('empty.txt', 3)).toBe('');
    expect(await tree.read('loader', 0, 1)).toBeNull();
    expect(await tree.read('absent', 0, 1)).toBeNull();
  });

  it('counts what is free, and knows whether it was closed properly', async () => {
    const tree = await openTree(volume);
    const full = await openTree(createFat({ bits, files: {} }));
    const [free, all] = [await tree.freeBytes(), await full.freeBytes()];
    expect((all ?? 0) - (free ?? 0)).toBeGreaterThan(big.length);
    expect((all ?? 0) - (free ?? 0)).toBeLessThan(big.length + 20 * 4096);
    expect(await tree.isDirty()).toBe(false);
    expect(await (await openTree(createFat({ bits, files, dirty: 'state' }))).isDirty()).toBe(true);
  });
});

it.each([16, 32] as const)(
  'FAT%i keeps a second sign of being dirty in its table',
  async (bits) => {
    expect(await (await openTree(createFat({ bits, files, dirty: 'table' }))).isDirty()).toBe(true);
  },
);

describe('a hostile volume', () => {
  it('whose chains go in circles ends them', async () => {
    const volume = createFat({ bits: 16, files });
    // Every cluster is followed by cluster 2.
    for (let at = volume.readUInt16LE(14) * 512 + 4; at < 3000; at += 2)
      volume.writeUInt16LE(2, at);
    const tree = await openTree(volume);
    await tree.list('EFI/Linux');
    await tree.read('EFI/Linux/demo_1.1+2-1.efi', 0, 1 << 20);
  });

  it('cut off anywhere makes no exception', async () => {
    const volume = createFat({ bits: 16, files });
    for (const length of [0, 511, 512, 2048, 6000, 10_000]) {
      const tree = await FatTree.open(fromBytes(volume.subarray(0, length)));
      await tree?.list('EFI/Linux');
      await tree?.freeBytes();
      expect((await tree?.read('EFI/Linux/demo_1.1+2-1.efi', 0, 1 << 20)) ?? null).toBeNull();
    }
  });

  it('with any bytes in its boot sector is opened or refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 64 }), fc.nat(60), async (bytes, at) => {
        const volume = createFat({ bits: 16, files: {} }).subarray(0, 65_536);
        volume.set(bytes, at);
        const tree = await FatTree.open(fromBytes(volume));
        await tree?.list('');
      }),
    );
  });
});

it('agrees with mkfs.fat and mtools', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lifeboat-fat-'));
  try {
    const [image, file] = [join(folder, 'esp'), join(folder, 'kernel')];
    writeFileSync(file, big);
    execFileSync('mkfs.fat', ['-C', '-F', '32', '-n', 'MADE', image, '40000']);
    execFileSync('mmd', ['-i', image, '::EFI', '::EFI/Linux']);
    execFileSync('mcopy', ['-i', image, file, '::EFI/Linux/demo_1.0+3.efi']);
    const tree = await openTree(readFileSync(image));
    const read = await tree.read('EFI/Linux/demo_1.0+3.efi', 0, big.length);
    expect(Buffer.from(read ?? []).equals(big)).toBe(true);
    expect(await tree.getLabel()).toBe('MADE');
    expect(await tree.isDirty()).toBe(false);
    const listing = execFileSync('mdir', ['-i', image, '::EFI/Linux'], { encoding: 'utf8' });
    const free = Number(/([\d ]+) bytes free/.exec(listing)?.[1]?.replaceAll(' ', ''));
    expect(await tree.freeBytes()).toBe(free);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
