import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareVersions } from './compare-versions.ts';

const sign = (a: string, b: string) => Math.sign(compareVersions(a, b));

describe('the examples of the UAPI Version Format Specification', () => {
  it.each([
    ['11', '==', '11'],
    ['systemd-123', '==', 'systemd-123'],
    ['bar-123', '<', 'foo-123'],
    ['123a', '>', '123'],
    ['123.a', '>', '123'],
    ['123.a', '<', '123.b'],
    ['123a', '>', '123.a'],
    ['11α', '==', '11β'],
    ['B', '<', 'a'],
    ['', '<', '0'],
    ['0.', '>', '0'],
    ['0.0', '>', '0'],
    ['0', '>', '~'],
    ['', '>', '~'],
    ['1_', '==', '1'],
    ['_1', '==', '1'],
    ['1_', '<', '1.2'],
    ['1_2_3', '>', '1.3.3'],
    ['1+', '==', '1'],
    ['+1', '==', '1'],
    ['1+', '<', '1.2'],
    ['1+2+3', '>', '1.3.3'],
  ])('%j %s %j', (a, operator, b) => {
    const expected = { '<': -1, '==': 0, '>': 1 }[operator]!;
    expect(sign(a, b)).toBe(expected);
    expect(sign(b, a) + expected).toBe(0);
  });

  it('are in the order of its long example', () => {
    const ascending = [
      ...['122.1', '123~rc1-1', '123', '123-a', '123-a.1', '123-1', '123-1.1', '123^post1'],
      ...['123.a-1', '123.1-1', '123a-1', '124-1'],
    ];
    for (const [i, a] of ascending.entries()) {
      for (const [k, b] of ascending.entries())
        expect(sign(a, b), `${a} ${b}`).toBe(Math.sign(i - k));
    }
  });
});

describe("systemd's strverscmp_improved() beside them", () => {
  it.each([
    ['1.9', '1.10'],
    ['a', '0'],
    ['10.0001', '10.0039'],
    ['1.', '1.0'],
    ['~', '~~'],
    ['1-1', '1.0'],
    ['1^', '1.'],
    ['1~', '1~~'],
    ['123', '123-'],
    ['A', 'a'],
    ['99999999999999999999', '100000000000000000000'],
  ])('%j is older than %j', (a, b) => {
    expect(sign(a, b)).toBe(-1);
    expect(sign(b, a)).toBe(1);
  });

  it.each([
    ['1.0', '1.00'],
    ['1_2', '1 2'],
    ['', ''],
    ['1.2$', '1.2'],
    ['٣', ''],
  ])('%j and %j are equal', (a, b) => {
    expect(sign(a, b)).toBe(0);
  });
});

describe('the order', () => {
  const version = fc.string({
    unit: fc.constantFrom(...Array.from('0123456789abcZ.-~^_+ é')),
    maxLength: 12,
  });

  it('is total and antisymmetric', () => {
    fc.assert(
      fc.property(version, version, (a, b) => {
        expect(compareVersions(a, a)).toBe(0);
        expect(sign(a, b) + sign(b, a)).toBe(0);
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

  it('takes any text at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (a, b) => {
        expect([-1, 0, 1]).toContain(sign(a, b));
      }),
    );
  });
});
