import { findKeyFiles, listSticks, type KeyFile } from './key-files.ts';

/** A stick that is plugged in meanwhile is found by looking again. */
const lookAgainMs = 3000;

/** Looks for recovery keys on sticks while one is asked for, and again when another stick comes. */
export class KeyFileSearch {
  readonly #onChange: () => void;
  #files: KeyFile[] = [];
  #seen: string | null = null;
  #timer: NodeJS.Timeout | null = null;
  #work: Promise<void> = Promise.resolve();

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** The files that have a key in them, as the person knows them. */
  get names(): string[] {
    return this.#files.map(({ name }) => name);
  }

  /** A copy of a file's key, for one use. */
  take(index: number): Buffer {
    return Buffer.from(this.#files[index]?.key ?? '');
  }

  start(): void {
    if (this.#timer !== null) return;
    const look = () => {
      this.#work = this.#work.then(() => this.#look());
    };
    this.#timer = setInterval(look, lookAgainMs);
    look();
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  /** Ends the search and clears every key that was found. */
  async close(): Promise<void> {
    this.stop();
    await this.#work;
    this.#forget();
  }

  #forget(): void {
    for (const { key } of this.#files) key.fill(0);
    this.#files = [];
  }

  async #look(): Promise<void> {
    const sticks = await listSticks();
    const seen = sticks.map(({ path, uuid }) => `${path} ${uuid ?? ''}`).join('\n');
    if (seen === (this.#seen ?? '')) return;
    this.#seen = seen;
    const files = await findKeyFiles(sticks);
    const hasChanged = files.length > 0 || this.#files.length > 0;
    this.#forget();
    this.#files = files;
    if (hasChanged && this.#timer !== null) this.#onChange();
  }
}
