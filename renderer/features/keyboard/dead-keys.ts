/** Accents typed before their letter, as a keyboard's dead keys do. */
import { dottedCircle } from '../../../core/contract/keyboard-layout.ts';

/** What an accent is by itself: what it writes before a space, in the compose table of X (en_US.UTF-8). */
const alone: Readonly<Record<string, string>> = {
  '\u0300': '`',
  '\u0301': "'",
  '\u0302': '^',
  '\u0303': '~',
  '\u0304': '¯',
  '\u0306': '˘',
  '\u0307': '˙',
  '\u0308': '"',
  '\u030a': '°',
  '\u030b': '˝',
  '\u030c': 'ˇ',
  '\u0327': '¸',
  '\u0328': '˛',
};

export const isDead = (level: string): boolean =>
  level.length > 1 && level.startsWith(dottedCircle);

/** What `text` becomes after the dead key `dead`: one letter, or the accent and the text. */
export function compose(dead: string, text: string): string {
  const mark = dead.slice(dottedCircle.length);
  const accent = alone[mark] ?? '';
  if (text === ' ' || text === dead) return accent;
  if (isDead(text)) return accent + compose(text, ' ');
  const composed = (text + mark).normalize('NFC');
  return composed.endsWith(mark) ? accent + text : composed;
}
