/** An image test that fails leaves behind what is needed to understand it. */
import { beforeEach, onTestFailed } from 'vitest';
import type { Machine } from '../../tools/vm/machine.ts';
import { stayUp } from '../../tools/vm/stay.ts';

/** After a failure saves the screen and the guest's journal in the run folder; may stay there. */
export function keepEvidence(machine: () => Machine): void {
  beforeEach(() => {
    onTestFailed(async ({ task }) => {
      const subject = machine();
      if (!subject.isRunning) return;
      const name = task.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
      await subject.screenshot(`failed-${name}.png`);
      if (process.env['LIFEBOAT_STAY'] === '1') await stayUp(subject);
    });
  });
}

/** Skips what follows a failure in this group, where each test goes on from where the last ended. */
export function stopAtFirstFailure(): void {
  let failed: string | undefined;
  beforeEach((context) => {
    if (failed !== undefined) context.skip(`it goes on from “${failed}”, which failed`);
    onTestFailed(({ task }) => {
      failed ??= task.name;
    });
  });
}
