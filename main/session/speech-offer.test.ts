import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SpeechOffer } from './speech-offer.ts';

describe('SpeechOffer', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  const make = (speak = () => Promise.resolve(1)) => {
    const spoken = vi.fn(speak);
    const onSpoken = vi.fn<(cards: number) => void>();
    return { spoken, onSpoken, offer: new SpeechOffer({ speak: spoken, onSpoken }) };
  };

  it('is made after twenty quiet seconds, three times and not once more', async () => {
    const { offer, spoken, onSpoken } = make();
    offer.begin();
    await vi.advanceTimersByTimeAsync(19_900);
    expect(spoken).toHaveBeenCalledTimes(0);
    await vi.advanceTimersByTimeAsync(200);
    expect(spoken).toHaveBeenCalledTimes(1);
    expect(onSpoken).toHaveBeenCalledWith(1);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(spoken).toHaveBeenCalledTimes(3);
  });

  it('waits for its own words before it counts the quiet again', async () => {
    const { offer, spoken } = make(
      () =>
        new Promise((resolve) => {
          setTimeout(() => {
            resolve(2);
          }, 10_000);
        }),
    );
    offer.begin();
    await vi.advanceTimersByTimeAsync(49_000);
    expect(spoken).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(2000);
    expect(spoken).toHaveBeenCalledTimes(2);
  });

  it('is not made, or made again, once somebody was there', async () => {
    const { offer, spoken } = make();
    offer.begin();
    await vi.advanceTimersByTimeAsync(25_000);
    offer.end();
    offer.begin();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(spoken).toHaveBeenCalledTimes(1);
  });

  it('does not stand when somebody was there while it was being spoken', async () => {
    let finish: (cards: number) => void = () => undefined;
    const { offer, onSpoken } = make(() => new Promise((resolve) => (finish = resolve)));
    offer.begin();
    await vi.advanceTimersByTimeAsync(20_000);
    offer.end();
    finish(1);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(onSpoken).not.toHaveBeenCalled();
  });
});
