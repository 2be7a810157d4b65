import { diagnose } from '../../core/diagnosis.ts';
import { ok } from '../../core/result.ts';
import { withMachine } from '../machine/machine-session.ts';
import { describeDiagnosis, describeMachine } from '../text/machine-text.ts';
import type { Command } from './command.ts';

/** Says what is on the machine, in which state it is, and why. */
export const inspect: Command<'inspect'> = (invocation, io, say) =>
  withMachine(invocation.where, io, ({ machine }) =>
    Promise.resolve(
      ok({
        value: machine,
        sections: [
          ...describeDiagnosis(diagnose(machine), say),
          ...(invocation.isBrief ? [] : describeMachine(machine, say)),
        ],
      }),
    ),
  );
