/** The jobs of the fake bridge: each is a script of events played at a pace. */
import type { JobEvent, JobRequest, JobState } from '../../core/contract/job.ts';
import type { Applied, History } from '../../core/model/history.ts';
import type { Plan, RunRecord } from '../../core/model/plan.ts';
import { plan } from '../../core/plan/plan.ts';
import type { Failure, Params } from '../../core/result.ts';
import type { SystemQuestion } from '../../core/unlock/question-list.ts';
import type { DemoMachine } from './demo-machine.ts';

interface FakeJobsOptions {
  machine: DemoMachine;
  passphrase: string;
  failures: Partial<Record<JobRequest['command'], Failure | null>>;
  paceMs: number;
  known: JobState[];
  onEvent: (jobId: string, event: JobEvent) => void;
  onEnded: (jobId: string, state: 'done' | 'failed' | 'cancelled') => void;
}

type Script = AsyncGenerator<JobEvent, Failure | 'cancelled' | null>;

const recoveryKey = Array(8).fill('cbdefghi').join('-');

export class FakeJobs {
  /** Time between two events; can be changed while jobs run. */
  paceMs: number;
  /** What other programs of the system ask for. */
  questions: SystemQuestion[] = [];
  readonly #options: FakeJobsOptions;
  readonly #jobs: JobState[];
  readonly #answers = new Map<string, (secret: string | null) => void>();

  constructor(options: FakeJobsOptions) {
    this.#options = options;
    this.paceMs = options.paceMs;
    this.#jobs = [...options.known];
  }

  list(): JobState[] {
    return this.#jobs;
  }

  start(request: JobRequest): JobState {
    const id = `job-${String(this.#jobs.length + 1)}`;
    const job: JobState = {
      id,
      request,
      commandLine: commandLineOf(request),
      state: 'running',
      events: [],
    };
    this.#jobs.push(job);
    void this.#play(job);
    return structuredClone(job);
  }

  answer(jobId: string, questionId: string, secret: string | null): void {
    this.#answers.get(`${jobId} ${questionId}`)?.(secret);
  }

  cancel(jobId: string): void {
    for (const [key, answer] of this.#answers) if (key.startsWith(`${jobId} `)) answer(null);
  }

  /** What a job's terminal shows, undefined where there is no such job. */
  transcript(jobId: string): string | undefined {
    const job = this.#jobs.find(({ id }) => id === jobId);
    if (job === undefined) return undefined;
    const lines = job.events.flatMap((event) =>
      event.type === 'step' && event.state === 'done' ? [`\x1b[32m✓\x1b[0m ${event.message}`] : [],
    );
    return [`$ ${job.commandLine}`, ...lines, ''].join('\r\n');
  }

  async #play(job: JobState): Promise<void> {
    const script = this.#script(job);
    for (;;) {
      await this.#pause();
      const { value, done } = await script.next();
      if (done === true) {
        job.state = value === null ? 'done' : value === 'cancelled' ? 'cancelled' : 'failed';
        if (value !== null && value !== 'cancelled')
          this.#tell(job, { type: 'failure', failure: value });
        this.#options.onEnded(job.id, job.state);
        return;
      }
      this.#tell(job, value);
    }
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, this.paceMs));
  }

  #tell(job: JobState, event: JobEvent): void {
    job.events.push(event);
    this.#options.onEvent(job.id, event);
  }

  #script(job: JobState): Script {
    const { request } = job;
    const { machine, failures } = this.#options;
    const failure = failures[request.command] ?? null;
    failures[request.command] = null;
    switch (request.command) {
      case 'inspect':
        return playSteps(
          ['job.inspect.disks', 'job.inspect.boot', 'job.inspect.extensions'],
          failure,
          () => machine.snapshot,
        );
      case 'plan':
        return playSteps(['job.plan'], failure, () =>
          plan(machine.snapshot, request.goal, {
            target: request.target,
            survey: machine.survey,
          }),
        );
      case 'unlock':
        return this.#unlock(job.id, request, failure);
      case 'lock':
        machine.lock(request.device);
        return playSteps(['job.lock'], failure, () => null);
      case 'questions':
        return request.id === null
          ? playSteps([], failure, () => ({
              schema: 'lifeboat.questions/1',
              questions: this.questions,
            }))
          : this.#answerQuestion(job.id, request.id, failure);
      case 'apply':
        return playApply(machine, request.plan, request.operator, failure);
      case 'history':
        return playSteps(['job.inspect.boot'], failure, () => {
          const { records } = machine.survey;
          return { schema: 'lifeboat.history/1', records } satisfies History;
        });
      case 'report':
        return playSteps(['job.report'], failure, () => null);
      case 'preferences':
        return playSteps(['job.preferences'], failure, () => null);
      case 'reboot':
        return playSteps(['job.reboot'], failure, () => null);
    }
  }

  async *#answerQuestion(jobId: string, id: string, failure: Failure | null): Script {
    const question = this.questions.find((one) => one.id === id);
    if (failure !== null || question === undefined)
      return failure ?? { code: 'QUESTION-01', params: {}, detail: '' };
    const answered = new Promise<string | null>((resolve) => {
      this.#answers.set(`${jobId} question`, resolve);
    });
    yield {
      type: 'question',
      question: {
        id: 'question',
        kind: 'system',
        subject: question.message,
        retry: false,
        triesLeft: null,
        choices: [],
        isStanding: false,
      },
    };
    if ((await answered) === null) return 'cancelled';
    yield { type: 'question-closed', id: 'question' };
    this.questions = this.questions.filter((one) => one.id !== id);
    return null;
  }

  async *#unlock(
    jobId: string,
    request: JobRequest & { command: 'unlock' },
    failure: Failure | null,
  ): Script {
    const { machine, passphrase } = this.#options;
    const kind = request.method === 'recovery-key' ? 'recovery-key' : 'passphrase';
    const right = kind === 'passphrase' ? passphrase : recoveryKey;
    yield step('job.unlock.check', 'running');
    if (failure !== null) return failure;
    yield step('job.unlock.check', 'done');
    for (let tries = 3; tries > 0; tries--) {
      const id = `question-${String(4 - tries)}`;
      const answered = new Promise<string | null>((resolve) => {
        this.#answers.set(`${jobId} ${id}`, resolve);
      });
      yield {
        type: 'question',
        question: {
          id,
          kind,
          subject: 'state',
          retry: tries < 3,
          triesLeft: tries,
          choices: [],
          isStanding: false,
        },
      };
      const secret = await answered;
      this.#answers.delete(`${jobId} ${id}`);
      yield { type: 'question-closed', id };
      if (secret === null) return 'cancelled';
      yield step('job.unlock.open', 'running');
      if (secret !== right) continue;
      yield step('job.unlock.open', 'done');
      machine.unlock(request.device);
      return null;
    }
    return { code: 'UNLOCK-02', params: { device: request.device }, detail: '' };
  }
}

