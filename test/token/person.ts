import { CtapError, type StatusName } from './status.ts';

/** What the person at the token does when it blinks. */
export type TouchScript =
  { mode: 'auto' } | { mode: 'delayed'; afterMs: number } | { mode: 'denied' } | { mode: 'never' };

/** Whether the token's own sensor recognises that person. */
export type VerificationScript = 'auto' | 'fail';

/** Long enough for the host to be told that a touch is awaited. */
const refusalAfterMs = 300;

/** What CTAP 2.1 asks for at least (6.1.2); most tokens wait as long. */
const defaultPatienceMs = 30_000;

/** The scripted person: touches the token, or does not. */
export class Person {
  touch: TouchScript = { mode: 'auto' };
  verification: VerificationScript = 'auto';
  /** How long the token waits for a person. */
  patienceMs = defaultPatienceMs;
  #end: ((outcome: StatusName) => void) | undefined;

  get isAwaited(): boolean {
    return this.#end !== undefined;
  }

  /** Resolves at a touch; otherwise ends the command as the script says. */
  async giveTouch(): Promise<void> {
    const script = this.touch;
    if (script.mode === 'auto') return;
    const timers: NodeJS.Timeout[] = [];
    const outcome = await new Promise<StatusName>((resolve) => {
      const endAfter = (ms: number, end: StatusName) => timers.push(setTimeout(resolve, ms, end));
      endAfter(this.patienceMs, 'userActionTimeout');
      if (script.mode === 'delayed') endAfter(script.afterMs, 'ok');
      if (script.mode === 'denied') endAfter(refusalAfterMs, 'operationDenied');
      this.#end = resolve;
    });
    for (const timer of timers) clearTimeout(timer);
    this.#end = undefined;
    if (outcome !== 'ok') throw new CtapError(outcome);
  }

  /** Touches the sensor; false where it does not recognise the person, or the person refuses. */
  async verify(): Promise<boolean> {
    try {
      await this.giveTouch();
    } catch (error) {
      if (error instanceof CtapError && error.status === 'operationDenied') return false;
      throw error;
    }
    return this.verification === 'auto';
  }

  /** Touches now; false if nobody waits for it. */
  press(): boolean {
    const isAwaited = this.isAwaited;
    this.#end?.('ok');
    return isAwaited;
  }

  /** The host or an unplugged cable ends the waiting. */
  cancel(): void {
    this.#end?.('keepaliveCancel');
  }
}
