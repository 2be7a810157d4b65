/**
 * The boot voice: a synthesizer of its own, for what has to be heard while no screen reader runs.
 * It makes the offer of speech and says that the reader was lost. It is silent while the reader
 * runs, and says one thing at a time.
 */
import { execa } from 'execa';
import type { Voice } from '../../core/contract/settings.ts';
import { listSoundCards, makeEarcon, play } from './sound.ts';

/**
 * Words of a minute in the middle of the scale, slower than the synthesizer's own: the first words
 * come unexpected. The whole scale takes half of them to twice as many.
 */
const middleWordsPerMinute = 150;
const synthesisDeadlineMs = 20_000;

/** How espeak-ng(1) is told to sound so: words of a minute, amplitude, language. */
export function formatVoice({ speechRate, speechVolume, language }: Voice): string[] {
  const words = Math.round(middleWordsPerMinute * 2 ** (speechRate / 50 - 1));
  return ['-s', String(words), '-a', String(speechVolume), '-v', language];
}

export interface BootVoiceOptions {
  voice: () => Voice;
  log: (fields: Record<string, unknown>, message: string) => void;
}

export class BootVoice {
  readonly #options: BootVoiceOptions;
  #now = new AbortController();

  constructor(options: BootVoiceOptions) {
    this.#options = options;
  }

  /** Two notes on every card: the screen is ready. */
  async ring(): Promise<void> {
    const cards = await listSoundCards();
    const signal = this.#begin();
    const heard = await Promise.all(cards.map((card) => play(makeEarcon(), card, signal)));
    this.#options.log({ cards: cards.filter((_, i) => heard[i]) }, 'earcon');
  }

  /**
   * Says `text(card)` on every card, one after another so that they don't talk over each other;
   * gives the cards. What was being said ends at once.
   */
  async say(text: (card: number, cards: number[]) => string): Promise<number[]> {
    const cards = await listSoundCards();
    const signal = this.#begin();
    for (const card of cards) {
      const words = text(card, cards);
      const wav = await this.#synthesize(words, signal);
      if (wav === undefined || signal.aborted) break;
      const wasHeard = await play(wav, card, signal);
      this.#options.log({ card, words, wasHeard }, 'boot voice');
    }
    return cards;
  }

  /** Ends what is being said. */
  hush(): void {
    this.#now.abort();
  }

  #begin(): AbortSignal {
    this.hush();
    this.#now = new AbortController();
    return this.#now.signal;
  }

  async #synthesize(words: string, cancelSignal: AbortSignal): Promise<Buffer | undefined> {
    const args = ['--stdin', '--stdout', ...formatVoice(this.#options.voice())];
    const options = { input: words, cancelSignal, timeout: synthesisDeadlineMs, reject: false };
    const result = await execa('espeak-ng', args, { ...options, encoding: 'buffer' });
    return result.failed ? undefined : Buffer.from(result.stdout);
  }
}
