import { expect, test } from 'vitest';
import { findRootHash, uuidsOfRootHash } from './repart.ts';

const rootHash = '0123456789abcdef0123456789abcdef' + 'fedcba9876543210fedcba9876543210';

test('a root hash names its partitions', () => {
  expect(uuidsOfRootHash(rootHash)).toEqual({
    data: '01234567-89ab-cdef-0123-456789abcdef',
    verity: 'fedcba98-7654-3210-fedc-ba9876543210',
  });
});

test('the root hash is found among the partitions', () => {
  const partition = { type: 'root-x86-64', uuid: '', label: '' };
  expect(
    findRootHash([
      { ...partition, roothash: 'TBD' },
      { ...partition, roothash: rootHash },
    ]),
  ).toBe(rootHash);
  expect(() => findRootHash([partition])).toThrow('no root hash');
});
