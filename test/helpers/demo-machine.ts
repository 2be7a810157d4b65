/** The demo machine whose upgrade went wrong, as a snapshot that going back and unlocking change. */
import { chooseEntry } from '../../core/boot/choice.ts';
import type { Machine } from '../../core/model/machine.ts';
import type { Plan } from '../../core/model/plan.ts';
import { applyAction, toBootState } from '../../core/plan/boot-state.ts';
import { makeDemo, makeStateExtensions } from './machines/demo.ts';

export class DemoMachine {
  snapshot: Machine = makeDemo();

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

  /** Does what the plan's steps say, as far as the snapshot shows it. */
  apply(plan: Plan): void {
    let state = toBootState(this.snapshot);
    for (const { action } of plan.steps) state = applyAction(state, action);
    const chosen = chooseEntry(state.entries, state.loader)?.id;
    this.snapshot = {
      ...this.snapshot,
      loader: state.loader,
      entries: state.entries.map((entry) => ({ ...entry, isDefault: entry.id === chosen })),
      versions: this.snapshot.versions.map((version) => ({
        ...version,
        isDefault: version.entryId === chosen,
        state: state.entries.find(({ id }) => id === version.entryId)?.state ?? version.state,
      })),
      problems: [],
    };
  }
}
