import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { inject } from 'vitest';
import { jobEventSchema, type JobEvent } from '../../core/contract/job.ts';

export interface Run {
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  input?: string;
  env?: NodeJS.ProcessEnv;
}

/** The built `lifeboat`, in a private folder, so that a test never meets an old build. */
export interface LifeboatCli {
  path: string;
  run(argv: readonly string[], options?: RunOptions): Promise<Run>;
  start(argv: readonly string[], stdio: StdioOptions, env?: NodeJS.ProcessEnv): ChildProcess;
}

/** Collects what a child prints until it has ended. */
export function collect(child: ChildProcess): Promise<Run> {
  let [stdout, stderr] = ['', ''];
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString('utf8')));
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, stdout, stderr }));
  });
}

/** The tool as the image carries it, built once for all tests (lifeboat-build.ts). */
export function openLifeboat(): LifeboatCli {
  const path = inject('lifeboatPath');
  // A quarter of a start is compiling, which all starts of a run can share.
  const compiled = { NODE_COMPILE_CACHE: join(dirname(path), 'compiled') };
  const start: LifeboatCli['start'] = (argv, stdio, env = {}) =>
    spawn(process.execPath, [path, ...argv], {
      stdio,
      // A command that hangs fails its test, and leaves no process behind.
      timeout: 60_000,
      killSignal: 'SIGKILL',
      env: { PATH: process.env['PATH'], LANG: 'C.UTF-8', ...compiled, ...env },
    });
  return {
    path,
    start,
    run: (argv, { input, env } = {}) => {
      const child = start(argv, ['pipe', 'pipe', 'pipe'], env);
      const done = collect(child);
      child.stdin?.on('error', () => undefined);
      child.stdin?.end(input);
      return done;
    },
  };
}

export interface TestChannel {
  path: string;
  events: JobEvent[];
  /** Resolves with the first event, past or to come, that fits. */
  waitFor<E extends JobEvent>(fits: (event: JobEvent) => event is E): Promise<E>;
  answer(questionId: string, secret: string | null): void;
  close(): Promise<void>;
}

/** The caller's end of a job's channel: a socket that the command connects to. */
export async function openTestChannel(): Promise<TestChannel> {
  const folder = await mkdtemp(join(tmpdir(), 'lifeboat-channel-'));
  const path = join(folder, 'channel.sock');
  const events: JobEvent[] = [];
  const waiting: ((event: JobEvent) => void)[] = [];
  let peer: Socket | null = null;
  const server: Server = createServer((socket) => {
    peer = socket;
    socket.on('error', () => undefined);
    createInterface({ input: socket }).on('line', (line) => {
      const event = jobEventSchema.parse(JSON.parse(line));
      events.push(event);
      for (const notify of [...waiting]) notify(event);
    });
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return {
    path,
    events,
    waitFor: <E extends JobEvent>(fits: (event: JobEvent) => event is E) =>
      new Promise<E>((resolve) => {
        const notify = (event: JobEvent) => {
          if (!fits(event)) return;
          waiting.splice(waiting.indexOf(notify), 1);
          resolve(event);
        };
        waiting.push(notify);
        for (const event of events) notify(event);
      }),
    answer: (questionId, secret) =>
      peer?.write(`${JSON.stringify({ type: 'answer', questionId, secret })}\n`),
    close: async () => {
      peer?.destroy();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export interface TestService {
  path: string;
  /** The processes that serve, oldest first. */
  children: ChildProcess[];
  close(): Promise<void>;
}

/** What systemd does with Accept=yes: one `lifeboat serve` for each connection, which is its stdio. */
export async function startService(cli: LifeboatCli): Promise<TestService> {
  const folder = await mkdtemp(join(tmpdir(), 'lifeboat-service-'));
  const path = join(folder, 'cli.sock');
  const children: ChildProcess[] = [];
  const server = createServer({ pauseOnConnect: true }, (socket) => {
    const child = cli.start(['serve'], [socket, socket, 'inherit'], { CANARY: 'of the service' });
    children.push(child);
    socket.on('error', () => undefined);
    child.on('spawn', () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return {
    path,
    children,
    close: async () => {
      await Promise.all(
        children
          .filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)
          .map((child) => new Promise((resolve) => child.on('exit', resolve))),
      );
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
