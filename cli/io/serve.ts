/**
 * The service side of one connection. systemd accepts it and starts `lifeboat serve` with it as
 * standard input and output. Nobody at the other end is trusted: messages pass their schemas, the
 * command line passes the same parser as at home, only the commands below run, directories and files
 * of the caller's choice are refused, and environment, working directory and umask are our own.
 */
import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';
import { fail, ok, type Result } from '../../core/result.ts';
import { isWork, looksAtDisks, parseArguments, type WorkInvocation } from '../arguments.ts';
import { reportFailure } from '../report-failure.ts';
import { runCommand } from '../run-command.ts';
import { startLsblk } from '../tools/lsblk.ts';
import { PendingAnswers } from './answers.ts';
import type { Io } from './io.ts';
import { parseJsonLine, readLines } from './lines.ts';
import { clientMessageSchema, type ClientMessage, type ServerMessage } from './protocol.ts';

/** Whoever connects and says nothing is not waited for. */
const firstMessageMs = 10_000;

type RunMessage = ClientMessage & { t: 'run' };

/** What is run for a client; the rest of the command line's powers stay at home. */
function checkRequest({ argv }: RunMessage): Result<WorkInvocation> {
  const parsed = parseArguments(argv);
  if (!parsed.ok) return parsed;
  const invocation = parsed.value;
  const refuse = (argument: string) => fail('ARGS-01', { argument, command: argv[0] ?? '' });
  if (!isWork(invocation)) return refuse('the service does not run this command');
  if ('where' in invocation && invocation.where.kind !== 'running') {
    return refuse('the service looks only at its own machine');
  }
  if (invocation.command === 'apply' && (invocation.planPath ?? '-') !== '-') {
    return refuse('the service reads no files: send the plan');
  }
  return ok(invocation);
}

/** Gives this process surroundings that no caller has chosen. */
function settleProcess(): void {
  process.env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' };
  process.umask(0o077);
  process.chdir('/');
}

function createServedIo(
  message: RunMessage,
  send: (message: ServerMessage) => void,
  answers: PendingAnswers,
  signal: AbortSignal,
): Io {
  return {
    out: (text) => send({ t: 'out', text }),
    err: (text) => send({ t: 'err', text }),
    emit: (event) => send({ t: 'event', event }),
    ask: ({ id }, ended) => answers.wait(id, ended),
    readInput: (path) =>
      Promise.resolve(message.input === undefined ? fail('ARGS-02', { path }) : ok(message.input)),
    columns: message.columns,
    isTerminal: message.terminal,
    hasColour: message.colour,
    language: message.language,
    signal,
  };
}

/**
 * Serves one client until its command has ended; resolves with the exit code of the service. When
 * `stopped` is aborted the command ends as if the client had gone.
 */
export function serve(input: Readable, output: Writable, stopped: AbortSignal): Promise<number> {
  settleProcess();
  const cancel = new AbortController();
  const answers = new PendingAnswers();
  let isRunning = false;
  const send = (message: ServerMessage) => {
    if (output.writable) output.write(`${JSON.stringify(message)}\n`);
  };
  return new Promise((resolve) => {
    const finish = (code: number) => {
      send({ t: 'exit', code });
      output.end(() => resolve(0));
    };
    const silence = setTimeout(() => input.destroy(), firstMessageMs);
    const run = async (message: RunMessage) => {
      isRunning = true;
      clearTimeout(silence);
      const io = createServedIo(message, send, answers, cancel.signal);
      const request = checkRequest(message);
      if (request.ok && looksAtDisks(request.value)) startLsblk();
      const code = request.ok
        ? await runCommand(request.value, io)
        : reportFailure(request.failure, message.argv.includes('--json'), io);
      finish(code);
    };
    readLines(input, (line) => {
      const parsed = clientMessageSchema.safeParse(parseJsonLine(line));
      // Whoever does not speak the protocol is not answered at length.
      if (!parsed.success || (parsed.data.t === 'run') === isRunning) {
        const detail = parsed.success ? 'message out of turn' : z.prettifyError(parsed.error);
        send({ t: 'err', text: `Refused: ${detail}\n` });
        cancel.abort();
        if (!isRunning) finish(2);
        return input.destroy();
      }
      const message = parsed.data;
      if (message.t === 'run') void run(message);
      else if (message.t === 'answer') answers.resolve(message.questionId, message.secret);
      else cancel.abort();
    });
    // The client has gone, or sent too long a line: the command ends at its next safe point.
    const onGone = () => {
      cancel.abort();
      answers.closeAll();
      clearTimeout(silence);
      if (!isRunning) resolve(0);
    };
    stopped.addEventListener('abort', onGone);
    input.on('close', onGone);
    input.on('end', onGone);
    input.on('error', onGone);
    output.on('error', onGone);
  });
}
