import { expect, test } from 'vitest';
import { lifeboatCommandLine } from './build.ts';

const rootHash = 'ab'.repeat(32);

test('the volume’s root hash stands on the command line of its chain only', () => {
  const word = `lifeboat.volume=${rootHash}`;
  expect(lifeboatCommandLine('volume', 'production', rootHash)).toContain(word);
  expect(lifeboatCommandLine('stub', 'production', rootHash).join(' ')).not.toContain(rootHash);
});

test('only the test profile restarts at a kernel panic, as nobody could read it', () => {
  expect(lifeboatCommandLine('volume', 'test', rootHash)).toContain('panic=-1');
  expect(lifeboatCommandLine('volume', 'production', rootHash)).not.toContain('panic=-1');
});
