import { connect, type Socket } from 'node:net';
import type { Answer, JobEvent, Question } from '../../core/contract/job.ts';
import { PendingAnswers } from './answers.ts';
import { parseJsonLine, readLines } from './lines.ts';

/** The job's channel to the caller that started it: events go out, answers come in. */
export interface Channel {
  send(event: JobEvent): void;
  ask(question: Question, signal: AbortSignal): Promise<string | null>;
  /** Waits until everything is sent, then closes. */
  close(): Promise<void>;
}

/** Whoever made the channel started this process; nobody else is there. So no schema is loaded. */
function parseAnswer(line: string): Answer | null {
  const message = parseJsonLine(line) as Partial<Answer> | null | undefined;
  const { type, questionId, secret } = message ?? {};
  if (type !== 'answer' || typeof questionId !== 'string') return null;
  return secret === null || typeof secret === 'string' ? { type, questionId, secret } : null;
}

/** The channel at `path`; null when nobody listens there. */
export async function openChannel(path: string): Promise<Channel | null> {
  const socket = await new Promise<Socket | null>((resolve) => {
    const attempt = connect(path, () => resolve(attempt));
    attempt.on('error', () => resolve(null));
  });
  if (!socket) return null;
  const answers = new PendingAnswers();
  readLines(socket, (line) => {
    const answer = parseAnswer(line);
    if (answer) answers.resolve(answer.questionId, answer.secret);
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
