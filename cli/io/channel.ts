import { connect, type Socket } from 'node:net';
import {
  answerSchema,
  channelVariable,
  type JobEvent,
  type Question,
} from '../../core/contract/job.ts';
import { PendingAnswers } from './answers.ts';
import { parseJsonLine, readLines } from './lines.ts';

/** The job's channel to the caller that started it: events go out, answers come in. */
export interface Channel {
  send(event: JobEvent): void;
  ask(question: Question, signal: AbortSignal): Promise<string | null>;
  /** Waits until everything is sent, then closes. */
  close(): Promise<void>;
}

/** The channel that the environment names; null when it names none or nobody listens there. */
export async function openChannel(environment = process.env): Promise<Channel | null> {
  const path = environment[channelVariable];
  if (!path) return null;
  const socket = await new Promise<Socket | null>((resolve) => {
    const attempt = connect(path, () => resolve(attempt));
    attempt.on('error', () => resolve(null));
  });
  if (!socket) return null;
  const answers = new PendingAnswers();
  readLines(socket, (line) => {
    const answer = answerSchema.safeParse(parseJsonLine(line));
    if (answer.success) answers.resolve(answer.data.questionId, answer.data.secret);
  });
  socket.on('close', () => answers.closeAll());
  return {
    send: (event) => {
      if (socket.writable) socket.write(`${JSON.stringify(event)}\n`);
    },
    ask: ({ id }, signal) => answers.wait(id, signal),
    close: () =>
      new Promise((resolve) => {
        if (socket.destroyed) {
          resolve();
          return;
        }
        socket.on('close', () => resolve());
        socket.end(() => socket.destroy());
      }),
  };
}
