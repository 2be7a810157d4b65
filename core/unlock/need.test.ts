import { expect, it } from 'vitest';
import { makePartition } from '../../test/helpers/machines/parts.ts';
import { isOfUse, sortByUse } from './need.ts';

const make = (partTypeName: string | null) =>
  makePartition(`/dev/${String(partTypeName)}`, { partTypeName });

it.each(['home', 'user-home', 'srv', 'swap', 'tmp'])('does not ask for %s', (type) => {
  expect(isOfUse(make(type))).toBe(false);
});

it.each(['var', 'root-x86-64', 'usr-x86-64', 'linux-generic', 'luks', null])(
  'asks for %s, which may hold a system or its state',
  (type) => {
    expect(isOfUse(make(type))).toBe(true);
  },
);

it('begins with what is of use, and keeps the order of the disks otherwise', () => {
  const types = ['home', 'var', 'swap', null];
  expect(sortByUse(types.map(make)).map(({ partTypeName }) => partTypeName)).toEqual([
    'var',
    null,
    'home',
    'swap',
  ]);
});
