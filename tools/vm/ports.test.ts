import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { decodeAnswer, encodeRequest, GuestShell, JsonStream } from './ports.ts';
import { connectSocket } from './qmp.ts';

const encode = (text: string) => Buffer.from(text).toString('base64');

describe('framing', () => {
  it('sends one line whose script prints the nonce first', () => {
    const request = encodeRequest('uname -r\nfalse', 'n1');
    expect(request.endsWith('\n')).toBe(true);
    expect(request.trim()).not.toContain('\n');
    expect(Buffer.from(request, 'base64').toString()).toBe('echo n1\nuname -r\nfalse\n');
  });

  it('reads status and output', () => {
    expect(decodeAnswer(`3 ${encode('n1\nfür\n')}`, 'n1')).toEqual({ status: 3, output: 'für\n' });
  });

  it.each([
    ['an answer to another request', `0 ${encode('n2\nlate\n')}`],
    ['a damaged line', 'garbage from a restart'],
    ['an answer that never ran the script', '0'],
  ])('passes over %s', (_, line) => {
    expect(decodeAnswer(line, 'n1')).toBeUndefined();
  });
});

describe('over a socket', () => {
  let folder: string;
  let server: Server;
  let guest: Socket | undefined;
  let answer: (script: string, guest: Socket) => void;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lifeboat-ports-'));
    server = createServer((socket) => {
      guest = socket;
      createInterface({ input: socket }).on('line', (line) => {
        answer(Buffer.from(line, 'base64').toString(), socket);
      });
    });
    await new Promise<void>((resolve) => server.listen(join(folder, 's'), resolve));
  });

  afterEach(async () => {
    guest?.destroy();
    server.close();
    await rm(folder, { recursive: true });
  });

  it('answers requests in order, and drops the answer that came too late', async () => {
    const held: string[] = [];
    answer = (script, socket) => {
      const [echo = '', ...rest] = script.split('\n');
      const reply = `0 ${encode(`${echo.slice('echo '.length)}\nran ${rest.join('')}\n`)}\n`;
      if (script.includes('slow')) held.push(reply);
      else socket.write(held.splice(0).join('') + reply);
    };
    const shell = new GuestShell(await connectSocket(join(folder, 's'), 1000));
    expect(await shell.run('slow', 50)).toBeUndefined();
    expect(await shell.run('quick', 1000)).toEqual({ status: 0, output: 'ran quick\n' });
  });

  it('gives up at once when the machine goes away', async () => {
    answer = (_, socket) => socket.destroy();
    const shell = new GuestShell(await connectSocket(join(folder, 's'), 1000));
    expect(await shell.run('true', 60_000)).toBeUndefined();
  });

  it('keeps whole records of a stream and writes all of it to the file', async () => {
    const file = join(folder, 'speech.jsonl');
    const stream = new JsonStream(await connectSocket(join(folder, 's'), 1000), file);
    await vi.waitFor(() => {
      expect(guest).toBeDefined();
    });
    guest?.write('{"text":"one"}\n{"text":"cu\n');
    guest?.end('{"text":"two"}\n');
    await vi.waitFor(() => {
      expect(stream.records).toEqual([{ text: 'one' }, { text: 'two' }]);
    });
    await vi.waitFor(async () => {
      expect((await readFile(file, 'utf8')).split('\n')).toHaveLength(4);
    });
  });
});
