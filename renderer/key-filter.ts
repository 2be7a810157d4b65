/**
 * Slow and bounce keys, for hands that tremble or rest on the wrong key. They stand before every
 * other listener of the page, the terminal's included, and let through what the keyboard sent:
 * what is typed stays the browser's own input. Modifiers do nothing alone and are never held back.
 */
import type { Settings } from '../core/contract/settings.ts';

/** How long a slow key is held until it counts. It counts as one of its own repetitions. */
export const slowMs = 700;
/** How long a key has to rest before it counts again. */
export const bounceMs = 400;
/** How long Shift alone is held to switch slow keys. */
export const shiftHeldMs = 8000;

const modifiers = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'NumLock']);

type KeyLike = Pick<
  KeyboardEvent,
  'key' | 'code' | 'repeat' | 'preventDefault' | 'stopImmediatePropagation'
>;

interface KeyFilterOptions {
  read: () => Pick<Settings, 'slowKeys' | 'bounceKeys'>;
  onShiftHeld: () => void;
  /** Milliseconds of a clock that only goes on. */
  now?: () => number;
}

/** Listeners for the keys of the page; `end` lets go of a Shift that is still held. */
export function createKeyFilter({
  read,
  onShiftHeld,
  now = () => performance.now(),
}: KeyFilterOptions) {
  const pressedAt = new Map<string, number>();
  const releasedAt = new Map<string, number>();
  const accepted = new Set<string>();
  const bounced = new Set<string>();
  let shiftTimer: ReturnType<typeof setTimeout> | undefined;

  const end = (): void => {
    clearTimeout(shiftTimer);
    shiftTimer = undefined;
  };
  const watchShift = ({ key }: KeyLike): void => {
    if (key !== 'Shift') end();
    else shiftTimer ??= setTimeout(onShiftHeld, shiftHeldMs);
  };
  const isBounce = (code: string, isRepeat: boolean): boolean => {
    if (isRepeat) return bounced.has(code);
    bounced.delete(code);
    if (now() - (releasedAt.get(code) ?? -Infinity) >= bounceMs) return false;
    bounced.add(code);
    return true;
  };
  const isTooShort = (code: string, event: KeyLike): boolean => {
    if (!event.repeat) {
      accepted.delete(code);
      pressedAt.set(code, now());
      return true;
    }
    // Held longer, it still counts once.
    if (accepted.has(code) || now() - (pressedAt.get(code) ?? now()) < slowMs) return true;
    accepted.add(code);
    // Whoever listens takes it for a press, not for the repetition of one that nobody saw.
    Object.defineProperty(event, 'repeat', { value: false });
    return false;
  };

  return {
    end,
    onKeyDown: (event: KeyLike): void => {
      watchShift(event);
      if (modifiers.has(event.key)) return;
      const code = event.code || event.key;
      const { slowKeys, bounceKeys } = read();
      const isRefused =
        (bounceKeys && isBounce(code, event.repeat)) || (slowKeys && isTooShort(code, event));
      if (!isRefused) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    onKeyUp: (event: KeyLike): void => {
      end();
      releasedAt.set(event.code || event.key, now());
    },
  };
}
