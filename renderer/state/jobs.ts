/**
 * The jobs of this session. The main process owns them: this store holds what it said, so that a
 * reloaded page goes on where it was. Secrets never come here; an answer is handed straight on.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../client/client.ts';
import type { JobCommand, JobEvent, JobRequest, JobState } from '../../core/contract/job.ts';

export interface JobsState {
  /** In the order in which they were started. */
  jobs: readonly JobState[];
  /** Starts a job and returns its id. */
  start: (request: JobRequest) => Promise<string>;
  /** Answers a question; null cancels it. The secret is passed on and not kept. */
  answer: (jobId: string, questionId: string, secret: string | null) => Promise<void>;
  cancel: (jobId: string) => Promise<void>;
}

export type JobsStore = StoreApi<JobsState>;

/** The newest job with this command, or null. */
export function findLatestJob(jobs: readonly JobState[], command: JobCommand): JobState | null {
  return jobs.findLast((job) => job.request.command === command) ?? null;
}

/** Events that `known` has not got yet, added at its end. */
function joinEvents(known: readonly JobEvent[], more: readonly JobEvent[]): JobEvent[] {
  const seen = new Set(known.map((event) => JSON.stringify(event)));
  return [...known, ...more.filter((event) => !seen.has(JSON.stringify(event)))];
}

/** A store of the jobs that the main process knows, kept up to date by its events. */
export function createJobsStore(client: Client, known: readonly JobState[]): JobsStore {
  // A job's first events can be here before the reply that names the job.
  const early = new Map<string, { events: JobEvent[]; ended: JobState['state'] | null }>();

  const store = createStore<JobsState>()((set) => ({
    jobs: known,
    async start(request) {
      const started = await client.invoke('job.start', request);
      const before = early.get(started.id);
      early.delete(started.id);
      const job: JobState = {
        ...started,
        state: before?.ended ?? started.state,
        events: joinEvents(started.events, before?.events ?? []),
      };
      set(({ jobs }) => ({ jobs: [...jobs.filter(({ id }) => id !== job.id), job] }));
      return job.id;
    },
    async answer(jobId, questionId, secret) {
      await client.invoke('job.answer', { jobId, questionId, secret });
    },
    async cancel(jobId) {
      await client.invoke('job.cancel', { jobId });
    },
  }));

  const isKnown = (jobId: string): boolean => store.getState().jobs.some(({ id }) => id === jobId);
  const update = (jobId: string, change: (job: JobState) => JobState): void => {
    store.setState(({ jobs }) => ({
      jobs: jobs.map((job) => (job.id === jobId ? change(job) : job)),
    }));
  };
  const earlyOf = (jobId: string): { events: JobEvent[]; ended: JobState['state'] | null } => {
    const kept = early.get(jobId) ?? { events: [], ended: null };
    early.set(jobId, kept);
    return kept;
  };

  client.on('job.event', ({ jobId, event }) => {
    if (isKnown(jobId)) update(jobId, (job) => ({ ...job, events: [...job.events, event] }));
    else earlyOf(jobId).events.push(event);
  });
  client.on('job.ended', ({ jobId, state }) => {
    if (isKnown(jobId)) update(jobId, (job) => ({ ...job, state }));
    else earlyOf(jobId).ended = state;
  });
  return store;
}
