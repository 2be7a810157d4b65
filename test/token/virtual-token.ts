import { Authenticator, type TokenLog } from './authenticator.ts';
import { CtapHidDevice } from './ctaphid-device.ts';
import type { OpenPort, Port } from './port.ts';
import type { TokenSettingsInput } from './settings.ts';

export interface LogEntry {
  /** Milliseconds since 1970. */
  atMs: number;
  event: string;
  [detail: string]: unknown;
}

/** Enough for any test; a token that runs for days must not grow. */
const keptEntries = 500;

/** An authenticator with a plug: what a person holds in the hand. */
export class VirtualToken {
  readonly name: string;
  readonly authenticator: Authenticator;
  readonly log: LogEntry[] = [];
  readonly #openPort: OpenPort;
  readonly #report: (entry: LogEntry & { token: string }) => void;
  #plugged: { port: Port; device: CtapHidDevice } | undefined;

  constructor(
    name: string,
    settings: TokenSettingsInput,
    openPort: OpenPort,
    report: (entry: LogEntry & { token: string }) => void = () => undefined,
  ) {
    this.name = name;
    this.#openPort = openPort;
    this.#report = report;
    this.authenticator = new Authenticator(settings, this.#note);
  }

  get isPlugged(): boolean {
    return this.#plugged !== undefined;
  }

  readonly #note: TokenLog = (event, details) => {
    const entry = { atMs: Date.now(), event, ...details };
    this.log.push(entry);
    if (this.log.length > keptEntries) this.log.shift();
    this.#report({ token: this.name, ...entry });
  };

  /** Powers the token up; nothing happens if it is plugged in. */
  async plug(): Promise<void> {
    if (this.isPlugged) return;
    this.authenticator.powerCycle();
    let port: Port | undefined = undefined;
    // An answer that comes late belongs to the port that was unplugged, and is lost with it.
    const send = (report: Buffer) => port?.send(report);
    const device = new CtapHidDevice(this.authenticator, send);
    port = await this.#openPort(
      { name: `Lifeboat test token ${this.name}`, serial: this.name },
      {
        onOpen: () => {
          this.#note('opened', {});
        },
        onClose: () => {
          this.#note('closed', {});
          if (this.authenticator.settings.abortsOnClose) this.authenticator.person.cancel();
        },
        onReport: (report) => {
          device.receive(report);
        },
      },
    );
    this.#plugged = { port, device };
    this.#note('plugged', {});
  }

  /** Takes power and connection away; nothing happens if it is not plugged in. */
  async unplug(): Promise<void> {
    const plugged = this.#plugged;
    if (plugged === undefined) return;
    this.#plugged = undefined;
    plugged.device.close();
    this.authenticator.person.cancel();
    await plugged.port.unplug();
    this.#note('unplugged', {});
  }
}
