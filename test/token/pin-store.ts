import { isEqual, sha256 } from './crypto.ts';
import { CtapError } from './status.ts';

const maxPinRetries = 8;
const maxUvRetries = 5;
const wrongUntilReplugged = 3;
const minPinLength = 4;

/** LEFT(SHA-256(PIN), 16), the form in which a PIN is kept and compared. */
export function hashPin(pin: string | Uint8Array): Buffer {
  return sha256(pin).subarray(0, 16);
}

/**
 * The PIN and the tries that are left (CTAP 2.1, 6.5.2): after three wrong ones in a row the token
 * wants to be plugged in again, after eight it is blocked until it is reset. Only `wrongInRow` is
 * forgotten without power.
 */
export class PinStore {
  #hash: Buffer | undefined;
  pinRetries = maxPinRetries;
  uvRetries = maxUvRetries;
  wrongInRow = 0;

  get isSet(): boolean {
    return this.#hash !== undefined;
  }

  get needsPowerCycle(): boolean {
    return this.wrongInRow >= wrongUntilReplugged;
  }

  /** Sets a PIN, or none; all tries are given back. */
  set(pin: string | null): void {
    this.#hash = pin === null ? undefined : hashPin(pin);
    this.#restore();
    this.wrongInRow = 0;
  }

  /** Takes the PIN out of its 64-byte padding and sets it; `pinPolicyViolation` if too short. */
  setPadded(padded: Uint8Array): void {
    if (padded.length !== 64) throw new CtapError('invalidParameter');
    const end = padded.indexOf(0);
    const pin = Buffer.from(padded.subarray(0, Math.max(end, 0))).toString('utf8');
    if (Array.from(pin).length < minPinLength) throw new CtapError('pinPolicyViolation');
    this.set(pin);
  }

  /** `pinBlocked` or `pinAuthBlocked` where no try is left now. */
  assertTryLeft(): void {
    if (this.pinRetries === 0) throw new CtapError('pinBlocked');
    if (this.needsPowerCycle) throw new CtapError('pinAuthBlocked');
  }

  /** Spends a try; a wrong PIN throws what the person has to do next. */
  check(hash: Uint8Array): void {
    this.assertTryLeft();
    this.pinRetries -= 1;
    if (this.#hash === undefined || !isEqual(this.#hash, hash)) {
      this.wrongInRow += 1;
      this.assertTryLeft();
      throw new CtapError('pinInvalid');
    }
    this.#restore();
    this.wrongInRow = 0;
  }

  /** Counts what the sensor said; `uvInvalid` or `uvBlocked` if it did not recognise the person. */
  countVerification(isRecognised: boolean): void {
    if (isRecognised) {
      this.uvRetries = maxUvRetries;
      return;
    }
    this.uvRetries = Math.max(this.uvRetries - 1, 0);
    throw new CtapError(this.uvRetries === 0 ? 'uvBlocked' : 'uvInvalid');
  }

  #restore(): void {
    this.pinRetries = maxPinRetries;
    this.uvRetries = maxUvRetries;
  }
}
