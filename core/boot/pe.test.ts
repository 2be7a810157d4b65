import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPe, createUki } from '../../test/helpers/uki.ts';
import { readPe } from './pe.ts';
import { describeUki } from './uki.ts';

const file = createUki({ id: 'demo', version: '1.1', title: 'Demo 1.1', cmdline: 'roothash=ab' });

describe('readPe', () => {
  it('reads the sections of a UKI', () => {
    const pe = readPe(file, file.length);
    expect(pe?.architecture).toBe('x86-64');
    expect(pe?.sections.map(({ name }) => name)).toEqual([
      '.osrel',
      '.cmdline',
      '.linux',
      '.initrd',
    ]);
    expect(pe?.isTruncated).toBe(false);
  });

  it('sees that a file was cut off', () => {
    expect(readPe(file, file.length - 512)?.isTruncated).toBe(true);
  });

  it('gives null for anything else', () => {
    expect(readPe(new Uint8Array(), 0)).toBeNull();
    expect(readPe(Buffer.from('#!/bin/sh\n'.repeat(20)), 200)).toBeNull();
    expect(readPe(file.subarray(0, 100), file.length)).toBeNull();
  });

  it('neither throws nor reads beyond the end, whatever bytes it is given', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 30 }),
        fc.nat(file.length),
        (changes, length) => {
          const bytes = Buffer.from(file);
          for (const [at, value] of changes) bytes[at] = value;
          readPe(bytes.subarray(0, length), length);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('describeUki', () => {
  const pe = readPe(file, file.length);
  const osrel = 'ID=demo\nVERSION_ID=1.1\nPRETTY_NAME="Demo 1.1"\n';

  it('takes title, version and sort key from os-release', () => {
    const uki = describeUki(pe, [
      { name: '.osrel', text: `${osrel}IMAGE_ID=img\nIMAGE_VERSION=7\n` },
      { name: '.cmdline', text: 'quiet\n\0\0' },
    ]);
    expect(uki).toMatchObject({
      title: 'Demo 1.1',
      version: '7',
      sortKey: 'img',
      cmdline: 'quiet',
    });
    expect(uki.problems).toEqual([]);
  });

  it('leaves the sections of other profiles to them', () => {
    const uki = describeUki(pe, [
      { name: '.osrel', text: osrel },
      { name: '.cmdline', text: 'base' },
      { name: '.profile', text: 'ID=storage-reset\n' },
      { name: '.cmdline', text: 'reset' },
    ]);
    expect(uki.cmdline).toBe('base');
    expect(uki.profiles).toEqual(['storage-reset']);
  });

  it('says what is wrong with a file', () => {
    expect(describeUki(null, []).problems).toEqual(['not-a-uki']);
    const addon = createPe([['.cmdline', 'x']]);
    expect(describeUki(readPe(addon, addon.length), []).problems).toEqual(['no-kernel']);
    expect(describeUki(readPe(file, 600), []).problems).toEqual(['truncated']);
  });
});
