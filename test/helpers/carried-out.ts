import { chooseEntry, chooseNextEntry } from '../../core/boot/choice.ts';
import type { Entry, Machine } from '../../core/model/machine.ts';
import { recordSchemaId, type Plan, type RunRecord } from '../../core/model/plan.ts';
import { emptySurvey, type Survey } from '../../core/model/survey.ts';
import { applyAction, toBootState, type BootState } from '../../core/plan/boot-state.ts';
import { baseName } from '../../core/plan/staging.ts';

/** The machine in a boot state, as inspection would find it then. */
export function toMachine(machine: Machine, state: BootState): Machine {
  const chosen = chooseEntry(state.entries, state.loader);
  const next = chooseNextEntry(state.entries, state.loader);
  const versionOf = (entry: Entry) => {
    const known = machine.versions.find(({ entryId }) => entryId === entry.id);
    return {
      ...(known ?? {
        id: entry.id.replace(/\.efi$/i, ''),
        name: entry.title ?? entry.id,
        version: entry.version,
        entryId: entry.id,
        missing: [],
        missingParts: [],
        lastBooted: null,
        isLifeboat: false,
      }),
      complete: state.complete.has(entry.id),
      state: entry.state,
      isDefault: entry === chosen,
    };
  };
  return {
    ...machine,
    loader: state.loader,
    extensions: machine.extensions.filter(
      ({ path }) => !state.asideParts.some((part) => baseName(part.path) === baseName(path)),
    ),
    entries: state.entries.map((entry) => ({ ...entry, isDefault: entry === next })),
    versions: state.entries.map(versionOf),
  };
}

/** The machine as it is once the plan, or its first steps, are carried out. */
export function carriedOut(
  machine: Machine,
  { steps }: Pick<Plan, 'steps'>,
  survey: Survey = emptySurvey,
): Machine {
  const state = steps.reduce(
    (at, { action }) => applyAction(at, action),
    toBootState(machine, survey),
  );
  return toMachine(machine, state);
}

/** The record that a run of the plan leaves behind when its first `done` steps were carried out. */
export const createRecord = (made: Plan, done = made.steps.length, id = 'record'): RunRecord => ({
  schema: recordSchemaId,
  id,
  startedAt: '2026-01-01T00:00:00.000Z',
  endedAt: null,
  operator: null,
  from: null,
  to: null,
  summary: '',
  reasons: [],
  plan: made,
  steps: made.steps.map((_step, i) => (i < done ? 'done' : 'intended')),
  outcome: done === made.steps.length ? 'done' : 'running',
});
