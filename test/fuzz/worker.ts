import { parentPort, workerData } from 'node:worker_threads';
import { fuzz } from './fuzz.ts';
import { fuzzTargets } from './targets.ts';

/** What is shared with the watcher: the number of the input, its length, and its bytes. */
export const headerBytes = 8;

export interface WorkerData {
  target: string;
  seconds: number;
  seed: number;
  shared: SharedArrayBuffer;
}

/** Fuzzes one target in a thread of its own, so that a reader that never returns can be stopped. */
async function work({ target, seconds, seed, shared }: WorkerData): Promise<void> {
  const header = new Uint32Array(shared, 0, 2);
  const place = new Uint8Array(shared, headerBytes);
  const result = await fuzz(fuzzTargets[target]!, {
    seconds,
    seed,
    onInput: (bytes) => {
      const kept = bytes.subarray(0, place.length);
      place.set(kept);
      Atomics.store(header, 1, kept.length);
      Atomics.add(header, 0, 1);
    },
  });
  parentPort?.postMessage(result);
}

if (parentPort !== null) await work(workerData as WorkerData);
