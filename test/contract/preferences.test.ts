import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLifeboat } from '../helpers/lifeboat-cli.ts';

describe('lifeboat preferences', () => {
  const lifeboat = openLifeboat();
  let esp: string;
  beforeEach(() => {
    esp = mkdtempSync(join(tmpdir(), 'lifeboat-esp-'));
  });
  afterEach(() => {
    rmSync(esp, { recursive: true });
  });

  const read = async () => {
    const { stdout } = await lifeboat.run(['preferences', '--esp', esp, '--json']);
    return (JSON.parse(stdout) as { preferences: unknown }).preferences;
  };
  const keep = (words: string) => lifeboat.run(['preferences', '--esp', esp, '--save', words]);

  it('keeps the five, replaces them as a whole, and leaves nothing else behind', async () => {
    expect(await read()).toEqual({});
    await keep('lifeboat.lang=ar lifeboat.scale=200 lifeboat.root=/dev/sda');
    expect(await read()).toEqual({ language: 'ar', textSize: 200 });
    const { exitCode, stdout } = await keep('lifeboat.contrast=1');
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('lifeboat.contrast=1')]);
    expect(readFileSync(join(esp, 'lifeboat/preferences'), 'utf8')).toBe('lifeboat.contrast=1\n');
    const left = readdirSync(join(esp, 'lifeboat')).filter((name) => name !== 'apply.lock');
    expect(left).toEqual(['preferences']);
  });

  it('takes nothing from a file that is longer than any of ours', async () => {
    mkdirSync(join(esp, 'lifeboat'));
    const text = `lifeboat.lang=de\n${'#'.repeat(5000)}\n`;
    writeFileSync(join(esp, 'lifeboat/preferences'), text);
    expect(await read()).toEqual({});
  });
});
