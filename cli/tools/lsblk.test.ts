import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { runLsblk, startLsblk } from './lsblk.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lifeboat-lsblk-'));
  const script = `#!/bin/sh\necho call >> '${folder}/calls'\nwc -l < '${folder}/calls'\n`;
  await writeFile(join(folder, 'lsblk'), script, { mode: 0o755 });
  vi.stubEnv('PATH', `${folder}:/usr/bin:/bin`);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

it('takes once what was started before, and looks anew after that', async () => {
  startLsblk();
  startLsblk();
  const first = await runLsblk();
  expect(first).toEqual({ ok: true, value: '1' });
  expect(await runLsblk()).toEqual({ ok: true, value: '2' });
  expect(await readFile(join(folder, 'calls'), 'utf8')).toBe('call\ncall\n');
});
