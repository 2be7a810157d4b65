/*
 * `lifeboat-token`: virtual FIDO2 tokens for tests, and the command that tells them what to do.
 * `serve` holds the tokens and listens at a control socket; all else is one request to it. The
 * service begins without a token: `lifeboat-token first create --pin 1234`, then
 * `lifeboat-token first plug`. Any number can be plugged in at once. `lifeboat-token -` reads many
 * commands from standard input, one a line, and saves their starts.
 *
 * The environment names the socket (LIFEBOAT_TOKEN_SOCKET) and, for hosts without uhid, a folder for
 * sockets that stand for the USB devices (LIFEBOAT_TOKEN_HID).
 */
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { listenForControl, TokenTable } from './control.ts';
import { parseWords, usage, type ControlRequest } from './control-request.ts';
import { openSocketPorts } from './socket-port.ts';
import { openUhid } from './uhid-port.ts';

const socketPath = process.env['LIFEBOAT_TOKEN_SOCKET'] ?? '/run/lifeboat-token.sock';
const hidFolder = process.env['LIFEBOAT_TOKEN_HID'];
/** Whether systemd listens already: sd_listen_fds(3). */
const handedOver = process.env['LISTEN_PID'] === String(process.pid);

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

async function serve(): Promise<void> {
  const openPort = hidFolder === undefined ? openUhid() : openSocketPorts(hidFolder);
  const table = new TokenTable(openPort, print);
  const server = await listenForControl(handedOver ? { fd: 3 } : socketPath, table);
  const end = () => {
    server.close();
    void table.unplugAll().then(() => process.exit(0));
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  print({ event: 'listening', socket: socketPath });
}

/** Sends requests one after another and prints the answers; exit status 1 if one was refused. */
async function ask(requests: ControlRequest[]): Promise<void> {
  const socket = connect(socketPath);
  const failed = new Promise<never>((_resolve, reject) => socket.on('error', reject));
  const replies = createInterface({ input: socket })[Symbol.asyncIterator]();
  for (const request of requests) {
    socket.write(`${JSON.stringify(request)}\n`);
    const reply = await Promise.race([replies.next(), failed]);
    if (reply.done === true) throw new Error('the service ended');
    process.stdout.write(`${reply.value}\n`);
    if (!reply.value.startsWith('{"ok":true')) process.exitCode = 1;
  }
  socket.destroy();
}

function refuse(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 2;
}

async function readLines(): Promise<string[][]> {
  const commands: string[][] = [];
  for await (const line of createInterface({ input: process.stdin }))
    commands.push(line.trim().split(/\s+/));
  return commands;
}

async function run(words: string[]): Promise<void> {
  if (words.length === 1 && words[0] === 'serve') {
    await serve();
    return;
  }
  const commands = words.length === 1 && words[0] === '-' ? await readLines() : [words];
  const requests = commands.map(parseWords);
  if (requests.includes(undefined)) refuse(usage);
  else await ask(requests.filter((request) => request !== undefined));
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  refuse(error instanceof Error ? error.message : String(error));
}
