import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBytes } from '../../core/disks/byte-source.ts';
import { createErofs } from '../../test/helpers/erofs.ts';
import { openErofs } from './erofs.ts';

const large = randomBytes(10_000);
const image = createErofs({
  etc: { children: { 'os-release': { target: '/usr/lib/os-release' }, loop: { target: 'loop' } } },
  usr: {
    children: {
      lib: {
        children: {
          'os-release': { content: 'ID=demo\n', userAttributes: { strict: '0', other: 'value' } },
          up: { target: '../../../../usr' },
        },
      },
      large: { content: large },
      empty: { content: '' },
    },
  },
});

async function open(bytes: Uint8Array = image) {
  const tree = await openErofs(fromBytes(bytes));
  if (tree === null) throw new Error('not an EROFS image');
  return tree;
}

describe('a tree in an EROFS image', () => {
  it('lists folders, with what links lead to', async () => {
    const tree = await open();
    const names = (await tree.list('usr')).map(({ name, kind }) => `${name} ${kind}`);
    expect(names.sort()).toEqual(['empty file', 'large file', 'lib directory']);
    expect(await tree.list('etc')).toContainEqual({
      name: 'os-release',
      kind: 'file',
      sizeBytes: 8,
    });
    expect(await tree.list('etc')).toContainEqual({ name: 'loop', kind: 'other', sizeBytes: 0 });
    expect(await tree.list('usr/large')).toEqual([]);
  });

  it('resolves links inside itself, and none that goes in circles', async () => {
    const tree = await open();
    expect(await tree.readText('etc/os-release', 100)).toBe('ID=demo\n');
    expect(await tree.readText('usr/lib/up/lib/up/lib/os-release', 100)).toBe('ID=demo\n');
    expect(await tree.readText('../../etc/../usr/lib/os-release', 100)).toBe('ID=demo\n');
    expect(await tree.stat('etc/loop')).toBeNull();
    expect(await tree.stat('usr/large/..')).toBeNull();
    expect(await tree.stat('usr/large/x')).toBeNull();
  });

  it('reads any part of a file', async () => {
    const tree = await open();
    const part = await tree.read('usr/large', 4000, 5000);
    expect(Buffer.from(part ?? []).equals(large.subarray(4000, 9000))).toBe(true);
    expect(await tree.read('usr/large', 9990, 100)).toHaveLength(10);
    expect(await tree.read('usr/large', 20_000, 100)).toHaveLength(0);
    expect(await tree.readText('usr/large', 9999)).toBeNull();
    expect(await tree.readText('usr/empty', 10)).toBe('');
  });

  it('has extended attributes', async () => {
    const tree = await open();
    expect(await tree.readUserAttribute('usr/lib/os-release', 'other')).toBe('value');
    expect(await tree.readUserAttribute('usr/lib/os-release', 'oth')).toBeNull();
    expect(await tree.readUserAttribute('usr/large', 'other')).toBeNull();
  });

  it('is not opened in anything else', async () => {
    expect(await openErofs(fromBytes(new Uint8Array(8192)))).toBeNull();
    expect(await openErofs(fromBytes(image.subarray(0, 1100)))).toBeNull();
  });

  it('reads what is there, or null, in whatever is damaged or cut off', async () => {
    const walk = async (bytes: Uint8Array) => {
      const tree = await openErofs(fromBytes(bytes));
      for (const path of ['', 'usr', 'usr/lib', 'etc']) await tree?.list(path);
      await tree?.read('usr/large', 0, 100_000);
      await tree?.readText('etc/os-release', 1000);
      await tree?.readUserAttribute('usr/lib/os-release', 'other');
    };
    const change = fc.record({
      at: fc.integer({ min: 1024, max: 8 * 4096 - 1 }),
      value: fc.integer({ min: 0, max: 255 }),
    });
    const end = fc.integer({ min: 0, max: image.length });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 8 }), end, async (changes, length) => {
        const bytes = Buffer.from(image);
        for (const { at, value } of changes) bytes[at] = value;
        await walk(bytes);
        await walk(bytes.subarray(0, length));
      }),
    );
  });
});
