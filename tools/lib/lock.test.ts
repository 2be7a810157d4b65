import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readHolder, takeLock } from './lock.ts';

describe('takeLock', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lifeboat-lock-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is held by this process until released', async () => {
    const file = join(folder, 'machine.lock');
    const release = await takeLock(file, 'testing', 1000);
    expect(readHolder(file)).toBe(process.pid);
    await expect(takeLock(file, 'testing', 10)).rejects.toThrow('another process that is testing');
    release();
    expect(readHolder(file)).toBeUndefined();
  });

  it('is taken over from a process that has gone', async () => {
    const file = join(folder, 'machine.lock');
    await writeFile(file, '4194999\n'); // above the kernel's largest process id
    const release = await takeLock(file, 'testing', 2000);
    expect((await readFile(file, 'utf8')).trim()).toBe(String(process.pid));
    release();
  });
});
