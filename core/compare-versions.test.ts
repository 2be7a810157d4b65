import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareVersions } from './compare-versions.ts';

// From the UAPI Version Format Specification and systemd's own test: each is older than the next.
const ascending = [
  ['', '~', true],
  ['122.1', '123~rc1-1', false],
  ['123~rc1-1', '123', false],
  ['123', '123-a', false],
  ['123-a', '123-a.1', false],
  ['123-a.1', '123-1', false],
  ['123-1', '123-1.1', false],
  ['123-1.1', '123^post1', false],
  ['123^post1', '123.a-1', false],
  ['123.a-1', '123.1-1', false],
  ['123.1-1', '123a-1', false],
  ['123a-1', '124-1', false],
  ['1.9', '1.10', false],
  ['a', '0', false],
  ['10.0001', '10.0039', false],
] as const;

describe('compareVersions', () => {
  it.each(ascending)('orders %j before %j (reversed: %j)', (a, b, isReversed) => {
    const expected = isReversed ? 1 : -1;
    expect(Math.sign(compareVersions(a, b))).toBe(expected);
    expect(Math.sign(compareVersions(b, a))).toBe(-expected);
  });

  it.each([
    ['1.0', '1.00'],
    ['1_2', '1 2'],
    ['', ''],
    ['1.2$', '1.2'],
  ])('takes %j and %j for equal', (a, b) => {
    expect(compareVersions(a, b)).toBe(0);
  });

  const version = fc.string({
    unit: fc.constantFrom(...Array.from('0123456789abcZ.-~^_+ é')),
    maxLength: 12,
  });

  it('is total and antisymmetric', () => {
    fc.assert(
      fc.property(version, version, (a, b) => {
        expect(compareVersions(a, a)).toBe(0);
        expect(Math.sign(compareVersions(a, b)) + Math.sign(compareVersions(b, a))).toBe(0);
      }),
      { numRuns: 2000 },
    );
  });

  it('is transitive', () => {
    fc.assert(
      fc.property(version, version, version, (...versions) => {
        const [a, b, c] = versions.sort(compareVersions);
        expect(compareVersions(a, b)).toBeLessThanOrEqual(0);
        expect(compareVersions(b, c)).toBeLessThanOrEqual(0);
        expect(compareVersions(a, c)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 3000 },
    );
  });
});
