import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readPageFile } from './page.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'page-test-'));
  await mkdir(join(root, 'renderer/assets'), { recursive: true });
  await writeFile(join(root, 'renderer/index.html'), '<h1>Lifeboat</h1>');
  await writeFile(join(root, 'secret.js'), 'not yours');
});
afterAll(() => rm(root, { recursive: true }));

it('serves the page with a policy that allows its own files only', async () => {
  const file = await readPageFile(join(root, 'renderer'), '/index.html');
  expect(file?.body.toString()).toBe('<h1>Lifeboat</h1>');
  expect(file?.headers['content-security-policy']).toContain("default-src 'none'");
});

it.each(['/../secret.js', '/%2e%2e/secret.js', '/%zz.js', '/assets', '/absent.js', '/'])(
  'serves nothing for %s',
  async (path) => {
    expect(await readPageFile(join(root, 'renderer'), path)).toBeNull();
  },
);
