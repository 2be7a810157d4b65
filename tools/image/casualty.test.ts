import { expect, test } from 'vitest';
import { listCasualties, readCasualty } from './casualty.ts';

test('the broken upgrade has an unproven version beside a good one', async () => {
  const { versions } = await readCasualty('broken-upgrade');
  expect(versions).toMatchObject([
    { entry: 'demo_1.0.efi', hasBrokenDisplay: false },
    { entry: 'demo_1.1+3.efi', hasBrokenDisplay: true },
  ]);
});

test('every casualty can be read, and differs from the others', async () => {
  const names = listCasualties();
  expect(names.length).toBeGreaterThan(1);
  const casualties = await Promise.all(names.map(readCasualty));
  const contents = casualties.map(({ name: _name, summary: _summary, ...content }) =>
    JSON.stringify(content),
  );
  expect(new Set(contents).size).toBe(names.length);
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
