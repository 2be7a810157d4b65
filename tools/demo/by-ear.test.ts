import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findByEar, pressAndListen, type Listener } from './by-ear.ts';

/** A screen reader that names the key at once and the control some time later. */
function createListener(controls: string[], delayMs = 5): Listener {
  const said: { kind: string; text: string }[] = [];
  let stop = -1;
  return {
    press: async (chord) => {
      said.push({ kind: 'SPEAK', text: chord === 'Tab' ? 'tab' : 'left shift' });
      const step = chord === 'Tab' ? 1 : controls.length - 1;
      stop = (stop + step) % controls.length;
      const text = controls[stop]!;
      setTimeout(() => said.push({ kind: 'STOP', text: '' }, { kind: 'SPEAK', text }), delayMs);
    },
    heard: () => said,
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Lets the clock run until `waiting` has an answer. */
async function inTime<T>(waiting: Promise<T>): Promise<T> {
  await vi.advanceTimersByTimeAsync(60_000);
  return waiting;
}

describe('pressAndListen', () => {
  it('waits for what the key brought about, not for the name of the key', async () => {
    const listener = createListener(['See what happened button'], 900);
    expect(await inTime(pressAndListen(listener, 'Tab'))).toBe('See what happened button');
  });
});

describe('findByEar', () => {
  it('stops where the wanted control is', async () => {
    const listener = createListener(['Help button', 'Restart button', 'Speech switch']);
    expect(await inTime(findByEar(listener, /restart/i))).toBe('Restart button');
    expect(await inTime(pressAndListen(listener, 'Tab'))).toBe('Speech switch');
  });

  it('turns round when what it heard was about a place that it has left', async () => {
    const listener = createListener(['Help button', 'Restart button', 'Speech switch']);
    const { press } = listener;
    let presses = 0;
    // A hiccup: the second press moves on by two, and the place in between is named late.
    listener.press = async (chord) => {
      await press(chord);
      if (++presses === 2) setTimeout(() => void press('Tab'), 900);
    };
    expect(await inTime(findByEar(listener, /restart/i))).toBe('Restart button');
    expect(await inTime(pressAndListen(listener, 'Tab'))).toBe('Speech switch');
  });
});
