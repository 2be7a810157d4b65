import { isMessageId, type DomainFormatter } from '../../core/messages/domain.ts';
import type { Machine } from '../../core/model/machine.ts';
import type { Plan, RunRecord } from '../../core/model/plan.ts';
import type { Params } from '../../core/result.ts';
import type { Section } from './layout.ts';

/** A sentence of a plan in the person's language; its English one when the id is not known here. */
const sayOr = (say: DomainFormatter, id: string, params: Params, sentence: string) =>
  isMessageId(id) ? say(id, params) : sentence;

/** A plan as a short before and after, its steps, and what is good to know. */
export function describePlan(plan: Plan, machine: Machine, say: DomainFormatter): Section[] {
  const nameOf = (id: string | undefined) =>
    machine.versions.find((version) => version.id === id)?.name ?? say('text.nothing-starts');
  const target = nameOf(plan.target);
  const now = machine.versions.find(({ isDefault }) => isDefault)?.id;
  const isDone = plan.steps.length === 0;
  return [
    {
      title: say('text.plan-title', { version: target }),
      items: isDone
        ? [{ text: say('plan.nothing-to-do', { version: target }) }]
        : [
            { text: say('text.before', { version: nameOf(now) }) },
            { text: say('text.after', { version: target }) },
          ],
    },
    {
      title: say('text.steps'),
      items: plan.steps.map(({ message, params, sentence }, i) => ({
        mark: `${String(i + 1)}. `,
        text: sayOr(say, message, params, sentence),
      })),
    },
    {
      title: say('text.good-to-know'),
      items: plan.warnings.map(({ message, params, sentence }) => ({
        mark: '- ',
        text: sayOr(say, message, params, sentence),
      })),
    },
  ];
}

const marks = { intended: '[ ]', started: '[?]', done: '[x]', failed: '[!]' } as const;

/** Earlier changes, the newest first. */
export function describeHistory(records: readonly RunRecord[], say: DomainFormatter): Section[] {
  const version = (record: RunRecord) =>
    record.plan.steps[0]?.params['version'] ?? record.plan.target;
  const items = records.toReversed().flatMap((record) => [
    {
      text: `${record.startedAt}: ${say(`outcome.${record.outcome}`, { version: version(record) })}`,
    },
    ...record.plan.steps.map((step, i) => ({
      mark: `  ${marks[record.steps[i] ?? 'intended']} `,
      text: sayOr(say, step.message, step.params, step.sentence),
    })),
  ]);
  return [
    {
      title: say('text.history'),
      items: items.length > 0 ? items : [{ text: say('text.no-history') }],
    },
  ];
}
