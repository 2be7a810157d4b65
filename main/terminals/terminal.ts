/**
 * A terminal is a program on a pseudo-terminal and what it has shown. Whoever looks at it may come
 * late (the renderer reloads, a job is opened after it ended), so it keeps its recent output; and
 * whoever looks may be slow, so the program is paused while too much is on its way.
 */
import { StringDecoder } from 'node:string_decoder';
import { spawn, type IPty } from 'node-pty';

const batchMs = 4;
const batchChars = 256_000;
const pauseAboveChars = 2_000_000;
const resumeBelowChars = 500_000;
const keptChars = 1_000_000;

export interface TerminalOptions {
  file: string;
  args: string[];
  cwd: string;
  env: Record<string, string>;
  cols: number;
  rows: number;
  /** Text shown before the program's own, such as the command line that it stands for. */
  preface: string;
  onData: (data: string) => void;
  onExit: (exitCode: number) => void;
}

export class Terminal {
  readonly #options: TerminalOptions;
  readonly #pty: IPty;
  readonly #decoder = new StringDecoder('utf8');
  #pendingText = '';
  #timer: NodeJS.Timeout | undefined;
  #unacknowledged = 0;
  #isPaused = false;
  #isWatched = false;
  #scrollback: string;
  #exitCode: number | null = null;

  constructor(options: TerminalOptions) {
    this.#options = options;
    this.#scrollback = options.preface;
    this.#pty = spawn(options.file, options.args, {
      name: 'xterm-256color',
      cols: options.cols,
      rows: options.rows,
      cwd: options.cwd,
      env: options.env,
      encoding: null,
    });
    // With `encoding: null` the data are bytes, whatever the declared type says.
    this.#pty.onData((data: string | Buffer) => {
      this.#receive(typeof data === 'string' ? data : this.#decoder.write(data));
    });
    this.#pty.onExit(({ exitCode, signal }) => {
      this.#flush();
      this.#exitCode = signal === undefined || signal === 0 ? exitCode : 128 + signal;
      options.onExit(this.#exitCode);
    });
  }

  /** What has been shown so far; from now on output is sent as it comes. */
  attach(): { scrollback: string; exitCode: number | null } {
    // What is still pending goes into the scrollback and must not be sent beside it.
    this.#isWatched = false;
    this.#flush();
    this.#isWatched = true;
    this.#unacknowledged = 0;
    this.#resume();
    return { scrollback: this.#scrollback, exitCode: this.#exitCode };
  }

  write(data: string): void {
    if (this.#exitCode === null) this.#pty.write(data);
  }

  resize(cols: number, rows: number): void {
    if (this.#exitCode === null) this.#pty.resize(cols, rows);
  }

  /** Takes note that so many characters have been drawn. */
  acknowledge(chars: number): void {
    this.#unacknowledged = Math.max(0, this.#unacknowledged - chars);
    if (this.#unacknowledged < resumeBelowChars) this.#resume();
  }

  kill(signal: 'SIGINT' | 'SIGHUP' = 'SIGHUP'): void {
    if (this.#exitCode === null) this.#pty.kill(signal);
  }

  #receive(text: string): void {
    this.#pendingText += text;
    if (this.#pendingText.length >= batchChars) this.#flush();
    else this.#timer ??= setTimeout(() => this.#flush(), batchMs);
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const data = this.#pendingText;
    if (data === '') return;
    this.#pendingText = '';
    this.#scrollback = (this.#scrollback + data).slice(-keptChars);
    if (!this.#isWatched) return;
    this.#unacknowledged += data.length;
    if (this.#unacknowledged > pauseAboveChars && !this.#isPaused) {
      this.#isPaused = true;
      this.#pty.pause();
    }
    this.#options.onData(data);
  }

  #resume(): void {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    this.#pty.resume();
  }
}
