import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lifeboatCommandLine } from './build.ts';
import { builtFiles, lifeboatLayers } from './uki.ts';

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

test('only the test profile carries the test token and its service', () => {
  expect(Object.values(builtFiles('test', '/out'))).toEqual(['/out/test/token.mjs']);
  expect(builtFiles('production', '/out')).toEqual({});
  const unit = 'usr/lib/systemd/system/lifeboat-token.service';
  const carriesUnit = (profile: 'test' | 'production') =>
    lifeboatLayers(profile).some((layer) => existsSync(join(layer, unit)));
  expect([carriesUnit('test'), carriesUnit('production')]).toEqual([true, false]);
});
