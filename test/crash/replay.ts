/**
 * What a disk can hold after a power cut, from the log of its writes: each prefix, and samples of
 * what a disk that keeps writes in its cache may have made of the last ones. A flush divides the
 * writes into epochs: everything before it is on the disk, of what comes after any part may be.
 */
import type { BlockWrite } from './write-log.ts';

export interface CrashPoint {
  /** What it is called in a report: "after 12", or "after 12 without 3". */
  name: string;
  image: Buffer;
}

export interface ReplayOptions {
  /** How many reordered points are drawn, beside all prefixes. */
  samples: number;
  /** A number in [0, 1) each time, so that a run can be had again. */
  random: () => number;
  /** Bytes of the disk that the image begins at, where the log is of the whole disk. */
  startBytes?: number;
}

/** Small and well enough spread to draw samples by; the same seed gives the same numbers. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
}

function write(image: Buffer, { data, offsetBytes }: BlockWrite, startBytes: number): void {
  const at = offsetBytes - startBytes;
  const from = Math.max(0, -at);
  const length = Math.min(data.length, image.length - at);
  if (length > from) data.copy(image, Math.max(0, at), from, length);
}

/** The writes that may be on the disk or not once the first `count` were sent to it. */
function findUnflushed(writes: readonly BlockWrite[], count: number): number[] {
  let start = 0;
  for (let i = 0; i < count; i += 1) if (writes[i]?.isFlush) start = i;
  const open: number[] = [];
  for (let i = start; i < count; i += 1) {
    const { isFua = false, mark = null } = writes[i] ?? {};
    if (!isFua && mark === null) open.push(i);
  }
  return open;
}

/** Each prefix of the writes on a copy of `base`, then the samples. The image is the caller's. */
export function* replay(
  base: Buffer,
  writes: readonly BlockWrite[],
  { samples, random, startBytes = 0 }: ReplayOptions,
): Generator<CrashPoint> {
  const image = Buffer.from(base);
  yield { name: 'before all', image: Buffer.from(image) };
  for (const [i, each] of writes.entries()) {
    if (each.mark !== null) continue;
    write(image, each, startBytes);
    yield { name: `after ${String(i)}`, image: Buffer.from(image) };
  }
  for (let n = 0; n < samples; n += 1) {
    const count = 1 + Math.floor(random() * writes.length);
    const open = findUnflushed(writes, count);
    const lost = new Set(open.filter(() => random() < 0.5));
    const kept = writes.slice(0, count).filter((each, i) => each.mark === null && !lost.has(i));
    // Of what is kept, the open ones may have come in any order; the last one of a sector stays.
    const sample = Buffer.from(base);
    for (const each of kept) write(sample, each, startBytes);
    const without = lost.size === 0 ? '' : ` without ${[...lost].join(', ')}`;
    yield { name: `after ${String(count - 1)}${without}`, image: sample };
  }
}
