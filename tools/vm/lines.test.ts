import { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { readLines } from './lines.ts';

it('survives a connection that is reset', async () => {
  const socket = new Socket();
  const lines: string[] = [];
  readLines(socket, (line) => lines.push(line));
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.destroy(new Error('read ECONNRESET'));
  await closed;
  expect(lines).toEqual([]);
});
