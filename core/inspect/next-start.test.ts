import { expect, it } from 'vitest';
import { makeDemo } from '../../test/helpers/machines/demo.ts';
import { findNextStart } from './next-start.ts';

const setUp = (startsOnce: boolean) => {
  const machine = makeDemo();
  const lasting = machine.versions.find(({ isDefault }) => isDefault);
  const other = machine.versions.find(({ isDefault, isLifeboat }) => !isDefault && !isLifeboat);
  const next = startsOnce ? other : lasting;
  const entries = machine.entries.map((entry) => ({
    ...entry,
    isDefault: entry.id === next?.entryId,
  }));
  return { found: findNextStart({ ...machine, entries }), lasting, other };
};

it('is the lasting choice', () => {
  const { found, lasting } = setUp(false);
  expect(found).toBe(lasting);
  expect(found).not.toBeNull();
});

it('is what was asked for once, before the lasting choice', () => {
  const { found, other } = setUp(true);
  expect(found).toBe(other);
  expect(found).not.toBeNull();
});

it('is unknown where no loader was found', () => {
  expect(findNextStart({ entries: [], versions: [] })).toBeNull();
});
