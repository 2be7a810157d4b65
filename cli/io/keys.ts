import type { ReadStream } from 'node:tty';

type OnKeys = (typed: string) => void;

/**
 * The keys of a terminal in raw mode, for several who listen: the last that came gets them, whoever
 * listens in the background gets them when nobody else does. The terminal is raw only while somebody
 * listens, and is left as it was found.
 */
export class Keys {
  readonly #input: ReadStream;
  #listeners: OnKeys[] = [];

  constructor(input: ReadStream) {
    this.#input = input;
  }

  /** Listens until the returned function is called. */
  listen(onKeys: OnKeys, place: 'front' | 'background' = 'front'): () => void {
    if (place === 'front') this.#listeners.push(onKeys);
    else this.#listeners.unshift(onKeys);
    if (this.#listeners.length === 1) this.#begin();
    return () => {
      const before = this.#listeners.length;
      this.#listeners = this.#listeners.filter((one) => one !== onKeys);
      if (before > 0 && this.#listeners.length === 0) this.#end();
    };
  }

  readonly #onData = (chunk: string) => this.#listeners.at(-1)?.(chunk);
  /** The terminal has gone: for whoever listens that is a stop. */
  readonly #onGone = () => this.#listeners.at(-1)?.(endOfInput);

  #begin(): void {
    this.#input.setEncoding('utf8');
    this.#input.setRawMode(true);
    this.#input.on('data', this.#onData);
    this.#input.on('end', this.#onGone);
    this.#input.resume();
  }

  #end(): void {
    this.#input.off('data', this.#onData);
    this.#input.off('end', this.#onGone);
    this.#input.setRawMode(false);
    this.#input.pause();
  }
}

export const endOfInput = '\u0004';
const stops = new Set(['\u0003', endOfInput, '\u001b']);

/** Ctrl+C, Ctrl+D or Escape, alone: an escape sequence is a cursor or function key. */
export const isStop = (typed: string): boolean => stops.has(typed);
