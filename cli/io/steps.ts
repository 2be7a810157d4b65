import type { MessageId } from '../../core/messages/domain.ts';
import type { Params, Result } from '../../core/result.ts';
import type { Io } from './io.ts';

/** Runs one named step of a job and says when it begins and how it ends. */
export async function runStep<T>(
  io: Io,
  message: MessageId,
  work: () => Promise<Result<T>> | Result<T>,
  params: Params = {},
): Promise<Result<T>> {
  const step = { type: 'step' as const, id: message, message, params };
  io.emit({ ...step, state: 'running' });
  const result = await work();
  io.emit({ ...step, state: result.ok ? 'done' : 'failed' });
  return result;
}
