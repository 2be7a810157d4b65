import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { bounceMs, createKeyFilter, shiftHeldMs, slowMs } from './key-filter.ts';

let time = 0;
let held = 0;
beforeEach(() => {
  time = 10_000;
  held = 0;
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function open(settings: { slowKeys?: boolean; bounceKeys?: boolean }) {
  const filter = createKeyFilter({
    read: () => ({ slowKeys: false, bounceKeys: false, ...settings }),
    onShiftHeld: () => held++,
    now: () => time,
  });
  const make = (key: string, repeat: boolean) => ({
    key,
    code: `Key${key}`,
    repeat,
    preventDefault: vi.fn(),
    stopImmediatePropagation: vi.fn(),
  });
  return {
    end: filter.end,
    /** Whether the page gets the key. */
    down(key: string, repeat = false): boolean {
      const event = make(key, repeat);
      filter.onKeyDown(event);
      const isRefused = event.stopImmediatePropagation.mock.calls.length > 0;
      expect(event.preventDefault.mock.calls.length > 0).toBe(isRefused);
      if (!isRefused && settings.slowKeys === true) expect(event.repeat).toBe(false);
      return !isRefused;
    },
    up(key: string): void {
      filter.onKeyUp(make(key, false));
    },
  };
}

it('lets every key through while neither is on', () => {
  const { down, up } = open({});
  expect([down('a'), down('a', true)]).toEqual([true, true]);
  up('a');
  expect(down('a')).toBe(true);
});

it('counts a slow key once, when it is held long enough, as a press', () => {
  const { down, up } = open({ slowKeys: true });
  expect(down('a')).toBe(false);
  time += slowMs - 1;
  expect(down('a', true)).toBe(false);
  time += 1;
  expect(down('a', true)).toBe(true);
  time += slowMs;
  expect(down('a', true)).toBe(false);
  up('a');
  expect(down('a')).toBe(false);
  time += slowMs;
  expect(down('a', true)).toBe(true);
});

it('forgets a slow key that was brushed', () => {
  const { down, up } = open({ slowKeys: true });
  down('a');
  up('a');
  time += slowMs;
  expect(down('b')).toBe(false);
  expect(down('b', true)).toBe(false);
});

it('ignores a key that bounces, its repetitions too, and no other key', () => {
  const { down, up } = open({ bounceKeys: true });
  expect(down('a')).toBe(true);
  up('a');
  time += bounceMs - 1;
  expect([down('a'), down('a', true), down('b')]).toEqual([false, false, true]);
  up('a');
  time += bounceMs;
  expect(down('a')).toBe(true);
});

it('never holds back a modifier', () => {
  const { down, end } = open({ slowKeys: true, bounceKeys: true });
  expect(['Shift', 'Control', 'AltGraph', 'Meta'].map((key) => down(key))).not.toContain(false);
  end();
});

it('tells when Shift alone was held for eight seconds, once', () => {
  const { down } = open({});
  down('Shift');
  vi.advanceTimersByTime(shiftHeldMs - 1);
  down('Shift', true);
  expect(held).toBe(0);
  vi.advanceTimersByTime(1);
  down('Shift', true);
  vi.advanceTimersByTime(shiftHeldMs);
  expect(held).toBe(1);
});

it.each(['up', 'down'] as const)(
  'takes a Shift for one to write with on the next key %s',
  (way) => {
    const filter = open({});
    filter.down('Shift');
    vi.advanceTimersByTime(shiftHeldMs - 1);
    filter[way](way === 'up' ? 'Shift' : 'a');
    vi.advanceTimersByTime(shiftHeldMs);
    expect(held).toBe(0);
  },
);
