import { describe, expect, it } from 'vitest';
import { formatSummary, hasFailed, type PartResult } from './results.ts';

const part = (values: Partial<PartResult>): PartResult => ({
  part: 'unit',
  passed: 0,
  failures: [],
  skips: [],
  milliseconds: 1000,
  ...values,
});

describe('formatSummary', () => {
  const parts = [
    part({ passed: 4, skips: [{ name: 'orca speaks', reason: 'no orca here' }] }),
    part({ part: 'image', passed: 1, failures: [{ name: 'rolls back', detail: 'timeout' }] }),
  ];

  it('ends with the sum of all parts alone on its line', () => {
    expect(formatSummary(parts).split('\n').at(-1)).toBe('5 passed, 1 failed, 1 skipped');
  });

  it('names each skip with its reason, and each failure', () => {
    const summary = formatSummary(parts);
    expect(summary).toContain('skipped: orca speaks: no orca here');
    expect(summary).toContain('failed: rolls back');
  });

  it('knows whether anything failed', () => {
    expect(hasFailed(parts)).toBe(true);
    expect(hasFailed(parts.slice(0, 1))).toBe(false);
  });
});
