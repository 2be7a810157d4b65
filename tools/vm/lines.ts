import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';

/**
 * Calls `onLine` for each line that a socket brings. A machine that ends resets its sockets; that is
 * the end of the lines and no error, for whoever waits asks whether QEMU still runs.
 */
export function readLines(socket: Socket, onLine: (line: string) => void): void {
  socket.on('error', () => socket.destroy());
  const lines = createInterface({ input: socket, crlfDelay: Infinity });
  // readline passes its input's errors on, and one that nobody handles ends the process.
  lines.on('error', () => socket.destroy());
  lines.on('line', onLine);
}
