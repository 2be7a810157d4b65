import { CommandError } from '../lib/errors.ts';
import { say } from '../lib/steps.ts';
import { type Machine, type MachineOptions, startMachine } from './machine.ts';

/** The kernel's own words for an end; seen before systemd runs, they are the emulator's fault. */
const deathPattern = /Kernel panic|\bOops:|BUG: unable to handle|general protection fault/;
/** Words of user space; a quiet system's first ones may be the question for its passphrase. */
const alivePattern = /systemd\[1\]|Welcome to|passphrase/i;
const aliveDeadlineMs = 180_000;

/** `dead` and `alive` as far as serial line and journal show; undefined while neither is certain. */
export function judgeStart(serialText: string, journalLines: number): 'alive' | 'dead' | undefined {
  if (journalLines > 0 || alivePattern.test(serialText)) return 'alive';
  return deathPattern.test(serialText) ? 'dead' : undefined;
}

async function startOnce(options: MachineOptions): Promise<Machine | undefined> {
  const machine = await startMachine(options);
  try {
    const verdict = await machine.waitFor('systemd to start', aliveDeadlineMs, () =>
      judgeStart(machine.serial.text, machine.journal.records.length),
    );
    if (verdict === 'alive') return machine;
    await machine.cutPower();
    return undefined;
  } catch (error) {
    await machine.cutPower();
    throw error;
  }
}

/**
 * Starts a machine and waits for its systemd. Under multi-threaded emulation one kernel in a dozen
 * dies in its first second, so such a start is tried once more, from the untouched disk.
 */
export async function bootMachine(options: MachineOptions): Promise<Machine> {
  const machine = await startOnce(options);
  if (machine !== undefined) return machine;
  say('  the kernel died before systemd (known under emulation); starting once more');
  const second = await startOnce(options);
  if (second !== undefined) return second;
  throw new CommandError('The guest kernel died twice before systemd started.');
}
