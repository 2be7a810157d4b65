/*
 * Keys as QEMU names them ("qcodes", QAPI type QKeyCode). A qcode is a place on the keyboard, not a
 * letter: the guest's layout makes the letter. Text is typed for the US layout, which is what the
 * guest has until somebody chooses another one.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { QmpClient } from './qmp.ts';

/** QEMU drops key events when the guest's USB keyboard queue (16) is full: leave it time. */
const defaultPaceMs = 60;
const holdMs = 20;

const unshifted: Record<string, string> = {
  ' ': 'spc',
  '\n': 'ret',
  '\t': 'tab',
  '-': 'minus',
  '=': 'equal',
  '[': 'bracket_left',
  ']': 'bracket_right',
  ';': 'semicolon',
  "'": 'apostrophe',
  '`': 'grave_accent',
  '\\': 'backslash',
  ',': 'comma',
  '.': 'dot',
  '/': 'slash',
};

const shifted: Record<string, string> = {
  '!': '1',
  '@': '2',
  '#': '3',
  $: '4',
  '%': '5',
  '^': '6',
  '&': '7',
  '*': '8',
  '(': '9',
  ')': '0',
  _: 'minus',
  '+': 'equal',
  '{': 'bracket_left',
  '}': 'bracket_right',
  ':': 'semicolon',
  '"': 'apostrophe',
  '~': 'grave_accent',
  '|': 'backslash',
  '<': 'comma',
  '>': 'dot',
  '?': 'slash',
};

const named: Record<string, string> = {
  enter: 'ret',
  return: 'ret',
  space: 'spc',
  escape: 'esc',
  super: 'meta_l',
  control: 'ctrl',
  pageup: 'pgup',
  pagedown: 'pgdn',
  capslock: 'caps_lock',
  numlock: 'num_lock',
  menu: 'compose',
  numpadinsert: 'kp_0',
  numpadenter: 'kp_enter',
  numpadadd: 'kp_add',
  numpadsubtract: 'kp_subtract',
};

const plain = new Set(
  'tab backspace delete insert home end up down left right shift alt ctrl meta_l esc ret spc'.split(
    ' ',
  ),
);

/** The keys for one character, modifiers first; undefined if the US layout has none. */
export function charToQcodes(char: string): string[] | undefined {
  if (/^[a-z0-9]$/.test(char)) return [char];
  if (/^[A-Z]$/.test(char)) return ['shift', char.toLowerCase()];
  const direct = unshifted[char];
  if (direct !== undefined) return [direct];
  const withShift = shifted[char];
  return withShift === undefined ? undefined : ['shift', withShift];
}

/** `Super+Alt+S`, `Shift+Tab`, `F1`, `Numpad8` as qcodes in pressing order. Throws if unknown. */
export function chordToQcodes(chord: string): string[] {
  return chord.split('+').map((name) => {
    const lower = name.toLowerCase();
    const numpad = /^numpad([0-9])$/.exec(lower)?.[1];
    if (numpad !== undefined) return `kp_${numpad}`;
    if (plain.has(lower) || /^f([1-9]|1[0-2])$/.test(lower)) return lower;
    const known = named[lower] ?? charToQcodes(lower)?.at(-1);
    if (known === undefined) throw new RangeError(`No key is called "${name}" (in "${chord}").`);
    return known;
  });
}

async function pressQcodes(qmp: QmpClient, qcodes: string[], paceMs: number): Promise<void> {
  const send = (down: boolean, order: string[]) =>
    qmp.execute('input-send-event', {
      events: order.map((data) => ({
        type: 'key',
        data: { down, key: { type: 'qcode', data } },
      })),
    });
  await send(true, qcodes);
  await sleep(holdMs);
  await send(false, qcodes.toReversed());
  await sleep(paceMs);
}

/** Presses and releases one chord. */
export async function pressChord(qmp: QmpClient, chord: string): Promise<void> {
  await pressQcodes(qmp, chordToQcodes(chord), defaultPaceMs);
}

/** Types `text` as on a US keyboard, `paceMs` between keys. Throws for a character it lacks. */
export async function typeText(qmp: QmpClient, text: string, paceMs = defaultPaceMs) {
  const strokes = Array.from(text, (char) => {
    const qcodes = charToQcodes(char);
    if (qcodes === undefined) throw new RangeError(`A US keyboard has no key for "${char}".`);
    return qcodes;
  });
  for (const qcodes of strokes) await pressQcodes(qmp, qcodes, paceMs);
}
