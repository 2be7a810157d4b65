import { connect, type Socket } from 'node:net';
import { fail, type Failure } from '../../core/result.ts';
import type { WorkInvocation } from '../arguments.ts';
import type { Channel } from './channel.ts';
import type { Io } from './io.ts';
import { parseJsonLine, readLines } from './lines.ts';
import type { ClientMessage, ServerMessage } from './protocol.ts';

/** A connection to the service at `path`, null when nobody answers there. */
export const connectToService = (path: string): Promise<Socket | null> =>
  new Promise((resolve) => {
    const socket = connect(path, () => resolve(socket));
    socket.on('error', () => resolve(null));
  });

/**
 * A message of the service, null for anything else. The service has more rights than its client, and
 * the main process checks the events that pass through; so only what decides how a message is
 * relayed is looked at, and no schema has to be loaded for it.
 */
function parseServerMessage(line: string): ServerMessage | null {
  const message = parseJsonLine(line) as Partial<ServerMessage> | null | undefined;
  switch (message?.t) {
    case 'out':
    case 'err':
      return typeof message.text === 'string' ? (message as ServerMessage) : null;
    case 'exit':
      return Number.isInteger(message.code) ? (message as ServerMessage) : null;
    case 'event':
      return typeof message.event?.type === 'string' ? (message as ServerMessage) : null;
    default:
      return null;
  }
}

async function report(failure: Failure, io: Io): Promise<number> {
  const { reportFailure } = await import('../report-failure.ts');
  return reportFailure(failure, false, io);
}

/** Replaces the plan's file name: the service reads no files, the content travels with the command. */
async function readPlan(invocation: WorkInvocation, argv: readonly string[], io: Io) {
  const planPath = invocation.command === 'apply' ? invocation.planPath : null;
  if (planPath === null) return { argv: [...argv] };
  const input = await io.readInput(planPath);
  if (!input.ok) return input.failure;
  const position = argv.indexOf(planPath, 1);
  return { argv: argv.with(position, '-'), input: input.value };
}

/**
 * Has the service run the command and relays everything: text to this terminal, events to the
 * channel, answers from whoever gives one first. Returns the command's exit code.
 */
export async function relay(
  socket: Socket,
  invocation: WorkInvocation,
  argv: readonly string[],
  io: Io,
  channel: Channel | null,
): Promise<number> {
  const send = (message: ClientMessage) => {
    if (socket.writable) socket.write(`${JSON.stringify(message)}\n`);
  };
  const command = await readPlan(invocation, argv, io);
  if ('code' in command) {
    socket.destroy();
    return report(command, io);
  }
  const questions = new Map<string, AbortController>();
  const onCancel = () => send({ t: 'cancel' });
  io.signal.addEventListener('abort', onCancel);

  return new Promise((resolve) => {
    let exitCode: number | null = null;
    readLines(socket, (line) => {
      const message = parseServerMessage(line);
      if (message?.t === 'out') io.out(message.text);
      else if (message?.t === 'err') io.err(message.text);
      else if (message?.t === 'exit') exitCode = message.code;
      else if (message?.t === 'event') {
        const { event } = message;
        channel?.send(event);
        if (event.type === 'question-closed') questions.get(event.id)?.abort();
        if (event.type !== 'question') return;
        const { id } = event.question;
        const closed = new AbortController();
        questions.set(id, closed);
        void io.ask(event.question, closed.signal).then((secret) => {
          if (!closed.signal.aborted) send({ t: 'answer', questionId: id, secret });
        });
      }
    });
    socket.on('close', () => {
      io.signal.removeEventListener('abort', onCancel);
      for (const closed of questions.values()) closed.abort();
      if (exitCode !== null) {
        resolve(exitCode);
        return;
      }
      const { failure } = fail('JOB-01', {}, 'the service closed the connection');
      resolve(report(failure, io));
    });
    send({
      t: 'run',
      ...command,
      columns: Math.max(20, Math.min(1000, io.columns)),
      terminal: io.isTerminal,
      colour: io.hasColour,
      language: io.language,
    });
  });
}
