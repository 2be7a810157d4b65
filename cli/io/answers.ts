type Resolve = (secret: string | null) => void;

/** Questions that wait for an answer which comes as a message: from a channel or from a client. */
export class PendingAnswers {
  readonly #waiting = new Map<string, Resolve>();

  /** The answer to `questionId`; null when `signal` ends the waiting. */
  wait(questionId: string, signal: AbortSignal): Promise<string | null> {
    return new Promise((resolve) => {
      const finish: Resolve = (secret) => {
        this.#waiting.delete(questionId);
        signal.removeEventListener('abort', onAbort);
        resolve(secret);
      };
      const onAbort = () => finish(null);
      if (signal.aborted) {
        resolve(null);
        return;
      }
      signal.addEventListener('abort', onAbort);
      this.#waiting.set(questionId, finish);
    });
  }

  /** Hands in an answer; one to a question that nobody waits for is dropped. */
  resolve(questionId: string, secret: string | null): void {
    this.#waiting.get(questionId)?.(secret);
  }

  /** Ends all waiting: the other side has gone. */
  closeAll(): void {
    for (const finish of [...this.#waiting.values()]) finish(null);
  }
}
