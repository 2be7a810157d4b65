/*
 * `lifeboat-token`: virtual FIDO2 tokens for tests, and the command that tells them what to do.
 * `serve` holds the tokens and listens at a control socket; all else is one request to it. The
 * service begins without a token: `lifeboat-token first create --pin 1234`, then
 * `lifeboat-token first plug`. Any number can be plugged in at once.
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

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

async function serve(): Promise<void> {
  const openPort = hidFolder === undefined ? openUhid() : openSocketPorts(hidFolder);
  const table = new TokenTable(openPort, print);
  const server = await listenForControl(socketPath, table);
  const end = () => {
    server.close();
    void table.unplugAll().then(() => process.exit(0));
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  print({ event: 'listening', socket: socketPath });
}

/** Prints the answer; the exit status is 1 if the request was refused or nobody serves. */
async function ask(request: ControlRequest): Promise<void> {
  const socket = connect(socketPath);
  const reply = await new Promise<string>((resolve, reject) => {
    socket.on('error', reject);
    createInterface({ input: socket }).once('line', resolve);
    socket.write(`${JSON.stringify(request)}\n`);
  });
  socket.destroy();
  process.stdout.write(`${reply}\n`);
  if (!reply.startsWith('{"ok":true')) process.exitCode = 1;
}

function refuse(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 2;
}

async function run(words: string[]): Promise<void> {
  if (words.length === 1 && words[0] === 'serve') {
    await serve();
    return;
  }
  const request = parseWords(words);
  if (request === undefined) refuse(usage);
  else await ask(request);
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  refuse(error instanceof Error ? error.message : String(error));
}
