import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CommandError } from '../lib/errors.ts';
import { connectSocket, QmpClient } from './qmp.ts';

interface Request {
  execute: string;
  arguments?: Record<string, unknown>;
  id: number;
}

describe('QmpClient', () => {
  let folder: string;
  let server: Server;
  let requests: Request[];
  let respond: (request: Request, socket: Socket) => void;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lifeboat-qmp-'));
    requests = [];
    respond = ({ id }, socket) => socket.write(`${JSON.stringify({ return: {}, id })}\r\n`);
    server = createServer((socket) => {
      socket.write('{"QMP": {"version": {}, "capabilities": []}}\r\n');
      createInterface({ input: socket }).on('line', (line) => {
        const request = JSON.parse(line) as Request;
        requests.push(request);
        respond(request, socket);
      });
    });
    await new Promise<void>((resolve) => server.listen(join(folder, 'q'), resolve));
  });

  afterEach(async () => {
    server.close();
    await rm(folder, { recursive: true });
  });

  const open = async () => QmpClient.open(await connectSocket(join(folder, 'q'), 1000));

  it('negotiates before anything else', async () => {
    const client = await open();
    expect(requests.map(({ execute }) => execute)).toEqual(['qmp_capabilities']);
    client.close();
  });

  it('matches answers by id, even out of order and cut in pieces', async () => {
    const client = await open();
    const held: Request[] = [];
    respond = (request, socket) => {
      held.push(request);
      if (held.length < 2) return;
      const text = held
        .toReversed()
        .map(({ id, execute }) => `${JSON.stringify({ return: execute, id })}\r\n`)
        .join('');
      socket.write(text.slice(0, 7));
      setTimeout(() => socket.write(text.slice(7)), 5);
    };
    const answers = await Promise.all([client.execute('first'), client.execute('second')]);
    expect(answers).toEqual(['first', 'second']);
    client.close();
  });

  it('keeps events apart from answers', async () => {
    const client = await open();
    respond = ({ id }, socket) =>
      socket.write(
        `{"event":"RESET","data":{"guest":true}}\r\n${JSON.stringify({ return: 7, id })}\r\n`,
      );
    expect(await client.execute('query-status')).toBe(7);
    expect(client.events).toEqual([{ event: 'RESET', data: { guest: true } }]);
    client.close();
  });

  it('hands on what QEMU says when it refuses', async () => {
    const client = await open();
    respond = ({ id }, socket) =>
      socket.write(
        `${JSON.stringify({ error: { class: 'GenericError', desc: 'No such file' }, id })}\r\n`,
      );
    await expect(client.execute('screendump')).rejects.toThrow(
      new CommandError('QEMU refused screendump: No such file.'),
    );
    client.close();
  });

  it('fails pending and later commands when QEMU goes away', async () => {
    const client = await open();
    respond = (_, socket) => socket.destroy();
    await expect(client.execute('quit')).rejects.toThrow('went away');
    await expect(client.execute('cont')).rejects.toThrow('is gone');
  });
});

describe('connectSocket', () => {
  it('names the socket that never came', async () => {
    const path = join(tmpdir(), 'lifeboat-no-such-socket');
    await expect(connectSocket(path, 100)).rejects.toThrow(path);
  });
});
