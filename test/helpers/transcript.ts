/**
 * What a screen reader says on a journey, as text that can be compared: each key in brackets, and below
 * it what was said until it was quiet, one utterance on a line. Left out is what the page does not
 * decide: that a thing can be clicked, said of all that stands in a page which listens to clicks, and
 * the dots of a secret, which are as many as the reader has time for.
 */
import type { App } from './app.ts';
import type { Utterance } from './speech/speech-log.ts';

/** A prompt comes within two seconds. */
const promptMs = 2000;
const deadlineMs = 20_000;
const quietMs = 800;
const pollMs = 50;

const normalize = (text: string): string =>
  text
    .replace(/\bclickable\b/g, '')
    .trim()
    .replace(/^(\d* ?•( characters)?|bullet(\s+bullet)*)\.?$/, '')
    .replace(/\s+/g, ' ')
    .replace(/ ([.,])/g, '$1')
    .replace(/^[ .]+$/, '')
    .trim();

export class Transcript {
  readonly #app: App;
  readonly #lines: string[] = [];
  readonly #late: string[] = [];

  constructor(app: App) {
    this.#app = app;
  }

  /** The whole journey so far. */
  get text(): string {
    return `${this.#lines.join('\n')}\n`;
  }

  /** The keys after which nothing was said within two seconds. */
  get late(): readonly string[] {
    return this.#late;
  }

  /** Presses the keys one after another and writes down what is said after each until it is quiet. */
  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.after(key, () => this.#app.press(key));
  }

  /**
   * Does something and writes down what is said until it is quiet; where it takes its time, not before
   * `last` is said.
   */
  async after(label: string, act: () => unknown, last = /./): Promise<void> {
    const from = this.#app.desktop.speech.all().length;
    const start = performance.now();
    await act();
    let words: string[] = [];
    let length = from;
    let quietSince = start;
    let firstMs: number | null = null;
    for (;;) {
      const all = this.#app.desktop.speech.all();
      const now = performance.now();
      if (all.length > length) {
        length = all.length;
        quietSince = now;
        words = listWords(all.slice(from));
        if (words.length > 0) firstMs ??= now - start;
      }
      if (now - quietSince > quietMs && words.some((text) => last.test(text))) break;
      if (now - start > deadlineMs) break;
      await new Promise((wake) => setTimeout(wake, pollMs));
    }
    if (firstMs === null || firstMs > promptMs) this.#late.push(label);
    this.#lines.push(`[${label}]`, ...words.map((text) => `  ${text}`));
  }
}

const listWords = (utterances: readonly Utterance[]): string[] =>
  utterances
    .filter(({ kind }) => kind !== 'STOP')
    .map(({ text }) => normalize(text))
    // A letter that was typed is said where there is time for it.
    .filter((text) => text.length > 1);
