import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { AnnouncerProvider, useAnnounce } from './announcer.tsx';

let announce: ReturnType<typeof useAnnounce>;

const pieces = () =>
  [...document.querySelectorAll('.announcer')].map((region) =>
    [...region.children].map(({ textContent }) => textContent),
  );
const pass = (seconds: number) => {
  for (let second = 0; second < seconds; second += 1)
    act(() => {
      vi.advanceTimersByTime(1000);
    });
};

beforeEach(() => {
  vi.useFakeTimers();
  announce = renderHook(useAnnounce, { wrapper: AnnouncerProvider }).result.current;
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

it('adds what comes at one moment as one piece, urgent sentences by themselves', () => {
  announce('Step 1');
  announce('Step 2');
  announce('Touch the token', true);
  pass(1);
  expect(pieces()).toEqual([['Step 1 Step 2'], ['Touch the token']]);
});

it('takes nothing away before the last sentence was read', () => {
  announce('Step 1');
  pass(15);
  announce('Plug in the token');
  pass(15);
  expect(pieces()).toEqual([['Step 1', 'Plug in the token'], []]);
  pass(6);
  expect(pieces()).toEqual([[], []]);
});
