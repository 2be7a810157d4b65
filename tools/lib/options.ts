import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { CommandError } from './errors.ts';

/** Node's parseArgs, with its complaints as one sentence and `usage` as the next step. */
export function parseOptions<T extends ParseArgsOptionsConfig>(options: T, usage: string) {
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    const message = error instanceof Error ? error.message.split('. ')[0] : String(error);
    throw new CommandError(`${message ?? ''}.`, usage);
  }
}
