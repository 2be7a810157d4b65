import { describe, expect, it } from 'vitest';
import { createEntry } from '../../test/helpers/entry.ts';
import type { Entry } from '../model/machine.ts';
import { compareEntries } from './order.ts';

const sortIds = (...entries: Entry[]) => entries.sort(compareEntries).map(({ id }) => id);

describe("the loader's order", () => {
  it('puts bad entries last, sort keys first, newest versions first', () => {
    expect(
      sortIds(
        createEntry('zz.efi'),
        createEntry('demo_1.2.efi', { sortKey: 'demo', version: '1.2', state: 'bad' }),
        createEntry('demo_1.9.efi', { sortKey: 'demo', version: '1.9' }),
        createEntry('demo_1.10.efi', { sortKey: 'demo', version: '1.10' }),
        createEntry('aa.efi'),
        createEntry('alpha.efi', { sortKey: 'alpha', version: '1' }),
      ),
    ).toEqual(['alpha.efi', 'demo_1.10.efi', 'demo_1.9.efi', 'zz.efi', 'aa.efi', 'demo_1.2.efi']);
  });

  it("is that of systemd's own test (test-bootspec.c, bootspec_sort)", () => {
    const id = (digit: string) => digit.repeat(32);
    expect(
      sortIds(
        createEntry('a-10.conf', { version: '10', machineId: id('d') }),
        createEntry('a-5.conf', { version: '5', machineId: id('d') }),
        createEntry('b.conf', { version: '3', machineId: id('b') }),
        createEntry('c.conf', { sortKey: 'xxxx', version: '5', machineId: id('3') }),
        createEntry('cx.conf', { sortKey: 'xxxx', version: '10', machineId: id('3') }),
        createEntry('d.conf', { sortKey: 'kkkk', version: '100', machineId: id('8') }),
      ),
    ).toEqual(['d.conf', 'cx.conf', 'c.conf', 'b.conf', 'a-10.conf', 'a-5.conf']);
  });

  it('groups by machine id before the version, none first', () => {
    const entry = (id: string, machineId: string | null, version: string) =>
      createEntry(id, { sortKey: 'x', machineId, version });
    expect(
      sortIds(
        entry('1', 'b', '9'),
        entry('2', 'a', '1'),
        entry('3', null, '0'),
        entry('4', 'a', '2'),
      ),
    ).toEqual(['3', '4', '2', '1']);
  });

  it('compares sort keys by their characters, and takes no version for the oldest', () => {
    const entry = (id: string, sortKey: string, version: string | null = null) =>
      createEntry(id, { sortKey, version });
    expect(
      sortIds(
        entry('1', 'a'),
        entry('2', 'B'),
        entry('3', 'a10'),
        entry('4', 'a9'),
        entry('5', 'a', '1'),
      ),
    ).toEqual(['2', '5', '1', '3', '4']);
  });

  it('ends with the name without regard to case, then with the tries', () => {
    expect(
      sortIds(
        createEntry('b.efi'),
        createEntry('C.efi'),
        createEntry('a.efi', { path: 'a+1-2.efi', counter: { left: 1, done: 2 } }),
        createEntry('A.efi', { path: 'a+3.efi', counter: { left: 3, done: 0 } }),
        createEntry('a.EFI', { path: 'a+3-1.efi', counter: { left: 3, done: 1 } }),
      ),
    ).toEqual(['C.efi', 'b.efi', 'A.efi', 'a.EFI', 'a.efi']);
  });

  it('leaves entries that nothing tells apart as they were found', () => {
    const same = ['esp', 'xbootldr'].map((path) => createEntry('a.conf', { path }));
    expect(same.sort(compareEntries).map(({ path }) => path)).toEqual(['esp', 'xbootldr']);
  });
});
