import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EventChannel } from '../../core/contract/ipc.ts';
import { Terminals, type Emit } from '../terminals/terminals.ts';
import { Jobs } from './jobs.ts';

/** A command that speaks the channel's language: asks once, repeats what it was told in events. */
const command = `
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
const socket = connect(process.env.LIFEBOAT_CHANNEL);
const send = (event) => socket.write(JSON.stringify(event) + '\\n');
console.log('language: ' + process.env.LC_MESSAGES);
console.log('arguments: ' + process.argv.slice(2).join(' '));
const [name] = process.argv.slice(2);
if (name === 'report') process.exit(3);
if (name === 'reboot') setInterval(() => {}, 1000);
socket.write('this is not an event\\n{"type":"nonsense"}\\n');
if (name === 'inspect') { send({ type: 'result', value: { seen: true } }); socket.end(); }
if (name === 'unlock') {
  send({ type: 'question', question: { id: 'q', kind: 'passphrase', subject: 'state', retry: false, triesLeft: 3 } });
  createInterface({ input: socket }).on('line', (line) => {
    const { secret } = JSON.parse(line);
    send({ type: 'question-closed', id: 'q' });
    send({ type: 'result', value: { length: secret.length } });
    socket.end();
  });
}
`;

let folder: string;
let events: { channel: EventChannel; payload: unknown }[];
let logged: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jobs-test-'));
  await writeFile(join(folder, 'command.mjs'), command);
  events = [];
  logged = '';
});
afterEach(() => rm(folder, { recursive: true }));

function open(readOnly = false) {
  const emit: Emit = (channel, payload) => events.push({ channel, payload });
  const terminals = new Terminals(emit);
  const jobs = new Jobs({
    terminals,
    emit,
    command: { file: process.execPath, args: [join(folder, 'command.mjs')], env: {} },
    language: () => 'de',
    readOnly,
    log: (fields, message) => (logged += JSON.stringify(fields) + message),
  });
  return { jobs, terminals };
}

async function until(isTrue: () => boolean): Promise<void> {
  await expect.poll(isTrue, { timeout: 10_000, interval: 20 }).toBe(true);
}
const ended = (): unknown => events.find(({ channel }) => channel === 'job.ended')?.payload;

describe('Jobs', () => {
  it('runs a command in a terminal and hands its result on beside the text', async () => {
    const { jobs, terminals } = open();
    const { id } = await jobs.start({ command: 'inspect' });
    await until(() => ended() !== undefined);
    expect(ended()).toEqual({ jobId: id, state: 'done' });
    expect(jobs.list()[0]).toMatchObject({
      commandLine: 'lifeboat inspect',
      state: 'done',
      events: [{ type: 'result', value: { seen: true } }],
    });
    const { scrollback } = terminals.get(id).attach();
    expect(scrollback).toContain('$ lifeboat inspect');
    expect(scrollback).toContain('arguments: inspect');
    expect(scrollback).toContain('language: de_DE.UTF-8');
  });

  it('carries an answer to the command and keeps it nowhere', async () => {
    const { jobs, terminals } = open();
    const { id } = await jobs.start({
      command: 'unlock',
      device: '/dev/vda5',
      method: 'passphrase',
    });
    await until(() => jobs.list()[0]!.events.some(({ type }) => type === 'question'));
    jobs.answer(id, 'q', 'canary-passphrase');
    await until(() => ended() !== undefined);
    expect(jobs.list()[0]!.events).toContainEqual({ type: 'result', value: { length: 17 } });
    const everything = JSON.stringify([jobs.list(), events]) + logged;
    expect(everything + terminals.get(id).attach().scrollback).not.toContain('canary');
  });

  it('says so when a command ends without a result', async () => {
    const { jobs } = open();
    await jobs.start({ command: 'report' });
    await until(() => ended() !== undefined);
    expect(jobs.list()[0]).toMatchObject({
      state: 'failed',
      events: [{ type: 'failure', failure: { code: 'JOB-01', params: { exitCode: 3 } } }],
    });
  });

  it('cancels by interrupting the command', async () => {
    const { jobs } = open();
    const { id } = await jobs.start({ command: 'reboot' });
    jobs.cancel(id);
    await until(() => ended() !== undefined);
    expect(ended()).toEqual({ jobId: id, state: 'cancelled' });
  });

  it('changes nothing in a window that only looks', async () => {
    const { jobs } = open(true);
    const state = await jobs.start({ command: 'reboot' });
    expect(state.events).toMatchObject([{ type: 'failure', failure: { code: 'READONLY-01' } }]);
    expect((await jobs.start({ command: 'inspect' })).state).toBe('running');
    await until(() => jobs.list()[1]!.state === 'done');
  });
});
