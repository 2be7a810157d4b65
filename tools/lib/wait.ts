import { setTimeout as sleep } from 'node:timers/promises';
import { formatSeconds } from './steps.ts';
import { CommandError } from './errors.ts';

export interface WaitOptions {
  /** What is being waited for, as the end of the sentence "Waited … for". */
  what: string;
  deadlineMs: number;
  intervalMs?: number;
  /** Said with a failure: what was seen last. */
  context?: () => string;
  /** Throws if waiting has become pointless, for example because the machine is gone. */
  check?: () => void;
}

/** Calls `probe` until it gives something other than undefined; a `CommandError` at the deadline. */
export async function waitUntil<T>(
  options: WaitOptions,
  probe: () => T | undefined | Promise<T | undefined>,
): Promise<T> {
  const end = performance.now() + options.deadlineMs;
  for (;;) {
    options.check?.();
    const value = await probe();
    if (value !== undefined) return value;
    if (performance.now() >= end) {
      const context = options.context?.();
      throw new CommandError(
        `Waited ${formatSeconds(options.deadlineMs)} in vain for ${options.what}.` +
          (context === undefined || context === '' ? '' : `\n${context}`),
      );
    }
    await sleep(options.intervalMs ?? 100);
  }
}
