import { expect, test } from 'vitest';
import { readCasualty, rootLayer } from './casualty.ts';

test('the broken upgrade has an unproven version beside a good one, and changes that one only', async () => {
  const casualty = await readCasualty('broken-upgrade');
  expect(casualty.versions.map(({ entry }) => entry)).toEqual(['demo_1.0.efi', 'demo_1.1+3.efi']);
  expect(rootLayer(casualty, '1.0')).toBeUndefined();
  expect(rootLayer(casualty, '1.1')).toMatch(/broken-upgrade\/roots\/1\.1$/);
});

test.each(['no-such-thing', '../casualties/broken-upgrade', ''])(
  'the unknown casualty “%s” is answered with the known ones',
  async (name) => {
    await expect(readCasualty(name)).rejects.toMatchObject({
      message: `there is no casualty “${name}”`,
      hint: expect.stringContaining('broken-upgrade') as string,
    });
  },
);
