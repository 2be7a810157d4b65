/*
 * Connects the terminal to a machine that was told to stay: `attach.ts …/sockets/NAME`. The serial
 * line and QEMU's monitor are plain text; for the shell each line is one script in the guest.
 */
import { basename } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { CommandError, runCommand } from '../lib/errors.ts';
import { GuestShell } from './ports.ts';
import { connectSocket } from './qmp.ts';

const connectDeadlineMs = 3000;
const scriptDeadlineMs = 10 * 60_000;

async function main(): Promise<void> {
  const path = process.argv[2];
  if (path === undefined)
    throw new CommandError('No socket was named.', 'use the line that the failed run printed.');
  const socket = await connectSocket(path, connectDeadlineMs);
  if (basename(path) !== 'shell') {
    process.stdin.setRawMode(true);
    process.stdout.write('Connected; Ctrl-] leaves.\r\n');
    socket.pipe(process.stdout);
    process.stdin.on('data', (data) => {
      if (data.includes(0x1d)) process.exit(0);
      socket.write(data);
    });
    socket.on('close', () => process.exit(0));
    return;
  }
  const shell = new GuestShell(socket);
  const terminal = createInterface({ input: process.stdin, output: process.stdout, prompt: '# ' });
  terminal.prompt();
  for await (const line of terminal) {
    const result = await shell.run(line, scriptDeadlineMs);
    if (result === undefined) throw new CommandError('The guest did not answer.');
    process.stdout.write(result.output);
    if (result.status !== 0) process.stdout.write(`[status ${String(result.status)}]\n`);
    terminal.prompt();
  }
  socket.destroy();
}

await runCommand(main);
