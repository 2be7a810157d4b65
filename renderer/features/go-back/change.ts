/** What a plan changes, as a short before and after: what starts, and what else is different. */
import { chooseEntry } from '../../../core/boot/choice.ts';
import type { Machine, Version } from '../../../core/model/machine.ts';
import type { Plan } from '../../../core/model/plan.ts';
import { applyAction, toBootState, type BootState } from '../../../core/plan/boot-state.ts';
import { textParam } from '../../../core/result.ts';
import type { TextId } from '../../i18n/text.tsx';

export interface Line {
  text: TextId;
  name: string;
}

export interface Side {
  /** What starts, null where nothing does. */
  name: string | null;
  /** It as a version with its state on this side, where that is known. */
  version: Version | null;
  lines: Line[];
}

export interface Change {
  before: Side;
  after: Side;
}

/** An entry that comes from its staging place is the loader's first choice unless one was set. */
function findArrived({ steps }: Plan, { entries, loader }: BootState): string | null {
  const first = steps.at(-1)?.bootable[0];
  const settings = [loader.efiPreferred, loader.confPreferred, loader.efiDefault];
  const isOpen = [...settings, loader.confDefault].every((setting) => setting === null);
  const isNew = first !== undefined && !entries.some(({ id }) => id === first);
  return isOpen && isNew ? first : null;
}

function toSide(machine: Machine, state: BootState, entryId: string | null, name: string): Side {
  const version = machine.versions.find((each) => each.entryId === entryId);
  const entry = state.entries.find(({ id }) => id === entryId);
  if (version === undefined) return { name: entryId && name, version: null, lines: [] };
  const now = { ...version, state: entry?.state ?? version.state };
  return { name: version.name, version: now, lines: [] };
}

/** Versions that count otherwise afterwards; of what starts, the marks beside its name tell. */
function addVersions(machine: Machine, end: BootState, { before, after }: Change): void {
  for (const { id, name, entryId, state } of machine.versions) {
    const then = end.entries.find((entry) => entry.id === entryId)?.state;
    if (then === undefined || then === state) continue;
    if (before.version?.id !== id) before.lines.push({ text: `change.before.${state}`, name });
    if (after.version?.id !== id) after.lines.push({ text: `change.after.${then}`, name });
  }
}

function addParts({ goal, steps }: Plan, name: string, { before, after }: Change): void {
  if (goal === 'finish-upgrade' || goal === 'undo-upgrade') {
    const end = goal === 'finish-upgrade' ? 'complete' : 'aside';
    before.lines.push({ text: 'change.upgrade.unfinished', name });
    after.lines.push({ text: `change.upgrade.${end}`, name });
  }
  for (const { message, params } of steps) {
    const extension = textParam(params, 'name') ?? '';
    if (message === 'plan.step.bring-extension') {
      before.lines.push({ text: 'change.extension.unused', name: extension });
      after.lines.push({ text: 'change.extension.used', name: extension });
    } else if (message === 'plan.step.drop-extension') {
      before.lines.push({ text: 'change.extension.unused', name: extension });
      after.lines.push({ text: 'change.extension.aside', name: extension });
    }
  }
}

/** `name` is what the plan is about, as the person knows it. */
export function describeChange(machine: Machine, plan: Plan, name: string): Change {
  const start = toBootState(machine);
  const end = plan.steps.reduce((state, { action }) => applyAction(state, action), start);
  const now = chooseEntry(start.entries, start.loader)?.id ?? null;
  const then = findArrived(plan, end) ?? chooseEntry(end.entries, end.loader)?.id ?? null;
  const change = {
    before: toSide(machine, start, now, name),
    after: toSide(machine, end, then, name),
  };
  const once = plan.goal === 'once' ? end.loader.efiOneShot : null;
  if (once !== null) {
    const usual = change.after.name;
    change.after = toSide(machine, end, once, name);
    if (usual !== null) change.after.lines.push({ text: 'change.once', name: usual });
  }
  addVersions(machine, end, change);
  addParts(plan, name, change);
  return change;
}
