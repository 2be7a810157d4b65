import { describe, expect, it } from 'vitest';
import { hashPin, PinStore } from './pin-store.ts';
import { CtapError, type StatusName } from './status.ts';

function createStore(): PinStore {
  const store = new PinStore();
  store.set('1234');
  return store;
}

function statusOf(action: () => void): StatusName {
  try {
    action();
    return 'ok';
  } catch (error) {
    if (error instanceof CtapError) return error.status;
    throw error;
  }
}

const enter = (store: PinStore, pin: string) => statusOf(() => store.check(hashPin(pin)));
const replug = (store: PinStore) => (store.wrongInRow = 0);

describe('PinStore', () => {
  it('blocks after three wrong in a row, even for the right PIN, until it is plugged in again', () => {
    const store = createStore();
    const results = [1, 2, 3].map(() => enter(store, '0000'));
    expect(results).toEqual(['pinInvalid', 'pinInvalid', 'pinAuthBlocked']);
    expect(enter(store, '1234')).toBe('pinAuthBlocked');
    expect(store.pinRetries).toBe(5);
    replug(store);
    expect(enter(store, '1234')).toBe('ok');
    expect(store.pinRetries).toBe(8);
  });

  it('is blocked for good after eight wrong, however often it is plugged in', () => {
    const store = createStore();
    const results = Array.from({ length: 8 }, () => {
      replug(store);
      return enter(store, '0000');
    });
    expect(results).toEqual([...Array.from({ length: 7 }, () => 'pinInvalid'), 'pinBlocked']);
    replug(store);
    expect(enter(store, '1234')).toBe('pinBlocked');
  });

  it('counts a right PIN as a new beginning', () => {
    const store = createStore();
    enter(store, '0000');
    enter(store, '0000');
    expect(enter(store, '1234')).toBe('ok');
    expect(enter(store, '0000')).toBe('pinInvalid');
    expect(store.pinRetries).toBe(7);
  });

  it.each([
    ['123', 'pinPolicyViolation'],
    ['1234', 'ok'],
    ['üäöß', 'ok'],
    ['üä', 'pinPolicyViolation'],
    ['a'.repeat(63), 'ok'],
    ['a'.repeat(64), 'pinPolicyViolation'],
  ])('takes the padded PIN %s: %s', (pin, status) => {
    const padded = Buffer.alloc(64);
    padded.write(pin);
    expect(statusOf(() => new PinStore().setPadded(padded))).toBe(status);
  });

  it('counts the sensor’s refusals down to a block, and forgets them at a right PIN', () => {
    const store = createStore();
    const results = [1, 2, 3, 4, 5].map(() => statusOf(() => store.countVerification(false)));
    expect(results).toEqual(['uvInvalid', 'uvInvalid', 'uvInvalid', 'uvInvalid', 'uvBlocked']);
    expect(enter(store, '1234')).toBe('ok');
    expect(store.uvRetries).toBe(5);
  });
});
