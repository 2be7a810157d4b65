/*
 * Connects the terminal to a machine that was told to stay: `attach.ts …/sockets/NAME`. The serial
 * line and QEMU's monitor are plain text; for the shell each line is one script in the guest.
 */
import type { Socket } from 'node:net';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { CommandError, runCommand } from '../lib/errors.ts';
import { GuestShell } from './ports.ts';
import { connectSocket } from './qmp.ts';

const connectDeadlineMs = 3000;
/** Ctrl-], as telnet has it. */
const leaveKey = 0x1d;
const scriptDeadlineMs = 10 * 60_000;

/** Hands the terminal over to a socket that speaks plain text. */
function joinTerminal(socket: Socket): void {
  process.stdin.setRawMode(true);
  process.stdout.write('Connected; Ctrl-] leaves.\r\n');
  socket.pipe(process.stdout);
  socket.on('close', () => process.exit(0));
  process.stdin.on('data', (data) => {
    if (data.includes(leaveKey)) process.exit(0);
    socket.write(data);
  });
}

/** Runs each line that is typed as a script in the guest. */
async function runScripts(shell: GuestShell): Promise<void> {
  const terminal = createInterface({ input: process.stdin });
  const prompt = () => process.stdout.write('# ');
  prompt();
  for await (const line of terminal) {
    const result = await shell.run(line, scriptDeadlineMs);
    if (result === undefined) throw new CommandError('The guest did not answer.');
    process.stdout.write(result.output);
    if (result.status !== 0) process.stdout.write(`[status ${String(result.status)}]\n`);
    prompt();
  }
  shell.close();
}

async function main(): Promise<void> {
  const path = process.argv[2];
  if (path === undefined)
    throw new CommandError('No socket was named.', 'use the line that the failed run printed.');
  if (basename(path) !== 'shell' && !process.stdin.isTTY)
    throw new CommandError(`${path} wants a terminal.`, 'run this without a pipe.');
  const socket = await connectSocket(path, connectDeadlineMs);
  if (basename(path) === 'shell') await runScripts(new GuestShell(socket));
  else joinTerminal(socket);
}

await runCommand(main);
