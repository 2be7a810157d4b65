import { describe, expect, it } from 'vitest';
import { fuzz } from './fuzz.ts';
import { createRandom, mutate } from './mutate.ts';
import { fuzzTargets } from './targets.ts';

const secondsEach = 0.4;

describe('readers of what lies on a disk', () => {
  it.each(Object.keys(fuzzTargets))(
    '%s neither throws nor hangs on changed examples',
    async (name) => {
      const seed = Math.floor(Math.random() * 2 ** 32);
      const result = await fuzz(fuzzTargets[name]!, { seconds: secondsEach, seed });
      const input = Buffer.from(result.failure?.bytes ?? []).toString('base64');
      expect(result.failure?.reason, `seed ${seed}, input ${input}`).toBeUndefined();
      expect(result.runs).toBeGreaterThan(10);
    },
    20_000,
  );
});

describe('the fuzzer itself', () => {
  it('finds a reader that throws, and shows the input', async () => {
    const target = {
      seeds: [Buffer.from('good')],
      run: (bytes: Uint8Array) => {
        if (bytes[0] !== 0x67) throw new Error('the first letter was believed');
      },
    };
    const { failure } = await fuzz(target, { seconds: 5, seed: 1 });
    expect(failure?.reason).toContain('the first letter was believed');
    expect(failure?.bytes[0]).not.toBe(0x67);
  });

  it('makes the same inputs from the same seed', () => {
    const make = (seed: number) => mutate([Buffer.from('an example')], createRandom(seed));
    expect(make(7)).toEqual(make(7));
    expect(
      new Set(Array.from({ length: 20 }, (_, seed) => make(seed).toString())).size,
    ).toBeGreaterThan(10);
  });
});
