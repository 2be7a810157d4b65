import { execa } from 'execa';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fail, ok, type Result } from '../../core/result.ts';
import { toolEnvironment } from '../tools/run-tool.ts';

const conflictCode = 75;

/**
 * Takes the lock at `path` and returns what releases it; APPLY-02 when somebody else has it. The
 * lock is flock(1)'s, held by a child that ends with its standard input: however this process ends,
 * the kernel lets the lock go.
 */
export async function takeLock(path: string): Promise<Result<() => Promise<void>>> {
  try {
    await mkdir(dirname(path), { recursive: true });
  } catch (error) {
    return fail('ESP-02', { path }, String(error));
  }
  const holder = execa(
    'flock',
    [
      '--nonblock',
      '--conflict-exit-code',
      String(conflictCode),
      path,
      'sh',
      '-c',
      'echo; exec cat',
    ],
    { env: toolEnvironment(), extendEnv: false, stdin: 'pipe', buffer: false, reject: false },
  );
  const isHeld = await Promise.race([
    new Promise<boolean>((resolve) => holder.stdout.once('data', () => resolve(true))),
    holder.then(() => false),
  ]);
  if (isHeld) {
    return ok(async () => {
      holder.stdin.end();
      await holder;
    });
  }
  const { exitCode, code, shortMessage } = await holder;
  if (exitCode === conflictCode) return fail('APPLY-02');
  return code === 'ENOENT'
    ? fail('TOOL-01', { tool: 'flock' })
    : fail('TOOL-02', { tool: 'flock' }, shortMessage ?? '');
}
