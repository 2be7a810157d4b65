/**
 * Sticky keys, for who presses one key at a time: a modifier that was pressed and let go alone holds
 * for the next key; pressed twice it holds until it is pressed once more. The key that follows is not
 * the browser's own input any more, so what it does is done here: the page's own keys, text, Tab, and
 * what Control does in a field. Five times Shift switches sticky keys.
 */
import { tabbable } from 'tabbable';
import { levelOf, type KeyboardLayout } from '../core/contract/keyboard-layout.ts';
import { compose, isDead } from './features/keyboard/dead-keys.ts';
import { pressControl, typeText } from './features/keyboard/type-into.ts';

const modifiers = ['Shift', 'Control', 'Alt', 'AltGraph', 'Meta'] as const;
export type Modifier = (typeof modifiers)[number];
export type Held = ReadonlyMap<Modifier, 'once' | 'locked'>;

/** How often Shift is pressed and let go, one time after the other, to switch sticky keys. */
const switchTaps = 5;

interface StickyKeysOptions {
  isOn: () => boolean;
  /** What the keys write; null where that is not known. */
  getLayout: () => KeyboardLayout | null;
  /** A modifier was pressed, or what was held has gone with the next key. */
  onChange: (held: Held, pressed: Modifier | null) => void;
  onSwitch: () => void;
}

const isModifier = (key: string): key is Modifier => (modifiers as readonly string[]).includes(key);

/** Events that are made here, which pass. */
const made = new WeakSet<Event>();

function send(place: EventTarget, type: 'keydown' | 'keyup', init: KeyboardEventInit): boolean {
  const event = new KeyboardEvent(type, { ...init, bubbles: true, cancelable: true });
  made.add(event);
  return place.dispatchEvent(event);
}

function moveFocus(step: 1 | -1): void {
  const places: Element[] = tabbable(document.body, { displayCheck: 'none' }).filter((place) =>
    place.checkVisibility(),
  );
  const here = document.activeElement === null ? -1 : places.indexOf(document.activeElement);
  const next = here < 0 && step < 0 ? -1 : (here + step) % Math.max(1, places.length);
  (places.at(next) as HTMLElement | undefined)?.focus();
}

/** Does what `event` would with the modifiers that are held. */
function carryOut(event: KeyboardEvent, held: Held, layout: KeyboardLayout | null): void {
  const place = event.target ?? document.body;
  const shiftKey = event.shiftKey || held.has('Shift');
  const ctrlKey = event.ctrlKey || held.has('Control');
  const altKey = event.altKey || held.has('Alt');
  const metaKey = event.metaKey || held.has('Meta');
  const writes = event.key.length === 1;
  const levels = layout?.[event.code] ?? [event.key, event.key.toUpperCase()];
  const level = writes ? levelOf(levels, shiftKey, held.has('AltGraph')) : event.key;
  const key = isDead(level) ? compose(level, ' ') : level;
  const init = { key, code: event.code, shiftKey, ctrlKey, altKey, metaKey };
  const isLeft = send(place, 'keydown', init);
  if (isLeft && key === 'Tab') moveFocus(shiftKey ? -1 : 1);
  else if (isLeft && writes && ctrlKey) pressControl(key);
  else if (isLeft && writes && !altKey && !metaKey) typeText(key);
  send(place, 'keyup', init);
}

/** Listeners for the keys of the page. */
export function createStickyKeys({ isOn, getLayout, onChange, onSwitch }: StickyKeysOptions) {
  const held = new Map<Modifier, 'once' | 'locked'>();
  let alone: Modifier | null = null;
  let shiftTaps = 0;

  const release = (): void => {
    for (const [key, how] of held) if (how === 'once') held.delete(key);
    onChange(held, null);
  };
  const countTap = (key: Modifier): boolean => {
    shiftTaps = key === 'Shift' ? shiftTaps + 1 : 0;
    if (shiftTaps < switchTaps) return false;
    shiftTaps = 0;
    held.clear();
    onSwitch();
    return true;
  };
  const hold = (key: Modifier): void => {
    const how = held.get(key);
    if (how === 'locked') held.delete(key);
    else held.set(key, how === 'once' ? 'locked' : 'once');
    onChange(held, key);
  };

  return {
    onKeyDown: (event: KeyboardEvent): void => {
      if (made.has(event)) return;
      if (isModifier(event.key)) {
        if (!event.repeat) alone = event.key;
        return;
      }
      alone = null;
      shiftTaps = 0;
      if (!isOn() || held.size === 0) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      carryOut(event, held, getLayout());
      release();
    },
    onKeyUp: (event: KeyboardEvent): void => {
      if (made.has(event) || event.key !== alone) return;
      const pressed = alone;
      alone = null;
      if (!countTap(pressed) && isOn()) hold(pressed);
    },
  };
}
