/*
 * The test token's core: an authenticator that speaks CTAP 2.1, the FIDO Alliance's Client to
 * Authenticator Protocol, and knows nothing of USB. One command comes in as bytes (a number, then
 * parameters in CBOR) and one answer goes out (a status, then a response in CBOR).
 *
 * A *credential* belongs to a relying party, here the volume's unlocker. Its *hmac-secret* turns a
 * salt that is stored beside the credential into a secret that only this token can make; that
 * secret opens the volume. The person proves to be there by a touch (*user presence*) and to be the
 * owner by a PIN or by the token's own sensor (*user verification*), for which the host is given a
 * *pinUvAuthToken*, good for one operation. The person is played by a script (person.ts).
 *
 * Everything secret comes from a seed (keys.ts), so a volume can be bound to a token that is not
 * there. Resident credentials, U2F, credential management and biometric enrolment are left out.
 */
import type { z } from 'zod';
import { encodeCbor, parseParameters, type CborValue } from './cbor.ts';
import { clientPinSchema, runClientPin } from './client-pin.ts';
import {
  aaguid,
  getAssertion,
  getAssertionSchema,
  makeCredential,
  makeCredentialSchema,
} from './credentials.ts';
import { TokenKeys } from './keys.ts';
import type { TokenParts } from './parts.ts';
import { Person } from './person.ts';
import { PinStore } from './pin-store.ts';
import { PinUvAuth } from './pin-uv-auth.ts';
import { tokenSettingsSchema, type TokenSettings, type TokenSettingsInput } from './settings.ts';
import { CtapError, status, type StatusName } from './status.ts';

/** Receives what the token does; never a secret. */
export type TokenLog = (event: string, details: Record<string, unknown>) => void;

/** Commands of CTAP 2.1, section 6, that the token knows. */
export const command = {
  makeCredential: 0x01,
  getAssertion: 0x02,
  getInfo: 0x04,
  clientPin: 0x06,
  reset: 0x07,
  selection: 0x0b,
} as const;

export type CommandName = keyof typeof command;

/** A reset is for who has just plugged the token in: CTAP 2.1, 6.6. */
const resetWithinMs = 10_000;

export class Authenticator implements TokenParts {
  settings: TokenSettings;
  keys: TokenKeys;
  readonly person = new Person();
  readonly pins = new PinStore();
  readonly auth = new PinUvAuth();
  #counter = 0;
  #resets = 0;
  #poweredAtMs = performance.now();
  readonly #failures = new Map<CommandName, { status: StatusName; count: number }>();
  readonly #log: TokenLog;

  constructor(settings: TokenSettingsInput, log: TokenLog = () => undefined) {
    this.settings = tokenSettingsSchema.parse(settings);
    this.keys = new TokenKeys(this.settings.seed);
    this.pins.set(this.settings.pin);
    this.#log = log;
  }

  /** Becomes another token: one with other credentials. */
  setSeed(seed: string): void {
    this.settings = { ...this.settings, seed };
    this.#resets = 0;
    this.keys = new TokenKeys(seed);
  }

  /** What unplugging and plugging in does to a token. */
  powerCycle(): void {
    this.person.cancel();
    this.pins.wrongInRow = 0;
    this.auth.renewKey();
    this.auth.revoke();
    this.#poweredAtMs = performance.now();
  }

  /** Lets the next `count` commands of that name end with a status. */
  failNext(name: CommandName, failure: StatusName, count = 1): void {
    this.#failures.set(name, { status: failure, count });
  }

  /** Answers one command; never throws for what a host may send. */
  async handle(request: Uint8Array): Promise<Buffer> {
    const name = (Object.keys(command) as CommandName[]).find((key) => command[key] === request[0]);
    try {
      if (name === undefined) throw new CtapError('invalidCommand');
      this.#log('command', { name });
      this.#failAsScripted(name);
      const response = await this.#run(name, request.subarray(1));
      const body = response === undefined ? Buffer.alloc(0) : encodeCbor(response);
      return Buffer.concat([Buffer.from([status.ok]), body]);
    } catch (error) {
      if (!(error instanceof CtapError)) throw error;
      this.#log('refused', { name, status: error.status });
      return Buffer.from([status[error.status]]);
    }
  }

  #failAsScripted(name: CommandName): void {
    const failure = this.#failures.get(name);
    if (failure === undefined) return;
    failure.count -= 1;
    if (failure.count <= 0) this.#failures.delete(name);
    throw new CtapError(failure.status);
  }

  async #run(name: CommandName, bytes: Uint8Array): Promise<CborValue | undefined> {
    const parse = <S extends z.ZodType>(schema: S) => parseParameters(schema, bytes);
    switch (name) {
      case 'getInfo':
        return this.#tellInfo();
      case 'clientPin':
        return runClientPin(this, parse(clientPinSchema));
      case 'makeCredential':
        return makeCredential(this, parse(makeCredentialSchema), ++this.#counter);
      case 'getAssertion':
        return getAssertion(this, parse(getAssertionSchema), ++this.#counter);
      case 'reset':
        return this.#reset();
      case 'selection':
        if (this.settings.version === 'FIDO_2_0') throw new CtapError('invalidCommand');
        await this.person.giveTouch();
        return undefined;
    }
  }

  async #reset(): Promise<undefined> {
    if (performance.now() - this.#poweredAtMs > resetWithinMs) throw new CtapError('notAllowed');
    await this.person.giveTouch();
    this.#resets += 1;
    this.keys = new TokenKeys(this.settings.seed, this.#resets);
    this.pins.set(null);
    this.auth.revoke();
    this.#counter = 0;
    this.#log('reset', {});
  }

  #tellInfo(): CborValue {
    const { settings, pins } = this;
    const is21 = settings.version === 'FIDO_2_1';
    const options = {
      rk: false,
      up: true,
      plat: false,
      clientPin: pins.isSet,
      uv: settings.userVerification ? true : undefined,
      pinUvAuthToken: is21 ? true : undefined,
      makeCredUvNotRqd: is21 ? settings.makeCredUvNotRqd : undefined,
      alwaysUv: is21 ? settings.alwaysUv : undefined,
    };
    return new Map<number, CborValue>([
      [1, is21 ? ['FIDO_2_0', 'FIDO_2_1'] : ['FIDO_2_0']],
      [2, settings.hmacSecret ? ['hmac-secret'] : []],
      [3, aaguid],
      [4, options],
      [5, 1200],
      [6, settings.pinProtocols],
      ...(is21
        ? ([
            [7, 8],
            [8, 64],
            [9, ['usb']],
            [10, [{ alg: -7, type: 'public-key' }]],
            [13, 4],
          ] satisfies [number, CborValue][])
        : []),
    ]);
  }
}
