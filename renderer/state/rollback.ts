/**
 * Going back to another version: which version was chosen, the job that planned it and the job that
 * did it. A change is offered only with a plan made from the newest snapshot.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Plan } from '../../core/model/plan.ts';
import { findLatestJob, type JobsStore } from './jobs.ts';
import type { MachineStore } from './machine.ts';

export interface RollbackState {
  /** The id of the version to go back to, null while none was chosen. */
  target: string | null;
  planJobId: string | null;
  /** The snapshot that the plan was made from. */
  plannedRevision: number;
  applyJobId: string | null;
  /** True once the person has been asked to unlock before going back. */
  unlockOffered: boolean;
  choose: (target: string) => void;
  markUnlockOffered: () => void;
  /** Makes a plan for the chosen version, unless there is one for this snapshot. */
  prepare: () => Promise<void>;
  apply: (plan: Plan) => Promise<void>;
}

export type RollbackStore = StoreApi<RollbackState>;

/** A store of the rollback; after a reload it finds its jobs again among those of the session. */
export function createRollbackStore(jobs: JobsStore, machine: MachineStore): RollbackStore {
  const known = jobs.getState().jobs;
  const planned = findLatestJob(known, 'plan');
  const applied = findLatestJob(known, 'apply');
  const initial: Pick<RollbackState, 'target' | 'planJobId' | 'applyJobId'> = {
    target: planned?.request.command === 'plan' ? planned.request.target : null,
    planJobId: planned?.id ?? null,
    applyJobId: applied?.id ?? null,
  };
  return createStore<RollbackState>()((set, get) => ({
    ...initial,
    plannedRevision: machine.getState().revision,
    unlockOffered: applied !== null,
    choose(target) {
      if (target === get().target && get().applyJobId === null) return;
      set({ target, planJobId: null, applyJobId: null });
    },
    markUnlockOffered() {
      set({ unlockOffered: true });
    },
    async prepare() {
      const { target, planJobId, plannedRevision } = get();
      const { revision } = machine.getState();
      if (target === null || (planJobId !== null && plannedRevision === revision)) return;
      set({ plannedRevision: revision, planJobId: null });
      const jobId = await jobs.getState().start({ command: 'plan', goal: 'rollback', target });
      set({ planJobId: jobId });
    },
    async apply(plan) {
      set({ applyJobId: await jobs.getState().start({ command: 'apply', plan }) });
    },
  }));
}
