/**
 * The offer of speech: somebody who can't see the screen hears, after twenty seconds in which no key
 * was pressed, which key turns the reader on. It is made three times at most, and any key ends it.
 */

export interface SpeechOfferOptions {
  /** Speaks the offer and gives the number of sound cards it was spoken on. */
  speak: () => Promise<number>;
  /** The offer stands from now on: which key answers depends on the number of cards. */
  onSpoken: (cards: number) => void;
  quietMs?: number;
  rounds?: number;
}

const defaultQuietMs = 20_000;
const defaultRounds = 3;

export class SpeechOffer {
  readonly #options: SpeechOfferOptions;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #roundsLeft: number;
  #isOver = false;

  constructor(options: SpeechOfferOptions) {
    this.#options = options;
    this.#roundsLeft = options.rounds ?? defaultRounds;
  }

  /** Waits for quiet, from now on; does nothing once the offer has ended or already waits. */
  begin(): void {
    if (this.#isOver || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => void this.#makeRound(), this.#options.quietMs ?? defaultQuietMs);
  }

  /** Somebody is there, or speech is on: nothing more is offered. */
  end(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }

  async #makeRound(): Promise<void> {
    this.#roundsLeft -= 1;
    const cards = await this.#options.speak();
    if (this.#isOver) return;
    this.#options.onSpoken(cards);
    this.#timer = undefined;
    if (this.#roundsLeft > 0) this.begin();
  }
}
