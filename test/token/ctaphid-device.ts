/*
 * The token's end of CTAPHID (CTAP 2.1, 11.2). A host gets itself a *channel* by INIT and sends its
 * messages there; the token works on one at a time and tells other channels that it is busy. While
 * it works it says so ten times a second (*keepalive*), and whether it waits for a person.
 */
import {
  broadcastChannel,
  formatReports,
  hidCommand,
  hidError,
  maxMessageBytes,
  parseReport,
  type HidErrorName,
  type HidMessage,
  type Report,
} from './ctaphid-message.ts';

/** What a token does with commands, so far as its USB side has to know. */
export interface CommandHandler {
  handle(request: Uint8Array): Promise<Uint8Array>;
  person: { readonly isAwaited: boolean; cancel(): void };
}

const keepaliveEveryMs = 100;
const keepalive = { processing: 1, upNeeded: 2 } as const;
/** How long the rest of a message may take. */
const messageTimeoutMs = 500;
const nonceBytes = 8;
const protocolVersion = 2;
const deviceVersion = [1, 0, 0];
/** Speaks CBOR (0x04), winks (0x01), and has no U2F messages (0x08). */
const capabilities = 0x0d;

interface Incoming {
  channel: number;
  command: number;
  totalBytes: number;
  data: Buffer;
  nextSequence: number;
  timer: NodeJS.Timeout;
}

export class CtapHidDevice {
  readonly #handler: CommandHandler;
  readonly #send: (report: Buffer) => void;
  #lastChannel = 0;
  #incoming: Incoming | undefined;
  #busyChannel: number | undefined;

  constructor(handler: CommandHandler, send: (report: Buffer) => void) {
    this.#handler = handler;
    this.#send = send;
  }

  /** Takes one report from the host. */
  receive(bytes: Uint8Array): void {
    const report = parseReport(bytes);
    if (report.kind === 'next') this.#continue(report);
    else if (report.command === hidCommand.cancel) this.#cancel(report.channel);
    else this.#begin(report);
  }

  /** Nothing more is sent or awaited: the token was unplugged. */
  close(): void {
    this.#drop();
  }

  #begin(report: Extract<Report, { kind: 'first' }>): void {
    const { channel, command, totalBytes, data } = report;
    const isInit = command === hidCommand.init;
    if (!this.#isKnown(channel) && !(isInit && channel === broadcastChannel)) {
      this.#fail(channel, 'invalidChannel');
      return;
    }
    if (!isInit && (this.#busyChannel ?? this.#incoming?.channel ?? channel) !== channel) {
      this.#fail(channel, 'channelBusy');
      return;
    }
    if (this.#busyChannel === channel) {
      // INIT on its own channel is how a host starts over; anything else has to wait.
      if (!isInit) {
        this.#fail(channel, 'channelBusy');
        return;
      }
      this.#handler.person.cancel();
      this.#busyChannel = undefined;
    }
    if (this.#incoming?.channel === channel) this.#drop();
    if (totalBytes > maxMessageBytes) {
      this.#fail(channel, 'invalidLength');
      return;
    }
    if (totalBytes <= data.length) {
      this.#dispatch({ channel, command, data: data.subarray(0, totalBytes) });
      return;
    }
    const timer = setTimeout(() => {
      this.#drop();
      this.#fail(channel, 'messageTimeout');
    }, messageTimeoutMs);
    this.#incoming = { channel, command, totalBytes, data, nextSequence: 0, timer };
  }

  #continue({ channel, sequence, data }: Extract<Report, { kind: 'next' }>): void {
    const incoming = this.#incoming;
    if (incoming?.channel !== channel) return;
    if (sequence !== incoming.nextSequence) {
      this.#drop();
      this.#fail(channel, 'invalidSequence');
      return;
    }
    incoming.nextSequence += 1;
    incoming.data = Buffer.concat([incoming.data, data]);
    if (incoming.data.length < incoming.totalBytes) return;
    this.#drop();
    const { command, totalBytes } = incoming;
    this.#dispatch({ channel, command, data: incoming.data.subarray(0, totalBytes) });
  }

  #dispatch({ channel, command, data }: HidMessage): void {
    switch (command) {
      case hidCommand.init:
        this.#init(channel, data);
        break;
      case hidCommand.ping:
      case hidCommand.wink:
        this.#answer({ channel, command, data });
        break;
      case hidCommand.cbor:
        void this.#work(channel, data);
        break;
      default:
        this.#fail(channel, 'invalidCommand');
    }
  }

  #init(channel: number, nonce: Buffer): void {
    if (nonce.length !== nonceBytes) {
      this.#fail(channel, 'invalidLength');
      return;
    }
    const id = Buffer.alloc(4);
    if (channel === broadcastChannel) this.#lastChannel += 1;
    id.writeUInt32BE(channel === broadcastChannel ? this.#lastChannel : channel);
    const rest = Buffer.from([protocolVersion, ...deviceVersion, capabilities]);
    this.#answer({ channel, command: hidCommand.init, data: Buffer.concat([nonce, id, rest]) });
  }

  async #work(channel: number, request: Buffer): Promise<void> {
    this.#busyChannel = channel;
    const tell = () => {
      const state = this.#handler.person.isAwaited ? keepalive.upNeeded : keepalive.processing;
      this.#answer({ channel, command: hidCommand.keepalive, data: Buffer.from([state]) });
    };
    const timer = setInterval(tell, keepaliveEveryMs);
    const response = await this.#handler.handle(request);
    clearInterval(timer);
    // Whoever started over meanwhile does not expect the answer to what went before.
    if (this.#busyChannel !== channel) return;
    this.#busyChannel = undefined;
    this.#answer({ channel, command: hidCommand.cbor, data: Buffer.from(response) });
  }

  #cancel(channel: number): void {
    if (this.#busyChannel === channel) this.#handler.person.cancel();
  }

  #isKnown(channel: number): boolean {
    return channel >= 1 && channel <= this.#lastChannel;
  }

  #drop(): void {
    clearTimeout(this.#incoming?.timer);
    this.#incoming = undefined;
  }

  #fail(channel: number, name: HidErrorName): void {
    const data = Buffer.from([hidError[name]]);
    this.#answer({ channel, command: hidCommand.error, data });
  }

  #answer(message: HidMessage): void {
    for (const report of formatReports(message)) this.#send(report);
  }
}
