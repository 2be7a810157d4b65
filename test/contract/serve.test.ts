import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { machineSchema } from '../../core/model/machine.ts';
import {
  openLifeboat,
  collect,
  openTestChannel,
  startService,
  type TestService,
} from '../helpers/lifeboat-cli.ts';
import { createMachineDirectory } from '../helpers/machine-directory.ts';

const cli = openLifeboat();
let service: TestService;
beforeEach(async () => {
  service = await startService(cli);
});
afterEach(() => service.close());

const runClient = (argv: string[], env: NodeJS.ProcessEnv = {}) =>
  cli.run(argv, { env: { LIFEBOAT_SOCKET: service.path, ...env } });

/** Speaks raw text to the service and returns what it answers until it hangs up. */
async function speak(text: string): Promise<unknown[]> {
  const socket = connect(service.path);
  const answers: unknown[] = [];
  socket.on('error', () => undefined);
  createInterface({ input: socket })
    .on('line', (line) => answers.push(JSON.parse(line)))
    .on('error', () => undefined);
  socket.write(text);
  await new Promise((resolve) => socket.on('close', resolve));
  return answers;
}

const run = (argv: string[], more: object = {}) =>
  `${JSON.stringify({ t: 'run', argv, columns: 80, terminal: false, colour: false, language: 'en', ...more })}\n`;

describe('the service and its client', () => {
  it('give the same result as the command at home', async () => {
    const [served, local] = await Promise.all([
      runClient(['inspect', '--json']),
      cli.run(['inspect', '--json']),
    ]);
    expect(served.exitCode).toBe(0);
    const [a, b] = [served, local].map(({ stdout }) => machineSchema.parse(JSON.parse(stdout)));
    expect({ ...a, inspectedAt: '' }).toEqual({ ...b, inspectedAt: '' });
    expect(service.children).toHaveLength(1);
  });

  it('carry events to the channel of the client', async () => {
    const channel = await openTestChannel();
    await runClient(['inspect'], { LIFEBOAT_CHANNEL: channel.path });
    expect(channel.events[0]).toMatchObject({ type: 'step', message: 'job.inspect.disks' });
    expect(channel.events.at(-1)?.type).toBe('result');
    await channel.close();
  });

  it('speak the language of the client, and pass exit codes on', async () => {
    const { exitCode, stderr } = await runClient(['unlock', '/dev/absent'], {
      LANG: 'de_DE.UTF-8',
    });
    expect(exitCode).toBe(1);
    expect(stderr).toContain('An diesem Rechner gibt es keinen Datenträger /dev/absent.');
  });

  it('have the client read the plan file', async () => {
    const machine = await createMachineDirectory();
    const path = join(machine.esp, 'plan.json');
    await writeFile(path, '{"not":"a plan"}');
    const refused = await runClient(['apply', path]);
    expect(refused.stderr).toContain('PLAN-03');
    const absent = await runClient(['apply', join(machine.esp, 'absent.json')]);
    expect([absent.exitCode, absent.stderr]).toEqual([2, expect.stringContaining('ARGS-02')]);
    await machine.remove();
  });

  it('run at home what names directories, without asking the service', async () => {
    const machine = await createMachineDirectory();
    const { stdout } = await runClient(['inspect', '--esp', machine.esp, '--brief']);
    expect(stdout).toContain('Demo 1.1 was started once');
    expect(service.children).toHaveLength(0);
    await machine.remove();
  });
});

describe('the service trusts nobody', () => {
  it.each([
    [['inspect', '--root', '/']],
    [['plan', 'rollback', '--to', 'x', '--esp', '/tmp']],
    [['apply', '/etc/passwd']],
    [['serve']],
    [['menu']],
    [['--help']],
    [['inspect', '--frobnicate']],
  ])('and refuses %j', async (argv) => {
    const answers = await speak(run(argv));
    expect(answers.at(-1)).toEqual({ t: 'exit', code: 2 });
    expect(JSON.stringify(answers)).toContain('ARGS-01');
  });

  it.each([
    ['no JSON', 'hello\n'],
    ['an unknown message', '{"t":"frobnicate"}\n'],
    ['an unknown key', run(['inspect'], { root: '/' })],
    ['an answer before anything runs', '{"t":"answer","questionId":"x","secret":"y"}\n'],
    ['too many words', run(Array.from({ length: 100 }, () => 'x'))],
  ])('and hangs up on %s', async (_what, text) => {
    const answers = await speak(text);
    expect(JSON.stringify(answers)).toContain('Refused');
    expect(answers.at(-1)).toEqual({ t: 'exit', code: 2 });
  });

  it('and hangs up on a line without end', async () => {
    expect(await speak('x'.repeat(3 * 1024 * 1024))).toEqual([]);
  });

  it('and ends when the client goes away', async () => {
    const socket = connect(service.path);
    socket.write(run(['report']));
    await once(socket, 'data');
    socket.destroy();
    const [child] = service.children;
    if (child?.exitCode === null) await once(child, 'exit');
    expect(child?.exitCode).toBe(0);
  });
});

it('without the service and without rights, a change is refused and a look is not', async () => {
  // In a user namespace of its own the process is nobody, whoever runs the tests.
  const asNobody = (argv: string[]) =>
    collect(
      spawn('unshare', ['--user', process.execPath, cli.path, ...argv], {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { PATH: process.env['PATH'], LIFEBOAT_SOCKET: '/nonexistent/cli.sock' },
      }),
    );
  const refused = await asNobody(['reboot']);
  expect([refused.exitCode, refused.stderr]).toEqual([1, expect.stringContaining('RIGHTS-01')]);
  expect((await asNobody(['inspect'])).exitCode).toBe(0);
});
