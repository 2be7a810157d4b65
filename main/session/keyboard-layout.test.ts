import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { parseKeyboardLayout, toCharacter } from './keyboard-layout.ts';

it('reads the keys that write, level by level, from what xkbcomp printed', async () => {
  const text = await readFile('test/fixtures/xkb/de.txt', 'utf8');
  const layout = parseKeyboardLayout(text);
  expect(Object.keys(layout)).toHaveLength(48);
  expect(layout).toMatchObject({
    Backquote: ['◌\u0302', '°', '′', '″'],
    Digit2: ['2', '"', '²', '⅛'],
    Minus: ['ß', '?', '\\', '¿'],
    Equal: ['◌\u0301', '◌\u0300', '◌\u0327', '◌\u0328'],
    KeyQ: ['q', 'Q', '@', 'Ω'],
    KeyE: ['e', 'E', '€', '€'],
    KeyY: ['z', 'Z', '←', '¥'],
    IntlBackslash: ['<', '>', '|', ''],
  });
});

it.each([
  ['q', 'q'],
  ['parenleft', '('],
  ['Cyrillic_ya', 'я'],
  ['U1E9E', 'ẞ'],
  ['0x1002026', '…'],
  ['dead_acute', '◌\u0301'],
  ['Hebrew_shin', ''],
  ['BackSpace', ''],
  ['NoSymbol', ''],
  ['toString', ''],
])('the keysym %s writes “%s”', (name, character) => {
  expect(toCharacter(name)).toBe(character);
});

it('finds nothing in a text that is something else', () => {
  expect(parseKeyboardLayout('')).toEqual({});
  expect(parseKeyboardLayout('key <AD01> { [ q, Q ]')).toEqual({ KeyQ: ['q', 'Q'] });
});
