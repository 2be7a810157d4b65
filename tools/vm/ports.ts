/*
 * The test profile's channels into the guest, each a virtio-serial port that QEMU shows us as a
 * Unix socket:
 *   lifeboat.shell    a root shell; a request is one line of base64 (a bash script), its answer one
 *                     line `STATUS BASE64` (what the script printed)
 *   lifeboat.journal  the guest's journal, one JSON object a line
 *   lifeboat.speech   what the speech synthesiser was given, one JSON object a line
 * A guest that restarts keeps the sockets open but forgets what it was asked. So each script starts
 * by printing a number, and an answer that starts with another number is an answer to somebody else.
 */
import { createWriteStream } from 'node:fs';
import type { Socket } from 'node:net';
import { readLines } from './lines.ts';

export interface ShellResult {
  status: number;
  output: string;
}

/** The request line for `script`; `nonce` marks its answer. */
export function encodeRequest(script: string, nonce: string): string {
  return `${Buffer.from(`echo ${nonce}\n${script}\n`).toString('base64')}\n`;
}

/** Reads an answer line; undefined if it is damaged or answers another request. */
export function decodeAnswer(line: string, nonce: string): ShellResult | undefined {
  const match = /^(\d+)(?: ([A-Za-z0-9+/=]*))?$/.exec(line.trim());
  if (match === null) return undefined;
  const output = Buffer.from(match[2] ?? '', 'base64').toString('utf8');
  const prefix = `${nonce}\n`;
  if (!output.startsWith(prefix)) return undefined;
  return { status: Number(match[1]), output: output.slice(prefix.length) };
}

/** The guest's root shell; one request at a time. */
export class GuestShell {
  #listener: ((line: string) => void) | undefined;
  #count = 0;
  #queue: Promise<unknown> = Promise.resolve();
  readonly #socket: Socket;

  constructor(socket: Socket) {
    this.#socket = socket;
    readLines(socket, (line) => this.#listener?.(line));
  }

  /** Runs `script`; undefined if no answer came within `timeoutMs` or the machine went away. */
  run(script: string, timeoutMs: number): Promise<ShellResult | undefined> {
    const result = this.#queue.then(() => this.#exchange(script, timeoutMs));
    this.#queue = result;
    return result;
  }

  close(): void {
    this.#socket.destroy();
  }

  #exchange(script: string, timeoutMs: number): Promise<ShellResult | undefined> {
    const nonce = `lifeboat-${String(process.pid)}-${String(++this.#count)}`;
    return new Promise((resolve) => {
      const end = (result: ShellResult | undefined) => {
        clearTimeout(timer);
        this.#socket.off('close', giveUp);
        this.#listener = undefined;
        resolve(result);
      };
      const giveUp = () => {
        end(undefined);
      };
      const timer = setTimeout(giveUp, timeoutMs);
      this.#socket.once('close', giveUp);
      this.#listener = (line) => {
        const answer = decodeAnswer(line, nonce);
        if (answer !== undefined) end(answer);
      };
      if (this.#socket.destroyed) giveUp();
      else this.#socket.write(encodeRequest(script, nonce));
    });
  }
}

/** A stream of JSON lines from the guest, kept in memory and appended to a file. */
export class JsonStream<T> {
  readonly records: T[] = [];

  constructor(socket: Socket, logFile: string) {
    const log = createWriteStream(logFile, { flags: 'a' });
    socket.on('close', () => log.end());
    readLines(socket, (line) => {
      log.write(`${line}\n`);
      try {
        this.records.push(JSON.parse(line) as T);
      } catch {
        // A restart of the guest cuts a line short; the file keeps what came.
      }
    });
  }
}
