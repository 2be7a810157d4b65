import { chooseEntry } from '../../core/boot/choice.ts';
import { isMessageId, type DomainFormatter } from '../../core/messages/domain.ts';
import type { Machine } from '../../core/model/machine.ts';
import type { Plan, RunRecord } from '../../core/model/plan.ts';
import { applyAction, toBootState } from '../../core/plan/boot-state.ts';
import type { Params } from '../../core/result.ts';
import type { Section } from './layout.ts';

/** A sentence of a plan in the person's language; its English one when the id is not known here. */
const sayOr = (say: DomainFormatter, id: string, params: Params, sentence: string) =>
  isMessageId(id) ? say(id, params) : sentence;

/** The goal in words: what it is called, that it is reached, or that it was reached before. */
export function sayGoal(
  kind: 'title' | 'done' | 'met',
  { goal, target, steps }: Plan,
  machine: Pick<Machine, 'versions'>,
  say: DomainFormatter,
): string {
  const known = machine.versions.find(({ id }) => id === target)?.name;
  const named = steps.find(({ subject }) => subject === target)?.params['version'];
  return say(`goal.${kind}.${goal}`, { version: known ?? named ?? target });
}

/** What starts now and what will, where a plan changes that and the entries tell. */
function describeChange({ steps }: Plan, machine: Machine, say: DomainFormatter) {
  const after = steps.reduce((at, { action }) => applyAction(at, action), toBootState(machine));
  const name = (entryId: string | undefined) =>
    machine.versions.find((version) => version.entryId === entryId)?.name ??
    say('text.nothing-starts');
  const now = chooseEntry(machine.entries, machine.loader)?.id;
  const then = chooseEntry(after.entries, after.loader)?.id;
  if (now === then) return [];
  return [
    { text: say('text.before', { version: name(now) }) },
    { text: say('text.after', { version: name(then) }) },
  ];
}

/** A plan as a short before and after, its steps, and what is good to know. */
export function describePlan(plan: Plan, machine: Machine, say: DomainFormatter): Section[] {
  const isDone = plan.steps.length === 0;
  const change = describeChange(plan, machine, say);
  const title = sayGoal('title', plan, machine, say);
  return [
    ...(isDone ? [{ title, items: [{ text: sayGoal('met', plan, machine, say) }] }] : []),
    ...(!isDone && change.length > 0 ? [{ title, items: change }] : []),
    {
      title: change.length > 0 || isDone ? say('text.steps') : title,
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

function describeRecord(record: RunRecord, say: DomainFormatter): Section['items'] {
  const { plan, outcome, operator, from, to, reasons, steps } = record;
  const ended =
    outcome === 'done'
      ? sayGoal('done', plan, { versions: [] }, say)
      : say(`outcome.${outcome}`, { version: plan.target });
  const changed = from !== null && to !== null && from !== to;
  return [
    { text: `${record.startedAt}: ${ended}` },
    ...(operator === null ? [] : [{ mark: '  ', text: say('history.who', { operator }) }]),
    ...(changed ? [{ mark: '  ', text: say('history.from-to', { from, to }) }] : []),
    ...(reasons.length === 0
      ? []
      : [{ mark: '  ', text: say('history.why', { reasons: reasons.join(' ') }) }]),
    ...plan.steps.map((step, i) => ({
      mark: `  ${marks[steps[i] ?? 'intended']} `,
      text: sayOr(say, step.message, step.params, step.sentence),
    })),
  ];
}

/** Earlier changes, the newest first. */
export function describeHistory(records: readonly RunRecord[], say: DomainFormatter): Section[] {
  const items = records.toReversed().flatMap((record) => describeRecord(record, say));
  return [
    {
      title: say('text.history'),
      items: items.length > 0 ? items : [{ text: say('text.no-history') }],
    },
  ];
}
