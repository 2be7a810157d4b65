import type { JobState } from '../../core/contract/job.ts';
import type { JobsStore } from './jobs.ts';

/** Resolves with the job once it has ended, however it did. */
export function waitForJob(jobs: JobsStore, jobId: string): Promise<JobState> {
  const find = () =>
    jobs.getState().jobs.find(({ id, state }) => id === jobId && state !== 'running');
  const ended = find();
  if (ended !== undefined) return Promise.resolve(ended);
  return new Promise((resolve) => {
    const stop = jobs.subscribe(() => {
      const job = find();
      if (job === undefined) return;
      stop();
      resolve(job);
    });
  });
}
