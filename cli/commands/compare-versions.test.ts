import { describe, expect, it } from 'vitest';
import { compareForPerson, isOperator } from './compare-versions.ts';

it.each([
  ['1', '2', '1 < 2\n', 12],
  ['2', '1', '2 > 1\n', 11],
  ['1.0', '1.00', '1.0 == 1.00\n', 0],
  ['', '~', "'' > ~\n", 11],
  ['', '', "'' == ''\n", 0],
])('%j and %j: prints %j and exits with %d', (a, b, text, exitCode) => {
  expect(compareForPerson({ a, b, operator: null })).toEqual({ text, exitCode });
});

describe('with an operator it prints nothing and exits with', () => {
  it.each([
    [
      ['lt', '<'],
      [0, 1, 1],
    ],
    [
      ['le', '<='],
      [0, 0, 1],
    ],
    [
      ['eq', '==', '='],
      [1, 0, 1],
    ],
    [
      ['ne', '!=', '<>'],
      [0, 1, 0],
    ],
    [
      ['ge', '>='],
      [1, 0, 0],
    ],
    [
      ['gt', '>'],
      [1, 1, 0],
    ],
  ])('%j: %j for older, equal, newer', (names, exitCodes) => {
    for (const operator of names) {
      const outcomes = ['1', '2', '3'].map((a) => compareForPerson({ a, b: '2', operator }));
      expect(outcomes.map(({ text }) => text).join('')).toBe('');
      expect(outcomes.map(({ exitCode }) => exitCode)).toEqual(exitCodes);
      expect(isOperator(operator)).toBe(true);
    }
  });

  it('knows no other operators', () => {
    for (const word of ['', 'LT', '=<', '===', '$=', 'is']) expect(isOperator(word)).toBe(false);
  });
});
