/**
 * Taking back the last change that Lifeboat made, from its record: the inverses of its steps, the
 * last one first. Only what is still as the record left it is taken back; where somebody else has
 * changed it since, their change stays and the plan says so. A run that was cut off is undone the
 * same way, as far as it came. Undoing again takes back the change before that one.
 */
import type { Refusal, RunRecord, Step } from '../../model/plan.ts';
import { applyAction, toBootState, type BootState } from '../boot-state.ts';
import { entryIs, fileIs, refuse, warn, type Draft, type Proposal } from '../drafts.ts';
import type { Situation } from '../providers/provider.ts';
import type { Precondition } from '../../model/plan.ts';
import { isMessageId, sayInEnglish } from '../../messages/domain.ts';
import type { Params } from '../../result.ts';

const isUndone = ({ id }: RunRecord, records: readonly RunRecord[]) =>
  records.some(
    ({ plan, outcome }) => plan.goal === 'undo' && plan.target === id && outcome === 'done',
  );

const hasBegun = ({ steps }: RunRecord) => steps.some((state) => state !== 'intended');

/** The last change that was not taken back. */
export const findUndoable = (records: readonly RunRecord[]): RunRecord | undefined =>
  records.findLast(
    (record) => record.plan.goal !== 'undo' && hasBegun(record) && !isUndone(record, records),
  );

/** What is true now of what the step changed, when it is as the step left it; null otherwise. */
function findPresent(state: BootState, { action }: Step): Precondition | null {
  const { loader, survey } = state;
  switch (action.kind) {
    case 'set-loader-default':
      return loader.confDefault === action.to
        ? { kind: 'loader-default-is', value: action.to }
        : null;
    case 'set-efi-default':
      return loader.efiDefault === action.to ? { kind: 'efi-default-is', value: action.to } : null;
    case 'set-efi-once':
      return loader.efiOneShot === action.to ? { kind: 'efi-once-is', value: action.to } : null;
    case 'rename-entry':
    case 'move-file': {
      const { place, to } = action;
      const entry = state.entries.find((each) => each.partition === place && each.path === to);
      if (entry) return entryIs(entry);
      const file = [...survey.parts, ...survey.aside].find(
        (each) => each.place === place && each.path === to,
      );
      return file ? fileIs(file) : null;
    }
    case 'set-link': {
      const value = survey.links.find(({ path }) => path === action.path)?.to ?? null;
      const { place, path } = action;
      return value === action.to ? { kind: 'link-is', place, path, value } : null;
    }
    case 'set-grub-variable': {
      const value = survey.grub?.variables[action.name] ?? null;
      return value === action.to ? { kind: 'grub-variable-is', name: action.name, value } : null;
    }
    case 'set-default-subvolume': {
      const value = survey.snapper?.defaultSubvolumeId ?? null;
      return value === action.to ? { kind: 'default-subvolume-is', value } : null;
    }
    case 'verify-image':
      return null;
  }
}

/** A step as another sentence quotes it: see createDomainFormatter(). */
const quote = ({ message, params, subject }: Step): Params => ({
  ...params,
  quoted: message,
  step: isMessageId(message) ? sayInEnglish(message, params) : subject,
});

/** Takes back the last change, or the one whose record has the id `target`. */
export function planUndo(
  { machine, survey }: Situation,
  target: string | null,
): Proposal | Refusal {
  const record =
    target === null
      ? findUndoable(survey.records)
      : survey.records.find(({ id, plan }) => id === target && plan.goal !== 'undo');
  if (!record) return refuse('PLAN-05', { goal: 'undo', target: target ?? '' });
  const drafts: Draft[] = [];
  const proposal: Proposal = { target: record.id, drafts, warnings: [], choice: null };
  if (isUndone(record, survey.records)) return proposal;
  let state = toBootState(machine, survey);
  for (const [i, step] of [...record.plan.steps.entries()].reverse()) {
    const { action, inverse, subject } = step;
    if (inverse === null || record.steps[i] === 'intended') continue;
    const precondition = findPresent(state, step);
    if (precondition === null) {
      if (record.steps[i] === 'done') {
        proposal.warnings.push(warn('plan.warning.moved-on', quote(step)));
      }
      continue;
    }
    drafts.push({
      subject,
      message: 'plan.step.take-back',
      params: quote(step),
      action: inverse,
      precondition,
      inverse: action,
    });
    state = applyAction(state, inverse);
  }
  return proposal;
}
