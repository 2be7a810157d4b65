import { createConnection, type Socket } from 'node:net';
import { CommandError } from '../lib/errors.ts';
import { waitUntil } from '../lib/wait.ts';
import { readLines } from './lines.ts';

export interface QmpEvent {
  event: string;
  data?: Record<string, unknown>;
}
interface Answer {
  return?: unknown;
  error?: { class: string; desc: string };
  id?: number;
}
interface Pending {
  command: string;
  resolve: (value: unknown) => void;
  reject: (e: Error) => void;
}

const answerDeadlineMs = 60_000;

/** Opens the Unix socket `path`, trying again until it is there. Fails at the deadline. */
export function connectSocket(
  path: string,
  deadlineMs: number,
  check?: () => void,
): Promise<Socket> {
  const tryOnce = () =>
    new Promise<Socket | undefined>((resolve) => {
      const socket = createConnection(path);
      socket.once('error', () => {
        resolve(undefined);
      });
      socket.once('connect', () => {
        socket.removeAllListeners('error');
        resolve(socket);
      });
    });
  return waitUntil(
    { what: `QEMU to listen on ${path}`, deadlineMs, intervalMs: 50, ...(check && { check }) },
    tryOnce,
  );
}

/** QEMU's machine protocol (docs/interop/qmp-spec): one JSON object a line, answers carry our id. */
export class QmpClient {
  readonly events: QmpEvent[] = [];
  readonly #socket: Socket;
  readonly #pending = new Map<number, Pending>();
  #nextId = 1;

  private constructor(socket: Socket) {
    this.#socket = socket;
    readLines(socket, (line) => {
      this.#receive(line);
    });
    socket.on('close', () => {
      for (const { command, reject } of this.#pending.values())
        reject(new CommandError(`QEMU went away while it was asked for ${command}.`));
      this.#pending.clear();
    });
  }

  /** Takes over a connected socket and leaves QMP's negotiation mode. */
  static async open(socket: Socket): Promise<QmpClient> {
    const client = new QmpClient(socket);
    await client.execute('qmp_capabilities');
    return client;
  }

  /** Sends a command; gives its `return`, or a `CommandError` with QEMU's own words. */
  execute(command: string, args?: Record<string, unknown>): Promise<unknown> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#pending.delete(id);
        reject(new CommandError(`QEMU did not answer ${command} within a minute.`));
      }, answerDeadlineMs);
      const settle =
        <T>(end: (value: T) => void) =>
        (value: T) => {
          clearTimeout(timer);
          end(value);
        };
      this.#pending.set(id, { command, resolve: settle(resolve), reject: settle(reject) });
      if (this.#socket.destroyed) {
        this.#pending.delete(id);
        settle(reject)(new CommandError(`QEMU is gone; it can't be asked for ${command}.`));
        return;
      }
      this.#socket.write(`${JSON.stringify({ execute: command, arguments: args, id })}\n`);
    });
  }

  /** Runs a command of the human monitor, which answers with text; an error is text as well. */
  async executeHuman(commandLine: string): Promise<string> {
    const output = await this.execute('human-monitor-command', { 'command-line': commandLine });
    return String(output).trim();
  }

  close(): void {
    this.#socket.destroy();
  }

  #receive(line: string): void {
    const message = JSON.parse(line) as Answer & Partial<QmpEvent>;
    if (message.event !== undefined) {
      this.events.push(message as QmpEvent);
      return;
    }
    const pending = message.id === undefined ? undefined : this.#pending.get(message.id);
    if (message.id === undefined || pending === undefined) return; // the greeting
    this.#pending.delete(message.id);
    if (message.error === undefined) pending.resolve(message.return);
    else
      pending.reject(new CommandError(`QEMU refused ${pending.command}: ${message.error.desc}.`));
  }
}
