import { chmod, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { controlRequestSchema, type ControlRequest } from './control-request.ts';
import type { OpenPort } from './port.ts';
import { VirtualToken, type LogEntry } from './virtual-token.ts';

/** The tokens of one process, as the control socket names them. */
export class TokenTable {
  readonly #tokens = new Map<string, VirtualToken>();
  readonly #openPort: OpenPort;
  readonly #report: ((entry: LogEntry & { token: string }) => void) | undefined;

  constructor(openPort: OpenPort, report?: (entry: LogEntry & { token: string }) => void) {
    this.#openPort = openPort;
    this.#report = report;
  }

  /** Does what a request says and gives what its answer tells; throws what the caller did wrong. */
  async run(request: ControlRequest): Promise<Record<string, unknown>> {
    if (request.command === 'list') return { tokens: [...this.#tokens.values()].map(describe) };
    if (request.command === 'create') {
      await this.#tokens.get(request.token)?.unplug();
      const { token: name, settings } = request;
      const token = new VirtualToken(name, settings, this.#openPort, this.#report);
      this.#tokens.set(name, token);
      return describe(token);
    }
    const token = this.#tokens.get(request.token);
    if (token === undefined) throw new Error(`there is no token ${request.token}`);
    if (request.command === 'log') return { log: token.log };
    await control(token, request);
    return describe(token);
  }

  async unplugAll(): Promise<void> {
    await Promise.all([...this.#tokens.values()].map((token) => token.unplug()));
  }
}

/** What can be said of a token; never its PIN. */
function describe(token: VirtualToken): Record<string, unknown> {
  const { settings, pins, person } = token.authenticator;
  return {
    token: token.name,
    isPlugged: token.isPlugged,
    seed: settings.seed,
    isPinSet: pins.isSet,
    pinRetries: pins.pinRetries,
    uvRetries: pins.uvRetries,
    needsPowerCycle: pins.needsPowerCycle,
    touch: person.touch,
    isAwaited: person.isAwaited,
  };
}

type TokenRequest = Exclude<ControlRequest, { command: 'list' | 'create' }>;

async function control(token: VirtualToken, request: TokenRequest): Promise<void> {
  const { authenticator } = token;
  const { person, pins } = authenticator;
  switch (request.command) {
    case 'state':
    case 'log':
      break;
    case 'plug':
      await token.plug();
      break;
    case 'unplug':
      await token.unplug();
      break;
    case 'replug':
      await token.unplug();
      await sleep(request.afterMs);
      await token.plug();
      break;
    case 'press':
      if (!person.press()) throw new Error('nothing waits for a touch');
      break;
    case 'touch':
      person.touch = request.script;
      break;
    case 'uv':
      person.verification = request.script;
      break;
    case 'patience':
      person.patienceMs = request.ms;
      break;
    case 'seed':
      authenticator.setSeed(request.seed);
      break;
    case 'pin':
      pins.set(request.pin);
      break;
    case 'retries':
      pins.pinRetries = request.pin;
      break;
    case 'fail':
      authenticator.failNext(request.name, request.status, request.count);
  }
}

async function answer(table: TokenTable, line: string): Promise<Record<string, unknown>> {
  try {
    return { ok: true, ...(await table.run(controlRequestSchema.parse(JSON.parse(line)))) };
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * Listens at a Unix socket that only its owner may open, or at the one that systemd listens at and
 * hands over as a file descriptor: one request a line, one answer a line.
 */
export async function listenForControl(at: string | { fd: number }, table: TokenTable) {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    createInterface({ input: socket }).on('line', (line) => {
      void answer(table, line).then((reply) => socket.write(`${JSON.stringify(reply)}\n`));
    });
  });
  if (typeof at === 'string') await rm(at, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(at, resolve);
  });
  if (typeof at === 'string') await chmod(at, 0o600);
  return server;
}
