import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isEntryFileName, parseEntryName, stateOfCounter, withTriesLeft } from './counter.ts';

describe('boot counters', () => {
  // The odd ones are the cases of systemd's own test (test-bootspec.c, bootspec_extract_tries).
  it.each([
    ['demo_1.0.efi', 'demo_1.0.efi', null],
    ['demo_1.1+3.efi', 'demo_1.1.efi', { left: 3, done: 0 }],
    ['demo_1.1+2-1.efi', 'demo_1.1.efi', { left: 2, done: 1 }],
    ['demo_1.1+0-3.EFI', 'demo_1.1.EFI', { left: 0, done: 3 }],
    ['a+b+1-2.conf', 'a+b.conf', { left: 1, done: 2 }],
    ['foo+0.conf', 'foo.conf', { left: 0, done: 0 }],
    ['foo+33-107.conf', 'foo.conf', { left: 33, done: 107 }],
    ['foo+007-000008.conf', 'foo.conf', { left: 7, done: 8 }],
    ['foo+2147483647.conf', 'foo.conf', { left: 2147483647, done: 0 }],
    ['foo+33-2147483647.conf', 'foo.conf', { left: 33, done: 2147483647 }],
    ['some+name+24324-22.efi', 'some+name.efi', { left: 24324, done: 22 }],
    ['ses.sgesge.+4-1.efi', 'ses.sgesge..efi', { left: 4, done: 1 }],
    ['sels+2-3+7-6.', 'sels+2-3.', { left: 7, done: 6 }],
    ['+1.', '.', { left: 1, done: 0 }],
    ['+1-7.', '.', { left: 1, done: 7 }],
    ['a+1+2.efi', 'a+1.efi', { left: 2, done: 0 }],
  ])('reads %s', (name, id, counter) => {
    expect(parseEntryName(name)).toEqual({ id, counter });
  });

  it.each([
    'foo.conf',
    'foo-1.conf',
    'foo-999.conf',
    'foo-.conf',
    'foo+.conf',
    'foo+.efi',
    '+.conf',
    '-.conf',
    '',
    '+1',
    'a+1-2..',
    'odd+1-2-3.efi',
    'abc+0x4.conf',
    'def+1-0x3.conf',
    'foo+3-.efi',
    'foo+-3.efi',
    'foo+3.1.efi',
    'foo+3 .efi',
    'foo+٣.efi',
    'foo+2147483648.conf',
    'foo+33-2147483648.conf',
    'foo+99999999999999999999999.efi',
  ])('finds no counter in %j', (name) => {
    expect(parseEntryName(name)).toEqual({ id: name, counter: null });
    expect(withTriesLeft(name, 0)).toBeNull();
  });

  it('gives back every counter that was written, whatever the name', () => {
    const count = fc.integer({ min: 0, max: 2 ** 31 - 1 });
    const stem = fc.string({ unit: fc.constantFrom('a', 'b', '.', '+', '-', '_', '1') });
    fc.assert(
      fc.property(stem, count, count, (name, left, done) => {
        const expected = { id: `${name}.efi`, counter: { left, done } };
        expect(parseEntryName(`${name}+${left}-${done}.efi`)).toEqual(expected);
      }),
    );
  });

  it('calls an entry good, unproven or bad by its counter', () => {
    expect(stateOfCounter(null)).toBe('good');
    expect(stateOfCounter({ left: 1, done: 2 })).toBe('indeterminate');
    expect(stateOfCounter({ left: 0, done: 3 })).toBe('bad');
    expect(stateOfCounter({ left: 0, done: 0 })).toBe('bad');
  });

  it.each([
    ['demo_1.1+2-1.efi', 0, 'demo_1.1+0-1.efi'],
    ['demo_1.1+3.efi', 0, 'demo_1.1+0.efi'],
    ['EFI/Linux/demo_1.1+10-2.efi', 0, 'EFI/Linux/demo_1.1+00-2.efi'],
    ['demo_1.1+0-3.efi', 3, 'demo_1.1+3-3.efi'],
  ])('keeps the length of %s when %d tries are left', (name, left, expected) => {
    expect(withTriesLeft(name, left)).toBe(expected);
    expect(withTriesLeft(name, left)).toHaveLength(name.length);
  });
});

it.each([
  ['demo.efi', '.efi', true],
  ['DEMO.EFI', '.efi', true],
  ['a.conf', '.conf', true],
  ['a.Conf', '.conf', true],
  ['a.conf', '.efi', false],
  ['a.efi.bak', '.efi', false],
  ['aefi', '.efi', false],
  ['.hidden.efi', '.efi', false],
  ['.efi', '.efi', false],
  ['auto-windows.efi', '.efi', false],
  ['AUTO-osx.conf', '.conf', false],
  ['automatic.conf', '.conf', true],
  ['', '.conf', false],
] as const)('the loader takes %j for an entry (%s): %s', (name, suffix, expected) => {
  expect(isEntryFileName(name, suffix)).toBe(expected);
});
