/** A job as a screen shows it: its events folded into steps, the open question and the outcome. */
import type { JobState, Question, UnlockView } from '../../core/contract/job.ts';
import type { Failure, Params } from '../../core/result.ts';

export interface StepView {
  id: string;
  message: string;
  params: Params;
  state: 'waiting' | 'running' | 'done' | 'failed';
}

export interface JobView {
  id: string;
  state: JobState['state'];
  steps: StepView[];
  /** The question that waits for a secret, null when none does. */
  question: Question | null;
  /** The other ways that are open now, null when there is none. */
  choice: Question | null;
  /** Where unlocking stands; null for other jobs. */
  unlock: UnlockView | null;
  /** What the command printed as its result; undefined until it did. */
  result: unknown;
  failure: Failure | null;
}

/** The view of one job; a job that failed without saying why has the failure JOB-01. */
export function viewJob(job: JobState): JobView {
  const steps = new Map<string, StepView>();
  const view: JobView = {
    id: job.id,
    state: job.state,
    steps: [],
    question: null,
    choice: null,
    unlock: null,
    result: undefined,
    failure: null,
  };
  for (const event of job.events) {
    if (event.type === 'step') {
      const { id, message, params, state } = event;
      steps.set(id, { id, message, params, state });
    } else if (event.type === 'question') {
      if (event.question.kind === 'method') view.choice = event.question;
      else view.question = event.question;
    } else if (event.type === 'question-closed') {
      if (view.question?.id === event.id) view.question = null;
      if (view.choice?.id === event.id) view.choice = null;
    } else if (event.type === 'unlock') view.unlock = event.view;
    else if (event.type === 'result') view.result = event.value;
    else view.failure = event.failure;
  }
  view.steps = [...steps.values()];
  if (job.state !== 'running') {
    view.question = null;
    view.choice = null;
  }
  if (job.state === 'failed' && view.failure === null)
    view.failure = { code: 'JOB-01', params: { command: job.request.command }, detail: '' };
  return view;
}
