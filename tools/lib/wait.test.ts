import { describe, expect, it } from 'vitest';
import { CommandError } from './errors.ts';
import { waitUntil } from './wait.ts';

describe('waitUntil', () => {
  it('gives what the probe found, however falsy', async () => {
    let calls = 0;
    const found = await waitUntil({ what: 'zero', deadlineMs: 1000, intervalMs: 1 }, () =>
      ++calls < 3 ? undefined : 0,
    );
    expect(found).toBe(0);
  });

  it('names at the deadline what it waited for and what was seen last', async () => {
    const options = { what: 'the moon', deadlineMs: 20, intervalMs: 5, context: () => '| clouds' };
    await expect(waitUntil(options, () => undefined)).rejects.toThrow(
      new CommandError('Waited 0.0 s in vain for the moon.\n| clouds'),
    );
  });

  it('ends at once when waiting has become pointless', async () => {
    const check = () => {
      throw new CommandError('QEMU ended.');
    };
    const start = performance.now();
    await expect(
      waitUntil({ what: 'anything', deadlineMs: 60_000, check }, () => undefined),
    ).rejects.toThrow('QEMU ended.');
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
