/**
 * The side channel of one job: a Unix socket in a folder that only this user can enter. The command
 * connects to it, sends its events as JSON lines and takes answers; what is not an event is dropped
 * and counted as the command's mistake, never passed on.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { jobEventSchema, type Answer, type JobEvent } from '../../core/contract/job.ts';

export interface Channel {
  readonly path: string;
  /** Hands an answer to the command; false when it is not connected (any more). */
  answer(answer: Answer): boolean;
  /** Resolves once all that an ended command has said was handed on. */
  drained(): Promise<void>;
  close(): Promise<void>;
}

/** Opens a channel; rejects when no socket can be made in the runtime folder. */
export async function openChannel(onEvent: (event: JobEvent) => void): Promise<Channel> {
  const folder = await mkdtemp(join(process.env['XDG_RUNTIME_DIR'] ?? tmpdir(), 'lifeboat-job-'));
  const path = join(folder, 'channel');
  let connection: Socket | undefined;
  let drained = Promise.resolve();
  const server = createServer((socket) => {
    if (connection) {
      socket.destroy();
      return;
    }
    connection = socket;
    socket.on('error', () => null);
    const lines = createInterface({ input: socket });
    lines.on('line', (line) => {
      const event = parseEvent(line);
      if (event) onEvent(event);
    });
    drained = new Promise((resolve) => lines.once('close', resolve));
  });
  await listen(server, path);
  return {
    path,
    answer: (answer) => connection?.write(`${JSON.stringify(answer)}\n`) !== undefined,
    drained: () => drained,
    close: async () => {
      server.close();
      connection?.end();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
}

function parseEvent(line: string): JobEvent | null {
  try {
    return jobEventSchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}
