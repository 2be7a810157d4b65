import { fail, ok } from '../../core/result.ts';
import { readRecords } from '../machine/boot-files.ts';
import { withMachine } from '../machine/machine-session.ts';
import { describeHistory } from '../text/plan-text.ts';
import type { Command } from './command.ts';

/** What Lifeboat changed on this machine: when, why, and with which outcome. */
export const history: Command<'history'> = (invocation, io, say) =>
  withMachine(invocation.where, io, async ({ boot }) => {
    if (!boot) return fail('ESP-01');
    const records = await readRecords(boot.esp);
    return ok({
      value: { schema: 'lifeboat.history/1', records },
      sections: describeHistory(records, say),
    });
  });
