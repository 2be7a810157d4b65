/** The demo machine whose upgrade went wrong, as a snapshot that going back and unlocking change. */
import { chooseEntry, chooseNextEntry } from '../../core/boot/choice.ts';
import type { Entry, Machine, Version } from '../../core/model/machine.ts';
import { recordSchemaId, type Plan, type RunRecord } from '../../core/model/plan.ts';
import { emptySurvey, type Survey } from '../../core/model/survey.ts';
import { applyAction, toBootState } from '../../core/plan/boot-state.ts';
import { makeDemo, makeStateExtensions } from './machines/demo.ts';
import { makeVersion } from './machines/parts.ts';

export class DemoMachine {
  snapshot: Machine = makeDemo();
  /** What planning sees beside the machine; earlier changes are its records. */
  survey: Survey = emptySurvey;

  /** Opens the disk `state`, whose add-ons are seen from then on. */
  unlock(device: string): void {
    for (const disk of this.snapshot.disks)
      for (const partition of disk.partitions)
        if (partition.path === device && partition.luks !== null)
          partition.luks.openedAs = '/dev/mapper/lifeboat-state';
    this.snapshot.extensions = makeStateExtensions();
  }

  /** Locks a disk again; its add-ons are no longer seen. */
  lock(device: string): void {
    for (const { partitions } of this.snapshot.disks)
      for (const { path, luks } of partitions)
        if (path === device && luks !== null) luks.openedAs = null;
    this.snapshot.extensions = [];
  }

  /** Keeps the record of a run of the plan, of which the first `done` steps were carried out. */
  note(plan: Plan, operator: string | null, done = plan.steps.length): RunRecord {
    const isDone = done === plan.steps.length;
    const number = this.survey.records.length + 1;
    const record: RunRecord = {
      schema: recordSchemaId,
      id: `2026-11-22T18-3${String(number)}-00Z`,
      startedAt: `2026-11-22T18:3${String(number)}:00Z`,
      endedAt: `2026-11-22T18:3${String(number)}:02Z`,
      operator,
      from: null,
      to: null,
      summary: '',
      reasons: [],
      plan,
      steps: plan.steps.map((_step, i) => (i < done ? 'done' : i === done ? 'failed' : 'intended')),
      outcome: isDone ? 'done' : done > 0 ? 'partly-done' : 'not-done',
    };
    this.survey = { ...this.survey, records: [...this.survey.records, record] };
    return record;
  }

  #findVersion(entry: Entry): Version {
    const known = this.snapshot.versions.find(({ entryId }) => entryId === entry.id);
    return known ?? makeVersion(entry);
  }

  /** Does what the plan's steps say, as far as the snapshot shows it. */
  apply(plan: Pick<Plan, 'steps'>): void {
    let state = toBootState(this.snapshot, this.survey);
    for (const { action } of plan.steps) state = applyAction(state, action);
    this.survey = state.survey;
    const chosen = chooseEntry(state.entries, state.loader)?.id;
    const next = chooseNextEntry(state.entries, state.loader);
    this.snapshot = {
      ...this.snapshot,
      loader: state.loader,
      entries: state.entries.map((entry) => ({ ...entry, isDefault: entry === next })),
      versions: state.entries
        .map((entry) => this.#findVersion(entry))
        .map((version) => ({
          ...version,
          isDefault: version.entryId === chosen,
          state: state.entries.find(({ id }) => id === version.entryId)?.state ?? version.state,
        })),
      problems: [],
    };
  }
}
