/**
 * When the plugged tokens are looked at. A look talks to them, so it happens only while the helper
 * leaves them alone: when it waits for a token, and while it waits for a PIN.
 */
import type { UnlockState } from '../../core/unlock/unlock-state.ts';
import type { Attempt } from './attempt.ts';
import { lookAtTokens, watchTokens, type KnownCredentials } from './tokens.ts';

/** After a token came, the helper looks at it first; then it is our turn. */
const helpersTurnMs = 1200;

export const awaitsToken = ({ phase }: UnlockState): boolean =>
  phase === 'insert-token' || phase === 'wrong-token';

const awaitsPin = ({ method, isAsking }: UnlockState) => method === 'fido2' && isAsking;

export class TokenWatch {
  readonly #known: KnownCredentials;
  #attempt: Attempt | null = null;
  #looking: Promise<void> = Promise.resolve();
  #stop: () => void = () => undefined;
  /** Called when a token is plugged in. */
  onCame: () => void = () => undefined;

  constructor(known: KnownCredentials) {
    this.#known = known;
  }

  start(): void {
    this.#stop = watchTokens((action) => {
      if (action === 'add') this.onCame();
      if (action === 'remove' && this.#attempt !== null && awaitsPin(this.#attempt.state))
        void this.look(this.#attempt);
      setTimeout(() => {
        if (this.#attempt !== null && awaitsToken(this.#attempt.state))
          void this.look(this.#attempt);
      }, helpersTurnMs);
    });
  }

  stop(): void {
    this.#stop();
    this.#attempt = null;
  }

  /** The attempt that is told of what comes and goes. */
  follow(attempt: Attempt): void {
    this.#attempt = attempt;
  }

  /** Looks at the plugged tokens and tells the attempt; a look never overlaps the one before it. */
  look(attempt: Attempt): Promise<void> {
    this.#looking = this.#looking.then(async () => {
      attempt.feed({ kind: 'tokens', tokens: await lookAtTokens(this.#known) });
    });
    return this.#looking;
  }
}
