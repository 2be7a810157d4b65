import { expect, test } from 'vitest';
import { lifeboatCommandLine } from './build.ts';

const rootHash = 'ab'.repeat(32);

test('the volume’s root hash stands on the command line of its chain only', () => {
  const word = `lifeboat.volume=${rootHash}`;
  expect(lifeboatCommandLine('volume', 'production', rootHash)).toContain(word);
  expect(lifeboatCommandLine('stub', 'production', rootHash).join(' ')).not.toContain(rootHash);
});

test('a kernel panic ends in a restart, in production after a moment to read it', () => {
  expect(lifeboatCommandLine('volume', 'test', rootHash)).toContain('panic=-1');
  expect(lifeboatCommandLine('volume', 'production', rootHash)).toContain('panic=10');
});
