import type { Question } from '../../core/contract/job.ts';
import type { UnlockMethod } from '../../core/unlock/methods.ts';
import { normalizeRecoveryKey } from '../../core/unlock/recovery-key.ts';
import type { Io } from '../io/io.ts';
import type { Attempt } from './attempt.ts';
import type { Narrator } from './narrator.ts';
import { askPerson, canBeAnswer } from './person.ts';
import type { TokenWatch } from './token-watch.ts';

/** What the person types for each method. */
const secretOf = {
  fido2: 'pin',
  tpm2: 'tpm2-pin',
  passphrase: 'passphrase',
  'recovery-key': 'recovery-key',
} as const satisfies Record<UnlockMethod, Question['kind']>;

interface SecretAskerOptions {
  io: Io;
  subject: string;
  narrator: Narrator;
  tokens: TokenWatch;
}

/**
 * Asks the person for what the helper wants, and hands it in. A PIN is kept for one purpose: when the
 * token took it and nobody touched the token in time, it is handed in once more.
 */
export class SecretAsker {
  readonly #options: SecretAskerOptions;
  #pin: Buffer | null = null;
  #mayRepeatPin = false;

  constructor(options: SecretAskerOptions) {
    this.#options = options;
  }

  /** The next question for the PIN is answered with the one that the token took. */
  repeatPin(): void {
    this.#mayRepeatPin = this.#pin !== null;
  }

  forgetPin(): void {
    this.#pin?.fill(0);
    this.#pin = null;
    this.#mayRepeatPin = false;
  }

  /** Asks until there is an answer that could be one; `gone` ends it with the helper's question. */
  async ask(attempt: Attempt, gone: AbortSignal): Promise<void> {
    const { io, subject, narrator, tokens } = this.#options;
    const { method, wasWrong } = attempt.state;
    const isPin = method === 'fido2';
    if (isPin && this.#mayRepeatPin && this.#pin !== null && !wasWrong) {
      this.#mayRepeatPin = false;
      await attempt.answer(Buffer.from(this.#pin));
      return;
    }
    this.forgetPin();
    if (isPin) await tokens.look(attempt);
    const kind = secretOf[method];
    const hasGone = () => gone.aborted;
    for (let isUntried = false; !hasGone(); isUntried = true) {
      narrator.tell(attempt.state);
      const tries = narrator.describe(attempt.state).triesLeft;
      const triesLeft = tries === 0 ? null : tries;
      const retry = wasWrong || isUntried;
      const text = await askPerson(io, subject, { kind, retry, isUntried, triesLeft }, gone);
      if (hasGone()) return;
      if (text === null) {
        attempt.feed({ kind: 'stop' });
        return;
      }
      const answer = kind === 'recovery-key' ? normalizeRecoveryKey(text) : text;
      if (answer === null || !canBeAnswer(kind, answer)) continue;
      if (isPin) this.#pin = Buffer.from(answer);
      await attempt.answer(Buffer.from(answer));
      return;
    }
  }
}
