import { fail, ok } from '../../core/result.ts';
import { openPlaces } from '../apply/places.ts';
import { readAllRecords } from '../apply/record.ts';
import { withMachine } from '../machine/machine-session.ts';
import { describeHistory } from '../text/plan-text.ts';
import type { Command } from './command.ts';

/** What Lifeboat changed on this machine: when, for whom, why, and with which outcome. */
export const history: Command<'history'> = (invocation, io, say) =>
  withMachine(invocation.where, io, async (session) => {
    const places = await openPlaces(invocation.where, session);
    if (places.boot === null && places.system === null) return fail('ESP-01');
    const records = await readAllRecords(places);
    return ok({
      value: { schema: 'lifeboat.history/1', records },
      sections: describeHistory(records, say),
    });
  });
