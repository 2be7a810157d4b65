import { describe, expect, it } from 'vitest';
import { parseCpuSeconds } from './statistics.ts';

describe('parseCpuSeconds', () => {
  it('is not misled by spaces and parentheses in the name', () => {
    const stat = '42 (ld (x) y) S 1 42 42 0 -1 4194304 100 0 0 0 250 50 0 0 20 0 5 0 1 1 1';
    expect(parseCpuSeconds(stat)).toBe(3);
  });
});
