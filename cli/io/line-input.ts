import type { Readable } from 'node:stream';

/**
 * Lines that a person types, one at a time. Between two questions the stream is paused, so that a
 * child process at the same terminal gets what is typed for it; what was typed ahead is kept.
 */
export class LineInput {
  readonly #stream: Readable;
  #pending = '';
  #hasEnded = false;
  #wake: (() => void) | null = null;

  constructor(stream: Readable) {
    this.#stream = stream;
    stream.setEncoding('utf8');
    stream.on('data', (chunk: string) => {
      this.#pending += chunk;
      this.#wake?.();
    });
    const onEnd = () => {
      this.#hasEnded = true;
      this.#wake?.();
    };
    stream.on('end', onEnd);
    stream.on('error', onEnd);
    stream.pause();
  }

  /** The next line without its end; null when there will be none. */
  async read(): Promise<string | null> {
    while (!this.#pending.includes('\n') && !this.#hasEnded) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        this.#stream.resume();
      });
    }
    this.#stream.pause();
    const end = this.#pending.indexOf('\n');
    if (end < 0) return null;
    const line = this.#pending.slice(0, end);
    this.#pending = this.#pending.slice(end + 1);
    return line.replace(/\r$/, '');
  }
}
