import { describe, expect, it } from 'vitest';
import { findUnfinishedEscape } from './serial.ts';

describe('findUnfinishedEscape', () => {
  it.each([
    ['plain', 5],
    ['a\u001b[1;3', 1],
    ['a\u001b', 1],
    ['a\u001b[1;31mred', 11],
    ['a\u001b(B', 4],
  ])('%j is whole up to %i', (text, end) => {
    expect(findUnfinishedEscape(text)).toBe(end);
  });
});
