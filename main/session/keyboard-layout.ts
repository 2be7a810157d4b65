/** The characters of a keyboard layout, as xkbcomp(1) resolves it; no X server is asked. */
import { execa } from 'execa';
import keysyms from 'keysym/data/keysyms.json' with { type: 'json' };
import { dottedCircle, keyRows, type KeyboardLayout } from '../../core/contract/keyboard-layout.ts';

/** xkb's names of the same keys, in the same order. */
const keyNames: readonly (readonly string[])[] = [
  ['TLDE', ...numbered('AE', 12)],
  numbered('AD', 12),
  [...numbered('AC', 11), 'BKSL'],
  ['LSGT', ...numbered('AB', 10)],
];

function numbered(row: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => row + String(i + 1).padStart(2, '0'));
}

const codeOf = new Map(
  keyNames.flatMap((row, i) => row.map((key, j) => [key, keyRows[i]?.[j]] as const)),
);

const names: Readonly<Record<string, number>> = keysyms.names;

/** The character of a keysym's name, a mark for a dead key; empty where it writes nothing. */
export function toCharacter(name: string): string {
  const code = /^U([0-9A-F]{4,6})$/i.exec(name)?.[1] ?? /^0x100([0-9a-f]{4,5})$/i.exec(name)?.[1];
  if (code !== undefined) return String.fromCodePoint(parseInt(code, 16));
  const unicode = keysyms.records[names[name] ?? -1]?.unicode ?? 0;
  // What moves or deletes has a control character.
  if (unicode < 0x20 || unicode === 0x7f) return '';
  const character = String.fromCodePoint(unicode);
  return name.startsWith('dead_') ? dottedCircle + character : character;
}

/** The layout in what `xkbcomp -xkb` prints: the first group, four levels of each key that writes. */
export function parseKeyboardLayout(text: string): KeyboardLayout {
  const keys = /key\s+<(\w+)>\s*\{(?:[^[}]*symbols\[Group1\]\s*=)?[^[}]*\[([^\]]*)\]/g;
  const layout: KeyboardLayout = {};
  for (const [, key = '', symbols = ''] of text.matchAll(keys)) {
    const code = codeOf.get(key);
    if (code === undefined) continue;
    layout[code] = symbols
      .split(',')
      .slice(0, 4)
      .map((name) => toCharacter(name.trim()));
  }
  return layout;
}

/** The xkb layout `id`, "de" or "us(dvorak)"; null where it can't be read. */
export async function readKeyboardLayout(id: string): Promise<KeyboardLayout | null> {
  const input = `xkb_keymap {
    xkb_keycodes { include "evdev+aliases(qwerty)" };
    xkb_types { include "complete" };
    xkb_compat { include "complete" };
    xkb_symbols { include "pc+${id}" };
  };`;
  const { failed, stdout } = await execa('xkbcomp', ['-w0', '-xkb', '-', '-'], {
    input,
    reject: false,
    timeout: 5000,
  });
  const layout = failed ? {} : parseKeyboardLayout(stdout);
  return Object.keys(layout).length === 0 ? null : layout;
}
