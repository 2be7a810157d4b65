/**
 * What the keys of a keyboard layout write, for the keyboard on the screen: for each key, named as in
 * KeyboardEvent.code (W3C UI Events code values), a character for it alone, with Shift, with AltGr and
 * with both. A dead key has its mark on a dotted circle; a level that writes nothing is empty.
 */
import { z } from 'zod';

const letters = (keys: string): string[] => keys.split('').map((key) => `Key${key}`);

/** The keys that write, row by row from the left; keyboards differ in where Backslash lies. */
export const keyRows: readonly (readonly string[])[] = [
  ['Backquote', ...'1234567890'.split('').map((digit) => `Digit${digit}`), 'Minus', 'Equal'],
  [...letters('QWERTYUIOP'), 'BracketLeft', 'BracketRight'],
  [...letters('ASDFGHJKL'), 'Semicolon', 'Quote', 'Backslash'],
  ['IntlBackslash', ...letters('ZXCVBNM'), 'Comma', 'Period', 'Slash'],
];

/** What the mark of a dead key stands on: U+25CC. */
export const dottedCircle = '◌';

export const keyboardLayoutSchema = z.record(z.string(), z.array(z.string().max(8)).max(4));
export type KeyboardLayout = z.infer<typeof keyboardLayoutSchema>;

/** What a key writes with these modifiers; a level that is not there is the one below. */
export function levelOf(levels: readonly string[], isShifted: boolean, isAltGr: boolean): string {
  const [plain = '', shifted = '', alt = '', both = ''] = levels;
  if (isAltGr) return (isShifted ? both : alt) || alt;
  return (isShifted ? shifted : plain) || plain;
}
