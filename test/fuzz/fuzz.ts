import { performance } from 'node:perf_hooks';
import { createRandom, mutate } from './mutate.ts';
import type { FuzzTarget } from './targets.ts';

/** More than this for one small input is a hang in the making. */
export const maxInputMs = 1000;

export interface FuzzOptions {
  seconds: number;
  seed: number;
  /** Told of each input before it is read, so that somebody else can see a hang. */
  onInput?: (bytes: Uint8Array) => void;
}

export interface FuzzResult {
  runs: number;
  slowestMs: number;
  /** The input that threw or took too long, null when there was none. */
  failure: { bytes: Uint8Array; reason: string } | null;
}

/** Feeds the target with its seeds, then with changed ones, until the time is over or it fails. */
export async function fuzz(
  target: FuzzTarget,
  { seconds, seed, onInput }: FuzzOptions,
): Promise<FuzzResult> {
  const random = createRandom(seed);
  const end = performance.now() + seconds * 1000;
  const result: FuzzResult = { runs: 0, slowestMs: 0, failure: null };
  while (result.failure === null && (result.runs === 0 || performance.now() < end)) {
    const bytes = target.seeds[result.runs] ?? mutate(target.seeds, random);
    onInput?.(bytes);
    const start = performance.now();
    try {
      await target.run(bytes);
    } catch (error) {
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      result.failure = { bytes, reason };
    }
    const tookMs = performance.now() - start;
    result.runs += 1;
    result.slowestMs = Math.max(result.slowestMs, tookMs);
    if (tookMs > maxInputMs) result.failure ??= { bytes, reason: `took ${tookMs.toFixed(0)} ms` };
  }
  return result;
}
