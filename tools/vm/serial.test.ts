import { describe, expect, it } from 'vitest';
import { cleanSerial, findUnfinishedEscape } from './serial.ts';

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

describe('cleanSerial', () => {
  it('leaves only what a person would read, whatever the firmware sends', () => {
    const text =
      '\u001b[=3h\u001b[!p\u001b[2J\u001b[01;31mPlease\u001b[0m\u001b(B \u001b7enter\u001b]104\u0007\r\n';
    expect(cleanSerial(text)).toBe('Please enter\n');
  });
});
