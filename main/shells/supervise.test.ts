import { describe, expect, it } from 'vitest';
import type { Shell } from './shell.ts';
import { superviseShell } from './supervise.ts';

function shellThat(behaves: { startFails?: string; closesAtOnce?: boolean }): Shell {
  let closed: (() => void) | undefined;
  return {
    name: 'chromium',
    start: async () => {
      if (behaves.startFails) throw new Error(behaves.startFails);
      if (behaves.closesAtOnce) queueMicrotask(() => closed?.());
    },
    emit: () => undefined,
    onClosed: (listener) => (closed = listener),
    close: async () => undefined,
  };
}

describe('superviseShell', () => {
  it('ends when the person closes a window', async () => {
    let opened = 0;
    const outcome = await superviseShell({
      open: async () => (opened++, shellThat({ closesAtOnce: true })),
      reopen: false,
      log: () => undefined,
    });
    expect(outcome).toEqual({ error: null });
    expect(opened).toBe(1);
  });

  it('opens a lost window again, and gives up after three losses within a minute', async () => {
    let opened = 0;
    const outcome = await superviseShell({
      open: async () => (opened++, shellThat({ closesAtOnce: true })),
      reopen: true,
      log: () => undefined,
    });
    expect(outcome.error).toContain('the browser ended');
    expect(opened).toBe(3);
  });

  it('does not count losses that lie long apart', async () => {
    let minutes = 0;
    let opened = 0;
    await superviseShell({
      open: async () => {
        opened++;
        return opened <= 6 ? shellThat({ closesAtOnce: true }) : shellThat({ startFails: 'x' });
      },
      reopen: true,
      log: () => undefined,
      now: () => (opened <= 6 ? (minutes += 2) * 60_000 : minutes * 60_000),
    });
    expect(opened).toBeGreaterThan(6);
  });

  it('says why a window never opened', async () => {
    const outcome = await superviseShell({
      open: async () => shellThat({ startFails: 'Chromium is not installed' }),
      reopen: false,
      log: () => undefined,
    });
    expect(outcome).toEqual({ error: 'Chromium is not installed' });
  });
});