const step = (
  message: string,
  state: 'waiting' | 'running' | 'done' | 'failed',
  params: Params = {},
  id = message,
): JobEvent => ({ type: 'step', id, message, params, state });

async function* playSteps(
  messages: string[],
  failure: Failure | null,
  result: () => unknown,
): Script {
  for (const message of messages) {
    yield step(message, 'running');
    if (failure !== null) {
      yield step(message, 'failed');
      return failure;
    }
    yield step(message, 'done');
  }
  yield { type: 'result', value: result() };
  return null;
}

async function* playApply(
  machine: DemoMachine,
  wanted: Plan,
  operator: string | null,
  failure: Failure | null,
): Script {
  const toResult = (record: RunRecord): JobEvent => ({
    type: 'result',
    value: {
      schema: 'lifeboat.applied/1',
      outcome: record.outcome,
      record,
      fatCheck: null,
    } satisfies Applied,
  });
  const names: [string, Params, string][] = [
    ['job.apply.check', {}, 'check'],
    ['job.apply.record', {}, 'record'],
    ...wanted.steps.map(({ id, message, params }): [string, Params, string] => [
      message,
      params,
      id,
    ]),
    ['job.apply.finish', {}, 'finish'],
  ];
  for (const [message, params, id] of names) yield step(message, 'waiting', params, id);
  for (const [index, [message, params, id]] of names.entries()) {
    yield step(message, 'running', params, id);
    // A step that fails is the last one, when those before it are done: the hardest case to explain.
    // Every other failure comes before anything was done.
    const isHit = failure?.code === 'APPLY-03' ? index === names.length - 2 : index === 0;
    if (failure !== null && isHit) {
      yield step(message, 'failed', params, id);
      if (index === 0) return failure;
      const done = wanted.steps.slice(0, -1);
      machine.apply({ steps: done });
      yield toResult(machine.note(wanted, operator, done.length));
      return failure;
    }
    yield step(message, 'done', params, id);
  }
  machine.apply(wanted);
  yield toResult(machine.note(wanted, operator));
  return null;
}

function commandLineOf(request: JobRequest): string {
  switch (request.command) {
    case 'unlock':
      return `lifeboat unlock ${request.device} --method ${request.method}`;
    case 'lock':
      return `lifeboat lock ${request.device}`;
    case 'plan':
      return `lifeboat plan ${request.goal}${request.target === null ? '' : ` --to ${request.target}`}`;
    case 'apply':
      return 'lifeboat apply -';
    default:
      return `lifeboat ${request.command}`;
  }
}
