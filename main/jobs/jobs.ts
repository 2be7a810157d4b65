/**
 * A job is one `lifeboat` command in a terminal of its own, with its events beside it. The list of
 * jobs is the session's memory: a renderer that comes back finds here what runs and what is asked.
 * Answers pass through and are kept nowhere.
 */
import { dirname } from 'node:path';
import { channelVariable } from '../../core/contract/channel.ts';
import type { JobEvent, JobRequest, JobState } from '../../core/contract/job.ts';
import type { Language } from '../../core/contract/settings.ts';
import { fail, type Failure } from '../../core/result.ts';
import type { Emit, Terminals } from '../terminals/terminals.ts';
import { openChannel, type Channel } from './channel.ts';
import { commandArguments, showCommandLine } from './command-line.ts';

interface Job {
  state: JobState;
  channel: Channel;
}

export interface JobsOptions {
  terminals: Terminals;
  emit: Emit;
  /** How `lifeboat` is started: a program and its first arguments. */
  command: { file: string; args: string[]; env: Record<string, string> };
  /** The person's language now; a command says its text in it. */
  language: () => Language;
  /** Refuses whatever would change the machine. */
  readOnly: boolean;
  log: (fields: Record<string, unknown>, message: string) => void;
}

/** A terminal can neither join Arabic letters nor turn its lines, and Japanese is not complete. */
const locales: Record<Language, string> = {
  en: 'en_US.UTF-8',
  de: 'de_DE.UTF-8',
  ar: 'en_US.UTF-8',
  ja: 'en_US.UTF-8',
};

const harmless = new Set<JobRequest['command']>(['inspect', 'plan', 'history', 'report']);

export class Jobs {
  readonly #options: JobsOptions;
  readonly #jobs = new Map<string, Job>();
  #lastNumber = 0;

  constructor(options: JobsOptions) {
    this.#options = options;
  }

  /** Starts the command; one that cannot start is a job that failed. */
  async start(request: JobRequest): Promise<JobState> {
    const id = `job-${String(++this.#lastNumber)}`;
    const channel = await openChannel((event) => this.#onEvent(id, event));
    const args = await commandArguments(request, dirname(channel.path));
    const commandLine = showCommandLine(args);
    const state: JobState = { id, request, commandLine, state: 'running', events: [] };
    this.#jobs.set(id, { state, channel });
    this.#options.log({ job: id, command: request.command }, 'job started');
    if (this.#options.readOnly && !harmless.has(request.command)) {
      this.#fail(id, fail('READONLY-01', { command: request.command }).failure);
      return state;
    }
    const { file, args: first, env } = this.#options.command;
    this.#options.terminals.open(id, {
      file,
      args: [...first, ...args],
      env: {
        ...env,
        [channelVariable]: channel.path,
        LC_MESSAGES: locales[this.#options.language()],
      },
      preface: `\u001b[1m$ ${commandLine}\u001b[0m\r\n`,
      onExit: (code) => void channel.drained().then(() => this.#onExit(id, code)),
    });
    return state;
  }

  list(): JobState[] {
    return [...this.#jobs.values()].map(({ state }) => state);
  }

  /** Hands an answer to the job; one that comes too late is dropped, since somebody was faster. */
  answer(jobId: string, questionId: string, secret: string | null): void {
    this.#get(jobId).channel.answer({ type: 'answer', questionId, secret });
  }

  cancel(jobId: string): void {
    const { state } = this.#get(jobId);
    if (state.state !== 'running') return;
    state.state = 'cancelled';
    this.#options.terminals.get(jobId).kill('SIGINT');
  }

  #get(jobId: string): Job {
    const job = this.#jobs.get(jobId);
    if (!job) throw new Error(`There is no job “${jobId}”.`);
    return job;
  }

  #onEvent(jobId: string, event: JobEvent): void {
    const { state } = this.#get(jobId);
    state.events.push(event);
    this.#options.log({ job: jobId, event: summary(event) }, 'job event');
    this.#options.emit('job.event', { jobId, event });
  }

  #onExit(jobId: string, exitCode: number): void {
    const { state } = this.#get(jobId);
    const hasOutcome = state.events.some(({ type }) => type === 'result' || type === 'failure');
    if (state.state === 'running' && !hasOutcome) {
      const { command } = state.request;
      this.#fail(jobId, fail('JOB-01', { command, exitCode }).failure);
      return;
    }
    const succeeded = exitCode === 0 && state.events.some(({ type }) => type === 'result');
    this.#end(jobId, succeeded ? 'done' : 'failed');
  }

  #fail(jobId: string, failure: Failure): void {
    this.#onEvent(jobId, { type: 'failure', failure });
    this.#end(jobId, 'failed');
  }

  #end(jobId: string, outcome: 'done' | 'failed'): void {
    const { state, channel } = this.#get(jobId);
    const ended = state.state === 'cancelled' ? 'cancelled' : outcome;
    state.state = ended;
    void channel.close();
    this.#options.log({ job: jobId, state: ended }, 'job ended');
    this.#options.emit('job.ended', { jobId, state: ended });
  }
}

/** What the log may know of an event: its kind and step, never a result or a person's words. */
function summary(event: JobEvent): string {
  switch (event.type) {
    case 'step':
      return `step ${event.id} ${event.state}`;
    case 'question':
      return `question ${event.question.kind}`;
    case 'unlock':
      return `unlock ${event.view.phase}`;
    case 'failure':
      return `failure ${event.failure.code}`;
    default:
      return event.type;
  }
}
