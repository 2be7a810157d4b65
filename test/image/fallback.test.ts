/** A graphical session that cannot run must not be the end: the text menu takes the screen. */
import { afterAll, beforeAll, describe, it } from 'vitest';
import { createJourney } from '../../tools/demo/journey.ts';
import { readTargets } from '../../tools/demo/targets.ts';
import { bootMachine } from '../../tools/vm/boot.ts';
import type { Machine } from '../../tools/vm/machine.ts';
import { keepEvidence, stopAtFirstFailure } from '../helpers/evidence.ts';

describe('a browser that does not run', () => {
  const target = readTargets()[0]!;
  let machine: Machine;

  beforeAll(async () => {
    machine = await bootMachine({ ...target, name: 'fallback', memoryMiB: 3072 });
    for (const { run } of createJourney({ passphrase: target.passphrase }).slice(0, 2)) {
      await run(machine);
    }
  });
  afterAll(() => machine.cutPower());
  keepEvidence(() => machine);
  stopAtFirstFailure();

  it('ends the session after a few tries, and the text menu takes the screen', async () => {
    await machine.run(`
      mount --bind /usr/bin/false /usr/lib/chromium/chromium
      kill -9 $(pgrep -o -f 'chromium.*remote-debugging-pipe')`);
    await machine.waitForShell('systemctl is-active lifeboat-menu@tty1.service', 300_000);
    // What is typed before the menu asks is lost to it.
    await machine.waitForShell("grep -aq 'Type a number' /dev/vcs1", 60_000);
    await machine.screenshot('text-menu.png');
  });

  it('takes commands from the keyboard there', async () => {
    const from = machine.journal.records.length;
    await machine.type('1\n');
    await machine.waitForJournal(/lifeboat@.*Deactivated successfully/, 60_000, from);
    await machine.screenshot('what-happened-as-text.png');
  });
});
