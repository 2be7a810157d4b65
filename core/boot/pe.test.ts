import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createUki } from '../../test/helpers/uki.ts';
import { endsInHeaders, readPe } from './pe.ts';

const file = createUki({ id: 'demo', version: '1.1', title: 'Demo 1.1', cmdline: 'roothash=ab' });
/** Where the helper puts things: test/helpers/uki.ts. */
const at = { signature: 0x3c, coff: 64, count: 70, optionalSize: 84, magic: 88, table: 200 };
const change = (edit: (bytes: Buffer) => void): Buffer => {
  const bytes = Buffer.from(file);
  edit(bytes);
  return bytes;
};
const read = (bytes: Uint8Array, size = bytes.length) => readPe(bytes, size);

describe('readPe', () => {
  it('reads the sections of a UKI', () => {
    const pe = read(file);
    expect(pe?.architecture).toBe('x86-64');
    expect(pe?.sections.map(({ name }) => name)).toEqual([
      '.osrel',
      '.cmdline',
      '.linux',
      '.initrd',
    ]);
    const cmdline = pe?.sections[1];
    expect(file.toString('utf8', cmdline!.offset, cmdline!.offset + cmdline!.sizeBytes)).toBe(
      'roothash=ab',
    );
    expect(pe?.isTruncated).toBe(false);
  });

  it.each([
    [0x14c, 'x86'],
    [0xaa64, 'arm64'],
    [0x5064, 'riscv64'],
    [0x1234, null],
  ])('calls machine %d %s', (machine, name) => {
    expect(read(change((bytes) => bytes.writeUInt16LE(machine, 68)))?.architecture).toBe(name);
  });

  it('sees that a file was cut off, in a section or in its signature', () => {
    expect(readPe(file, file.length - 512)?.isTruncated).toBe(true);
    expect(readPe(file, file.length - 1)?.isTruncated).toBe(true);
    const signed = (end: number) =>
      change((bytes) => {
        const directories = at.magic + 112;
        bytes.writeUInt16LE(bytes.readUInt16LE(at.optionalSize) + 40, at.optionalSize);
        bytes.copy(bytes, at.table + 40, at.table, at.table + 160);
        bytes.fill(0, directories, directories + 40);
        bytes.writeUInt32LE(16, directories - 4);
        bytes.writeUInt32LE(file.length - 8, directories + 32);
        bytes.writeUInt32LE(end, directories + 36);
      });
    expect(read(signed(8))).toMatchObject({ isTruncated: false });
    expect(read(signed(16))).toMatchObject({ isTruncated: true });
  });

  it('is told why where the file ends before its headers do', () => {
    const tableEnd = at.table + 4 * 40;
    for (let end = 0; end < tableEnd; end += 1) {
      expect(readPe(file.subarray(0, end), end)).toBeNull();
      expect(endsInHeaders(file.subarray(0, end), end), `at ${String(end)}`).toBe(true);
    }
    const text = Buffer.from('hello');
    expect(endsInHeaders(text, text.length)).toBe(false);
    const other = change((bytes) => bytes.write('NE', at.coff)).subarray(0, at.table);
    expect(endsInHeaders(other, other.length)).toBe(false);
  });

  it('gives null for anything else', () => {
    expect(read(new Uint8Array())).toBeNull();
    expect(read(Buffer.from('#!/bin/sh\n'.repeat(20)))).toBeNull();
    expect(readPe(file.subarray(0, 100), file.length)).toBeNull();
    expect(read(change((bytes) => bytes.writeUInt16LE(0x107, at.magic)))).toBeNull();
    expect(read(change((bytes) => bytes.write('NE', at.coff)))).toBeNull();
  });

  it.each([0, 4, 63, 0x7fffffff, 0xffffffff])('does not believe a header at %d', (offset) => {
    expect(read(change((bytes) => bytes.writeUInt32LE(offset, at.signature)))).toBeNull();
  });

  it.each([0, 0xffff, 2000])('does not believe %d sections', (count) => {
    expect(read(change((bytes) => bytes.writeUInt16LE(count, at.count)))).toBeNull();
  });

  it('finds a table behind an optional header of absurd size nowhere', () => {
    expect(read(change((bytes) => bytes.writeUInt16LE(0xffff, at.optionalSize)))).toBeNull();
  });

  it('takes sections that overlap, are empty or have no end to their name as they are', () => {
    const pe = read(
      change((bytes) => {
        bytes.write('.longest', at.table, 'latin1');
        bytes.writeUInt32LE(0, at.table + 40 + 8);
        bytes.writeUInt32LE(bytes.readUInt32LE(at.table + 20), at.table + 80 + 20);
      }),
    );
    expect(pe?.sections.map(({ name, sizeBytes }) => [name, sizeBytes > 0])).toEqual([
      ['.longest', true],
      ['.cmdline', false],
      ['.linux', true],
      ['.initrd', true],
    ]);
    expect(pe?.sections[2]?.offset).toBe(pe?.sections[0]?.offset);
  });

  it('calls a section that lies beyond any file cut off', () => {
    const far = change((bytes) => bytes.writeUInt32LE(0xffffffff, at.table + 20));
    expect(read(far)).toMatchObject({ isTruncated: true });
    const huge = change((bytes) => {
      bytes.writeUInt32LE(0xffffffff, at.table + 8);
      bytes.writeUInt32LE(0xffffffff, at.table + 16);
    });
    expect(read(huge)).toMatchObject({ isTruncated: true });
  });

  it('neither throws nor reads beyond the end, whatever bytes it is given', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 30 }),
        fc.nat(file.length),
        (changes, length) => {
          const bytes = change((all) => {
            for (const [place, value] of changes) all[place] = value;
          });
          // A view into a larger buffer, as a reader of directories hands it on.
          const pe = readPe(bytes.subarray(0, length), length);
          expect(pe?.sections.every(({ name }) => name.length <= 8) ?? true).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
