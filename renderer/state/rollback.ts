/**
 * A change of the machine, from the wish to its outcome: what is aimed at, the job that planned it and
 * the job that did it. A change is offered only with a plan made from the newest snapshot.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { JobState } from '../../core/contract/job.ts';
import type { Goal, Plan } from '../../core/model/plan.ts';
import { findLatestJob, type JobsStore } from './jobs.ts';
import type { MachineStore } from './machine.ts';

/** What the person wants: a goal, and what it is about as planning names it. */
export interface Aim {
  goal: Goal;
  target: string;
}

export interface RollbackState {
  /** Null while nothing was chosen. */
  aim: Aim | null;
  planJobId: string | null;
  /** The snapshot that the plan was made from. */
  plannedRevision: number;
  applyJobId: string | null;
  /** True once the person has been asked to unlock before going on. */
  unlockOffered: boolean;
  /** True while a disk has to be unlocked for writing, because the plan changes something on it. */
  needsWriting: boolean;
  /** The latest look at earlier changes. */
  historyJobId: string | null;
  choose: (aim: Aim) => void;
  /** Back to the choice of what to do. */
  clear: () => void;
  markUnlockOffered: () => void;
  askForWriting: (isNeeded: boolean) => void;
  /** Makes a plan for the aim, unless there is one for this snapshot. */
  prepare: () => Promise<void>;
  /** Carries the plan out; `operator` is whoever asks for it, as typed, or null. */
  apply: (plan: Plan, operator: string | null) => Promise<void>;
  /** Gives the aim another plan after a run that did not reach it. */
  planAgain: () => void;
  lookBack: () => Promise<void>;
}

export type RollbackStore = StoreApi<RollbackState>;

/** The aim of the newest plan or change of this session. */
function findAim(jobs: readonly JobState[]): Aim | null {
  const request = jobs.findLast(({ request }) =>
    ['plan', 'apply'].includes(request.command),
  )?.request;
  if (request?.command === 'apply') return { goal: request.plan.goal, target: request.plan.target };
  if (request?.command !== 'plan' || request.target === null) return null;
  return { goal: request.goal, target: request.target };
}

const isSame = (a: Aim, b: Aim | null) => a.goal === b?.goal && a.target === b.target;

/** A store of the change; after a reload it finds its jobs again among those of the session. */
export function createRollbackStore(jobs: JobsStore, machine: MachineStore): RollbackStore {
  const known = jobs.getState().jobs;
  const planned = findLatestJob(known, 'plan');
  const applied = findLatestJob(known, 'apply');
  // A plan that was made after the last change is for another one.
  const isAppliedLast =
    applied !== null && (planned === null || known.indexOf(planned) < known.indexOf(applied));
  return createStore<RollbackState>()((set, get) => ({
    aim: findAim(known),
    planJobId: planned?.id ?? null,
    applyJobId: isAppliedLast ? applied.id : null,
    plannedRevision: machine.getState().revision,
    unlockOffered: applied !== null,
    needsWriting: false,
    historyJobId: findLatestJob(known, 'history')?.id ?? null,
    choose(aim) {
      if (isSame(aim, get().aim) && get().applyJobId === null) return;
      set({ aim, planJobId: null, applyJobId: null, needsWriting: false });
    },
    clear() {
      set({ aim: null, planJobId: null, applyJobId: null, needsWriting: false });
    },
    markUnlockOffered() {
      set({ unlockOffered: true });
    },
    askForWriting(needsWriting) {
      set({ needsWriting });
    },
    async prepare() {
      const { aim, planJobId, plannedRevision } = get();
      const { revision } = machine.getState();
      if (aim === null || (planJobId !== null && plannedRevision === revision)) return;
      set({ plannedRevision: revision, planJobId: null });
      set({ planJobId: await jobs.getState().start({ command: 'plan', ...aim }) });
    },
    async apply(plan, operator) {
      set({ applyJobId: await jobs.getState().start({ command: 'apply', plan, operator }) });
    },
    planAgain() {
      set({ applyJobId: null, planJobId: null });
    },
    async lookBack() {
      set({ historyJobId: await jobs.getState().start({ command: 'history' }) });
    },
  }));
}
