import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBytes } from '../../core/disks/byte-source.ts';
import { createSquashfs } from '../../test/helpers/squashfs.ts';
import { openSquashfs } from './squashfs.ts';

const large = randomBytes(10_000);
const image = createSquashfs({
  usr: {
    children: {
      lib: { children: { 'os-release': { content: 'ID=demo\n' } } },
      large: { content: large },
    },
  },
  empty: { children: {} },
});

describe('a tree in a squashfs image', () => {
  it('lists folders and reads any part of a file', async () => {
    const tree = await openSquashfs(fromBytes(image));
    const names = (await tree?.list(''))?.map(({ name, kind }) => `${name} ${kind}`);
    expect(names).toEqual(['empty directory', 'usr directory']);
    expect(await tree?.list('empty')).toEqual([]);
    expect(await tree?.readText('usr/lib/os-release', 100)).toBe('ID=demo\n');
    const part = await tree?.read('usr/large', 4000, 5000);
    expect(Buffer.from(part ?? []).equals(large.subarray(4000, 9000))).toBe(true);
    expect(await tree?.stat('usr/nothing')).toBeNull();
    expect(await tree?.readUserAttribute('usr/large', 'x')).toBeNull();
  });

  it('is not opened in anything else', async () => {
    expect(await openSquashfs(fromBytes(new Uint8Array(4096)))).toBeNull();
    expect(await openSquashfs(fromBytes(image.subarray(0, 90)))).toBeNull();
  });

  it('reads what is there, or null, in whatever is damaged or cut off', async () => {
    const change = fc.record({
      at: fc.oneof(
        fc.integer({ min: 4, max: 95 }),
        fc.integer({ min: 10_000, max: image.length - 1 }),
      ),
      value: fc.integer({ min: 0, max: 255 }),
    });
    const end = fc.integer({ min: 0, max: image.length });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 8 }), end, async (changes, length) => {
        const bytes = Buffer.from(image);
        for (const { at, value } of changes) bytes[at] = value;
        // xz and zstd are unpacked by programs, which are not what is tested here.
        bytes[20] = 1 + ((bytes[20] ?? 0) % 2) * 4;
        for (const part of [bytes, bytes.subarray(0, length)]) {
          const tree = await openSquashfs(fromBytes(part));
          for (const path of ['', 'usr', 'usr/lib']) await tree?.list(path);
          await tree?.read('usr/large', 0, 100_000);
        }
      }),
    );
  });
});
