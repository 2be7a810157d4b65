import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fail, ok, type Result } from '../../core/result.ts';
import { toolEnvironment } from '../tools/run-program.ts';

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
  const holder = spawn(
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
    { env: toolEnvironment(), stdio: ['pipe', 'pipe', 'ignore'] },
  );
  const ended = new Promise<number | Error>((resolve) => {
    holder.once('error', resolve);
    holder.once('close', (exitCode) => resolve(exitCode ?? -1));
  });
  const held = new Promise<'held'>((resolve) => {
    holder.stdout.once('data', () => resolve('held'));
  });
  const outcome = await Promise.race([held, ended]);
  if (outcome === 'held') {
    return ok(async () => {
      holder.stdin.end();
      await ended;
    });
  }
  if (outcome === conflictCode) return fail('APPLY-02');
  if (outcome instanceof Error && 'code' in outcome && outcome.code === 'ENOENT')
    return fail('TOOL-01', { tool: 'flock' });
  return fail('TOOL-02', { tool: 'flock' }, String(outcome));
}
