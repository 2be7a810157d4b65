import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { requireHost } from '../../tools/setup/host.ts';
import { collect } from '../helpers/lifeboat-cli.ts';
import { startFido2Host, type Fido2Host } from '../token/fido2-host.ts';

/** `lifeboat-token` as the image carries it: one file, its service, and scripts that call it. */
const repository = fileURLToPath(new URL('../../', import.meta.url));

let bundle: string;
let folder: string;
let service: ChildProcess;
const hosts: Fido2Host[] = [];
const environment = () => ({
  PATH: process.env['PATH'],
  LIFEBOAT_TOKEN_SOCKET: join(folder, 'control.sock'),
  LIFEBOAT_TOKEN_HID: folder,
});
const command = () => [process.execPath, join(bundle, 'token.mjs')] as const;

beforeAll(async () => {
  requireHost(['contract tests']);
  bundle = await mkdtemp(join(tmpdir(), 'lifeboat-token-bundle-'));
  await build({
    root: repository,
    configFile: join(repository, 'token.config.ts'),
    logLevel: 'error',
    build: { outDir: bundle, reportCompressedSize: false },
  });
});
afterAll(() => rm(bundle, { recursive: true }));
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lifeboat-token-'));
});
afterEach(async () => {
  await Promise.all(hosts.splice(0).map((host) => host.close()));
  const ended = new Promise((resolve) => service.on('exit', resolve));
  service.kill('SIGTERM');
  await ended;
  await rm(folder, { recursive: true });
});

/** Starts the service, in another program if `launcher` names one, and waits until it prints `ready`. */
async function startService(launcher: string[] = [], ready = 'listening') {
  const [file, ...args] = [...launcher, ...command(), 'serve'] as const;
  service = spawn(file, args, { env: environment(), stdio: ['ignore', 'pipe', 'pipe'] });
  const output = launcher.length === 0 ? service.stdout! : service.stderr!;
  for await (const line of createInterface({ input: output })) {
    if (line.toLowerCase().includes(ready)) return;
  }
  throw new Error('the service ended');
}

async function run(words: string, input = '') {
  const [node, script] = command();
  const child = spawn(node, [script, ...words.split(' ')], { env: environment() });
  child.stdin.end(input);
  const { exitCode, stdout, stderr } = await collect(child);
  const lines = stdout.split('\n').filter((line) => line !== '');
  const answers = lines.map((line) => z.record(z.string(), z.unknown()).parse(JSON.parse(line)));
  return { exitCode, answers, stderr };
}

async function openHost(name: string) {
  const host = startFido2Host(join(folder, `${name}.hid`));
  hosts.push(host);
  await host.call('open');
  return host;
}

describe('lifeboat-token', () => {
  it('holds two tokens at once, and tells each what to do', async () => {
    await startService();
    const { exitCode, answers } = await run(
      '-',
      'first create --pin 1234\nfirst plug\nsecond create --seed b --uv\nsecond plug\nlist\n',
    );
    expect(exitCode).toBe(0);
    expect(answers.at(-1)).toMatchObject({
      ok: true,
      tokens: [
        { token: 'first', isPlugged: true, seed: 'first', isPinSet: true, pinRetries: 8 },
        { token: 'second', isPlugged: true, seed: 'b', isPinSet: false },
      ],
    });
    const [first, second] = [await openHost('first'), await openHost('second')];
    expect(await first.call('check_pin', { pin: '0000' })).toEqual({ status: 'pinInvalid' });
    expect(await second.call('info')).toMatchObject({ options: { uv: true, clientPin: false } });
    expect((await run('first state')).answers).toMatchObject([{ pinRetries: 7 }]);
    await run('second fail selection operationDenied');
    expect(await second.call('selection')).toEqual({ status: 'operationDenied' });
    expect(await second.call('selection')).toBeNull();
  });

  it('touches when the script says so', async () => {
    await startService();
    await run('-', 'first create\nfirst plug\nfirst touch never\n');
    const host = await openHost('first');
    const selection = host.call('selection');
    await expect.poll(async () => (await run('first state')).answers[0]?.['isAwaited']).toBe(true);
    expect((await run('first press')).answers).toMatchObject([{ ok: true }]);
    expect(await selection).toBeNull();
    expect((await run('first press')).answers).toMatchObject([
      { ok: false, error: 'nothing waits for a touch' },
    ]);
  });

  it('unplugs, and plugs in again', async () => {
    await startService();
    await run('-', 'first create\nfirst plug\n');
    expect(existsSync(join(folder, 'first.hid'))).toBe(true);
    await run('first unplug');
    expect(existsSync(join(folder, 'first.hid'))).toBe(false);
    await run('first replug 20');
    await openHost('first');
    const { answers } = await run('first log');
    const { log } = z.object({ log: z.array(z.object({ event: z.string() })) }).parse(answers[0]);
    expect(log.map(({ event }) => event)).toEqual([
      ...['plugged', 'unplugged', 'plugged', 'opened'],
      ...log.slice(4).map(() => 'command'),
    ]);
  });

  it('never prints a PIN', async () => {
    await startService();
    let printed = '';
    service.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString('utf8')));
    await run('-', 'first create --pin canary-1\nfirst pin canary-2\nfirst plug\n');
    const host = await openHost('first');
    await host.call('check_pin', { pin: 'canary-2' });
    await host.call('check_pin', { pin: 'canary-3' });
    const { answers } = await run('-', 'list\nfirst log\nfirst state\n');
    expect(answers).toHaveLength(3);
    expect(printed).toContain('pinInvalid');
    expect(JSON.stringify(answers) + printed).not.toContain('canary');
  });

  it('says what it did not do', async () => {
    await startService();
    const unknown = await run('third plug');
    expect(unknown.exitCode).toBe(1);
    expect(unknown.answers).toEqual([{ ok: false, error: 'there is no token third' }]);
    const senseless = await run('first dance');
    expect(senseless.exitCode).toBe(2);
    expect(senseless.stderr).toContain('use: lifeboat-token');
  });

  it('takes the socket that systemd listens at', async () => {
    const socket = join(folder, 'control.sock');
    const pass = ['LIFEBOAT_TOKEN_SOCKET', 'LIFEBOAT_TOKEN_HID'].map((name) => `--setenv=${name}`);
    await startService(
      ['/usr/bin/systemd-socket-activate', `--listen=${socket}`, ...pass],
      'listening on',
    );
    const { answers } = await run('-', 'first create\nfirst plug\n');
    expect(answers).toMatchObject([{ ok: true }, { ok: true, isPlugged: true }]);
  });
});
