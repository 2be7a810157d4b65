import { diagnose } from '../../core/diagnosis.ts';
import { explain } from '../../core/inspect/explain.ts';
import type { DomainFormatter } from '../../core/messages/domain.ts';
import type { Machine } from '../../core/model/machine.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { withMachine } from '../machine/machine-session.ts';
import { describeDiagnosis, describeMachine } from '../text/machine-text.ts';
import type { Command, Outcome } from './command.ts';

/** One item's story; INSPECT-01 names what is near where there is no such item. */
function explainItem(machine: Machine, id: string, say: DomainFormatter): Result<Outcome> {
  const explanation = explain(machine, id, say);
  if ('near' in explanation) {
    return fail('INSPECT-01', { id, near: explanation.near.join(', ') || 'none' });
  }
  const items = explanation.sentences.map((text) => ({ text }));
  return ok({ value: explanation, sections: [{ title: id, items }] });
}

/** Says what is on the machine, in which state it is, and why. */
export const inspect: Command<'inspect'> = (invocation, io, say) =>
  withMachine(invocation.where, io, ({ machine }) => {
    const { explainId, isBrief, json } = invocation;
    if (explainId !== null) return Promise.resolve(explainItem(machine, explainId, say));
    const describe = () => [
      ...describeDiagnosis(diagnose(machine), say),
      ...(isBrief ? [] : describeMachine(machine, say)),
    ];
    return Promise.resolve(ok({ value: machine, sections: json ? [] : describe() }));
  });
