import { createWriteStream, type WriteStream } from 'node:fs';
import type { Socket } from 'node:net';

const escape = '\u001b';
const longestEscape = 32;

/** What follows the escape character: an operating system command, a control sequence, a short one. */
const escapeBody = String.raw`(?:\][^\u0007\u001b]*(?:\u0007|\u001b\\)|\[[0-?]*[ -/]*[@-~]|[ -/]*[0-Z\\^-~])`;
const escapePattern = new RegExp(escape + escapeBody, 'g');
const finishedPattern = new RegExp(`^${escapeBody}`);

/** Escape sequences and carriage returns make a log unreadable and patterns unreliable. */
export function cleanSerial(text: string): string {
  return text.replaceAll(escapePattern, '').replaceAll('\r', '');
}

/** Where an escape sequence begins that the end of `text` cuts off; the length if there is none. */
export function findUnfinishedEscape(text: string): number {
  const start = text.lastIndexOf(escape);
  if (start < 0 || text.length - start > longestEscape) return text.length;
  return finishedPattern.test(text.slice(start + 1)) ? text.length : start;
}

/**
 * The guest's serial line: everything it said as plain text to search, and a log file in which each
 * line starts with the seconds since the machine's start.
 */
export class SerialLine {
  #text = '';
  #lineStart = 0;
  #held = '';
  readonly #socket: Socket;
  readonly #log: WriteStream;

  constructor(socket: Socket, logFile: string, secondsSinceStart: () => number) {
    this.#socket = socket;
    this.#log = createWriteStream(logFile, { flags: 'a' });
    socket.setEncoding('utf8');
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk: string) => {
      this.#receive(chunk);
      this.#writeLines(secondsSinceStart());
    });
    socket.on('close', () => {
      this.#log.end(this.#text.slice(this.#lineStart));
    });
  }

  /** All that was said so far, the unfinished last line included. */
  get text(): string {
    return this.#text;
  }

  /** The position to search from for what is said after now. */
  mark(): number {
    return this.#text.length;
  }

  lastLines(count: number): string {
    return this.#text.trimEnd().split('\n').slice(-count).join('\n');
  }

  /** Types on the serial line, as a person at a serial console would. */
  write(text: string): void {
    this.#socket.write(text);
  }

  close(): void {
    this.#socket.destroy();
  }

  /** An escape sequence may arrive in two parts: hold an unfinished one back. */
  #receive(chunk: string): void {
    const whole = this.#held + chunk;
    const end = findUnfinishedEscape(whole);
    this.#held = whole.slice(end);
    this.#text += cleanSerial(whole.slice(0, end));
  }

  #writeLines(seconds: number): void {
    for (;;) {
      const end = this.#text.indexOf('\n', this.#lineStart);
      if (end < 0) return;
      this.#log.write(
        `${seconds.toFixed(2).padStart(8)} ${this.#text.slice(this.#lineStart, end)}\n`,
      );
      this.#lineStart = end + 1;
    }
  }
}
