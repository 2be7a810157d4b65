import { describe, expect, it } from 'vitest';
import { findByEar, pressAndListen, type Listener } from './by-ear.ts';

/** A screen reader that names the key at once and the control some time later. */
function createListener(controls: string[], delayMs = 5): Listener {
  const said: { kind: string; text: string }[] = [];
  let stop = -1;
  return {
    press: async (chord) => {
      said.push({ kind: 'SPEAK', text: chord.toLowerCase() });
      stop = (stop + 1) % controls.length;
      const text = controls[stop]!;
      setTimeout(() => said.push({ kind: 'STOP', text: '' }, { kind: 'SPEAK', text }), delayMs);
    },
    heard: () => said,
  };
}

describe('pressAndListen', () => {
  it('waits for what the key brought about, not for the name of the key', async () => {
    expect(await pressAndListen(createListener(['See what happened button'], 900), 'Tab')).toBe(
      'See what happened button',
    );
  });
});

describe('findByEar', () => {
  it('stops where the wanted control is', async () => {
    const listener = createListener(['Help button', 'Restart button', 'Speech switch']);
    expect(await findByEar(listener, /restart/i)).toBe('Restart button');
    expect(await pressAndListen(listener, 'Tab')).toBe('Speech switch');
  });
});
