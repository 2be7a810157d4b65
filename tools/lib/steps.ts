/*
 * How the commands talk: one line for each step, with what it took. A step that was not needed
 * says "cached", a long one says now and then that it still runs, so that silence always means
 * something is wrong.
 */

const reminderMs = 20_000;

/** `12.3 s` or `2 min 5 s`. */
export function formatSeconds(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${String(Math.floor(whole / 60))} min ${String(whole % 60)} s`;
}

/** Prints one line. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Runs `action` as a named step and prints how it ended; `isCached` decides the word "cached". */
export async function step<T>(
  name: string,
  action: () => Promise<T>,
  isCached: (value: T) => boolean = () => false,
): Promise<T> {
  const start = performance.now();
  const elapsed = () => formatSeconds(performance.now() - start);
  const reminder = setInterval(() => {
    say(`  … ${name} (${elapsed()})`);
  }, reminderMs);
  try {
    const value = await action();
    say(isCached(value) ? `✓ ${name}: cached` : `✓ ${name} (${elapsed()})`);
    return value;
  } catch (error) {
    say(`✗ ${name} (${elapsed()})`);
    throw error;
  } finally {
    clearInterval(reminder);
  }
}
