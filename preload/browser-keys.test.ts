import { expect, it } from 'vitest';
import { isBrowserKey } from './browser-keys.ts';

const key = (name: string, held: Partial<Record<'ctrlKey' | 'altKey' | 'metaKey', boolean>> = {}) =>
  isBrowserKey({ key: name, ctrlKey: false, altKey: false, metaKey: false, ...held });

it.each(['n', 'N', 't', 'w', 'p', 'r', '+', '0', 'Tab', 'F4'])('refuses Ctrl+%s', (name) => {
  expect(key(name, { ctrlKey: true })).toBe(true);
});
it.each(['F1', 'F5', 'F11', 'F12'])('refuses %s', (name) => {
  expect(key(name)).toBe(true);
});
it('leaves the keys that a person writes and moves with', () => {
  for (const name of ['a', 'Tab', 'Enter', 'ArrowLeft', ' ', 'F2', 'F6', 'Escape']) {
    expect(key(name)).toBe(false);
  }
  for (const name of ['a', 'c', 'v', 'x', 'ArrowLeft']) {
    expect(key(name, { ctrlKey: true })).toBe(false);
  }
});
