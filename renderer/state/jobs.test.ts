import { expect, it, vi } from 'vitest';
import type { Bridge } from '../../core/contract/ipc.ts';
import type { JobEvent, JobState } from '../../core/contract/job.ts';
import { createClient } from '../client/client.ts';
import { viewJob } from './job-view.ts';
import { createJobsStore } from './jobs.ts';

const step = (state: 'running' | 'done'): JobEvent => ({
  type: 'step',
  id: 'one',
  message: 'job.plan',
  params: {},
  state,
});

function createManualBridge() {
  const listeners = new Map<string, (payload: unknown) => void>();
  let reply: (value: JobState) => void = () => undefined;
  const bridge: Bridge = {
    invoke: () =>
      new Promise((resolve) => {
        reply = resolve;
      }),
    on: (channel, listener) => {
      listeners.set(channel, listener);
      return () => listeners.delete(channel);
    },
  };
  const emit = (channel: string, payload: unknown) => listeners.get(channel)?.(payload);
  return { bridge, emit, reply: (job: JobState) => reply(job) };
}

const job: JobState = {
  id: 'job-1',
  request: { command: 'inspect' },
  commandLine: 'lifeboat inspect',
  state: 'running',
  events: [],
};

it('keeps events that come before the reply that names their job, each once', async () => {
  const { bridge, emit, reply } = createManualBridge();
  const store = createJobsStore(createClient(bridge), []);
  const started = store.getState().start({ command: 'inspect' });
  await vi.waitFor(() => {
    emit('job.event', { jobId: 'job-1', event: step('running') });
  });
  emit('job.event', { jobId: 'job-1', event: step('done') });
  emit('job.ended', { jobId: 'job-1', state: 'done' });
  reply({ ...job, events: [step('running')] });
  await started;
  expect(store.getState().jobs).toEqual([
    { ...job, state: 'done', events: [step('running'), step('done')] },
  ]);
});

it('takes a payload that breaks the contract for the bug that it is', () => {
  const { bridge, emit } = createManualBridge();
  createJobsStore(createClient(bridge), [job]);
  expect(() => emit('job.ended', { jobId: 'job-1', state: 'exploded' })).toThrow(/state/);
});

it('folds events into steps, the open question and the outcome', () => {
  const question = {
    id: 'q1',
    kind: 'passphrase' as const,
    subject: 'state',
    retry: false,
    triesLeft: 3,
    choices: [],
    isStanding: false,
  };
  const open = viewJob({
    ...job,
    events: [step('running'), step('done'), { type: 'question', question }],
  });
  expect(open.steps).toEqual([{ id: 'one', message: 'job.plan', params: {}, state: 'done' }]);
  expect(open.question).toEqual(question);
  const closed = viewJob({
    ...job,
    state: 'failed',
    events: [
      { type: 'question', question },
      { type: 'question-closed', id: 'q1' },
    ],
  });
  expect(closed.question).toBeNull();
  expect(closed.failure?.code).toBe('JOB-01');
});
