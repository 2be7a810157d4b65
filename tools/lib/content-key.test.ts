import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildOnce, contentKey } from './content-key.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lifeboat-key-'));
  await writeFile(join(folder, 'a.ts'), 'one');
});
afterEach(() => rm(folder, { recursive: true }));

describe('contentKey', () => {
  const key = (extra = '') => contentKey([folder, join(folder, 'missing')], folder, extra);

  it('is the same for the same content', async () => {
    expect(await key()).toBe(await key());
  });

  it.each([
    ['a changed file', () => writeFile(join(folder, 'a.ts'), 'two')],
    ['a new file', () => writeFile(join(folder, 'b.ts'), '')],
    ['a file that was missing', () => writeFile(join(folder, 'missing'), '')],
  ])('changes with %s', async (_, change) => {
    const before = await key();
    await change();
    expect(await key()).not.toBe(before);
  });

  it('does not change with a test, which is never built', async () => {
    const before = await key();
    await writeFile(join(folder, 'a.test.ts'), 'it works');
    expect(await key()).toBe(before);
  });
});

describe('buildOnce', () => {
  const build = async (key: string, isComplete = true) => {
    let built = false;
    const cached = await buildOnce(
      join(folder, 'stamps', 'app'),
      key,
      () => isComplete,
      async () => {
        built = true;
      },
    );
    expect(cached).toBe(!built);
    return built;
  };

  it('builds once for a key', async () => {
    expect(await build('k1')).toBe(true);
    expect(await build('k1')).toBe(false);
    expect(await build('k2')).toBe(true);
  });

  it('builds again when what was built has gone', async () => {
    await build('k1');
    expect(await build('k1', false)).toBe(true);
  });

  it('builds again after a build that failed', async () => {
    await build('k1');
    const stamp = join(folder, 'stamps', 'app');
    const fail = () => Promise.reject(new Error('no'));
    await expect(buildOnce(stamp, 'k2', () => true, fail)).rejects.toThrow('no');
    expect(await build('k1')).toBe(true);
  });
});
