/** Numbers from 0 up to `below`, the same ones for the same seed. */
export type Random = (below: number) => number;

/** A small generator (mulberry32): a run that failed is repeated by its seed. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** Sizes, counts and offsets that readers get wrong. */
const edges = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff];
type Change = (bytes: Buffer, random: Random) => Buffer;

const somewhere = (bytes: Buffer, random: Random) => random(bytes.length + 1);

const changes: readonly Change[] = [
  function flipBit(bytes, random) {
    const at = somewhere(bytes, random);
    if (at < bytes.length) bytes[at]! ^= 1 << random(8);
    return bytes;
  },
  function setByte(bytes, random) {
    const at = somewhere(bytes, random);
    if (at < bytes.length) bytes[at] = random(256);
    return bytes;
  },
  function setEdge(bytes, random) {
    const width = [1, 2, 4][random(3)]!;
    const at = somewhere(bytes, random);
    const value = edges[random(edges.length)]! % 2 ** (8 * width);
    const isLittle = random(2) === 0;
    if (at + width > bytes.length) return bytes;
    if (isLittle) bytes.writeUIntLE(value, at, width);
    else bytes.writeUIntBE(value, at, width);
    return bytes;
  },
  function truncate(bytes, random) {
    return bytes.subarray(0, somewhere(bytes, random));
  },
  function remove(bytes, random) {
    const [from, length] = [somewhere(bytes, random), random(64)];
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + length)]);
  },
  function repeat(bytes, random) {
    const [from, length] = [somewhere(bytes, random), random(64)];
    const part = Array<Buffer>(1 + random(8)).fill(bytes.subarray(from, from + length));
    return Buffer.concat([bytes.subarray(0, from), ...part, bytes.subarray(from)]);
  },
  function copyWithin(bytes, random) {
    const from = somewhere(bytes, random);
    return bytes.copyWithin(somewhere(bytes, random), from, from + random(64));
  },
];

/** One of the seeds, changed in one to eight places. */
export function mutate(seeds: readonly Uint8Array[], random: Random): Uint8Array {
  let bytes: Buffer = Buffer.from(seeds[random(seeds.length)] ?? []);
  const longest = 2 * bytes.length + 4096;
  for (let count = 1 + random(8); count > 0; count -= 1) {
    bytes = changes[random(changes.length)]!(bytes, random);
  }
  return bytes.subarray(0, longest);
}
