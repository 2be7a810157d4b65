import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Person } from './person.ts';
import { CtapError } from './status.ts';

describe('Person', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('touches at once unless told otherwise', async () => {
    await expect(new Person().giveTouch()).resolves.toBeUndefined();
  });

  it('touches after a while', async () => {
    const person = new Person();
    person.touch = { mode: 'delayed', afterMs: 2000 };
    const touched = vi.fn();
    const touch = person.giveTouch().then(touched);
    await vi.advanceTimersByTimeAsync(1999);
    expect(touched).not.toHaveBeenCalled();
    expect(person.isAwaited).toBe(true);
    await vi.advanceTimersByTimeAsync(1);
    await touch;
    expect(person.isAwaited).toBe(false);
  });

  it.each([
    ['denied', 300, 'operationDenied'],
    ['never', 30_000, 'userActionTimeout'],
  ] as const)('%s: after %i ms %s', async (mode, afterMs, status) => {
    const person = new Person();
    person.touch = { mode };
    const refused = expect(person.giveTouch()).rejects.toThrow(new CtapError(status));
    await vi.advanceTimersByTimeAsync(afterMs);
    await refused;
    expect(vi.getTimerCount()).toBe(0);
  });

  it('presses and cancels only what waits', async () => {
    const person = new Person();
    expect(person.press()).toBe(false);
    person.touch = { mode: 'never' };
    const pressed = person.giveTouch();
    expect(person.press()).toBe(true);
    await pressed;
    const cancelled = expect(person.giveTouch()).rejects.toThrow(new CtapError('keepaliveCancel'));
    person.cancel();
    await cancelled;
  });

  it('is recognised or not, and a refusal counts as not', async () => {
    const person = new Person();
    expect(await person.verify()).toBe(true);
    person.verification = 'fail';
    expect(await person.verify()).toBe(false);
    person.verification = 'auto';
    person.touch = { mode: 'denied' };
    const refused = person.verify();
    await vi.advanceTimersByTimeAsync(300);
    expect(await refused).toBe(false);
  });
});
