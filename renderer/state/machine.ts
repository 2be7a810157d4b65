/**
 * What the machine says is a snapshot with a revision. It is replaced as a whole by each new
 * inspection and never edited in place.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { machineSchema, type Machine } from '../../core/model/machine.ts';
import type { Failure } from '../../core/result.ts';
import { viewJob, type JobView } from './job-view.ts';
import { findLatestJob, type JobsStore } from './jobs.ts';

export interface MachineState {
  /** The last inspection that succeeded, null before the first. */
  machine: Machine | null;
  /** Grows by one with each new snapshot. */
  revision: number;
  /** Why the latest inspection failed, null when it did not. */
  failure: Failure | null;
  /** The latest inspection. */
  jobId: string | null;
  /** Inspects the machine again; the old snapshot stays until the new one is there. */
  refresh: () => Promise<void>;
}

export type MachineStore = StoreApi<MachineState>;

type Outcome = Pick<MachineState, 'failure'> & Partial<MachineState>;

function outcomeOf(view: JobView, revision: number): Outcome {
  if (view.state !== 'done') return { failure: view.failure };
  const parsed = machineSchema.safeParse(view.result);
  if (parsed.success) return { machine: parsed.data, revision: revision + 1, failure: null };
  return {
    failure: { code: 'TOOL-03', params: { tool: 'lifeboat' }, detail: parsed.error.message },
  };
}

/** A store that follows the newest `inspect` job; adopts one that already runs or ran. */
export function createMachineStore(jobs: JobsStore): MachineStore {
  const store = createStore<MachineState>()((set) => ({
    machine: null,
    revision: 0,
    failure: null,
    jobId: null,
    async refresh() {
      const jobId = await jobs.getState().start({ command: 'inspect' });
      set({ jobId });
      follow();
    },
  }));

  let settledJobId: string | null = null;
  function follow(): void {
    const { jobId, revision } = store.getState();
    const job = jobs.getState().jobs.find(({ id }) => id === jobId);
    if (job === undefined || job.state === 'running' || job.id === settledJobId) return;
    settledJobId = job.id;
    store.setState(outcomeOf(viewJob(job), revision));
  }

  store.setState({ jobId: findLatestJob(jobs.getState().jobs, 'inspect')?.id ?? null });
  follow();
  jobs.subscribe(follow);
  return store;
}
