import { spawn, spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JobEvent } from '../../core/contract/job.ts';
import {
  openLifeboat,
  collect,
  openTestChannel,
  type TestChannel,
} from '../helpers/lifeboat-cli.ts';

/**
 * The real tool, agent and systemd-reply-password in a private mount namespace, with a helper that
 * asks as the recorded one does. The real helper unlocks a real disk in the image test.
 */
const fixtures = fileURLToPath(new URL('../fixtures/unlock/', import.meta.url));
const recoveryKey = 'cbdefghi-jklnrtuv-cbdefghi-jklnrtuv-cbdefghi-jklnrtuv-cbdefghi-jklnrtuv';
const namespace = ['--user', '--map-root-user', '--mount'];
const hasNamespaces = spawnSync('unshare', [...namespace, 'true']).status === 0;
const reason = hasNamespaces ? '' : ' (skipped: this machine permits no user namespaces)';

const setup = [
  'mount -t tmpfs tmpfs /run/systemd',
  'mkdir /run/systemd/ask-password',
  'printf %s "$RIGHT" > /run/systemd/right-secret',
  'mount --bind "$FIXTURES/systemd-cryptsetup" /usr/lib/systemd/systemd-cryptsetup',
  '"$@"; code=$?',
  '[ -e /run/systemd/arguments ] && cp /run/systemd/arguments "$OUT/arguments"',
  'exit $code',
].join('\n');

const cli = openLifeboat();
let channel: TestChannel;
let out: string;
beforeEach(async () => {
  channel = await openTestChannel();
  out = await mkdtemp(join(tmpdir(), 'lifeboat-unlock-'));
});
afterEach(async () => {
  await channel.close();
  await rm(out, { recursive: true });
});

function unlock(
  argv: string[],
  options: { right?: string; input?: string; channel?: boolean } = {},
) {
  const child = spawn(
    'unshare',
    [...namespace, 'sh', '-c', setup, 'sh', process.execPath, cli.path, 'unlock', ...argv],
    {
      stdio: ['pipe', 'pipe', 'pipe'],
      timeout: 20_000,
      killSignal: 'SIGKILL',
      env: {
        PATH: `${fixtures}:/usr/sbin:/usr/bin:/sbin:/bin`,
        FIXTURES: fixtures,
        OUT: out,
        RIGHT: options.right ?? 'open sesame',
        ...(options.channel === false ? {} : { LIFEBOAT_CHANNEL: channel.path }),
      },
    },
  );
  child.stdin.end(options.input ?? '');
  return { child, ended: collect(child) };
}

type QuestionEvent = JobEvent & { type: 'question' };
const answered = new Set<string>();
const nextQuestion = async () => {
  const { question } = await channel.waitFor(
    (event): event is QuestionEvent =>
      event.type === 'question' && !answered.has(event.question.id),
  );
  answered.add(question.id);
  return question;
};
const failure = () =>
  channel.events.flatMap((event) => (event.type === 'failure' ? [event.failure.code] : []));

describe.skipIf(!hasNamespaces)(`lifeboat unlock${reason}`, () => {
  it('brings the question to the channel and the answer to the helper', async () => {
    const { ended } = unlock(['/dev/null']);
    const question = await nextQuestion();
    expect(question).toMatchObject({
      kind: 'passphrase',
      subject: 'state',
      retry: false,
      triesLeft: 5,
    });
    channel.answer(question.id, 'open sesame');
    const { exitCode, stdout } = await ended;
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('state is unlocked')]);
    expect(channel.events.at(-1)).toMatchObject({
      type: 'result',
      value: { openedAs: '/dev/mapper/lifeboat-state', already: false },
    });
    expect(channel.events).toContainEqual({ type: 'question-closed', id: question.id });
  });

  it('opens read-only, on the native path, with nothing of the caller in it', async () => {
    const { ended } = unlock(['/dev/null']);
    channel.answer((await nextQuestion()).id, 'open sesame');
    await ended;
    const lines = (await readFile(join(out, 'arguments'), 'utf8')).split('\n');
    expect(lines.slice(0, 5)).toEqual([
      'attach',
      'lifeboat-state',
      '/dev/null',
      '-',
      'luks,read-only,password-cache=no,tries=0',
    ]);
    expect(lines).toContain('SYSTEMD_CRYPTSETUP_USE_TOKEN_MODULE=0');
    expect(lines.join('\n')).not.toContain('sesame');
    expect(lines.join('\n')).not.toContain('LIFEBOAT');
  });

  it('says that an answer was wrong, and how many tries are left', async () => {
    const { ended } = unlock(['/dev/null']);
    channel.answer((await nextQuestion()).id, 'wrong');
    const second = await nextQuestion();
    expect(second).toMatchObject({ retry: true, triesLeft: 4 });
    channel.answer(second.id, 'open sesame');
    expect((await ended).exitCode).toBe(0);
  });

  it('gives up after five wrong answers', async () => {
    const { ended } = unlock(['/dev/null']);
    for (let i = 0; i < 5; i += 1) channel.answer((await nextQuestion()).id, `wrong ${String(i)}`);
    const { exitCode, stdout, stderr } = await ended;
    expect([exitCode, failure()]).toEqual([1, ['UNLOCK-02']]);
    expect(stdout + stderr + JSON.stringify(channel.events)).not.toContain('wrong 3');
  });

  it('ends when the person stops', async () => {
    const { ended } = unlock(['/dev/null']);
    channel.answer((await nextQuestion()).id, null);
    expect([(await ended).exitCode, failure()]).toEqual([1, ['UNLOCK-03']]);
  });

  it('ends the helper and its question when the job is cancelled', async () => {
    const { child, ended } = unlock(['/dev/null']);
    await nextQuestion();
    // The namespace's shell passes nothing on; the job itself is its only child.
    const pid = spawnSync('pgrep', ['--parent', String(child.pid)], { encoding: 'utf8' }).stdout;
    process.kill(Number(pid.trim().split('\n')[0]), 'SIGTERM');
    expect([(await ended).exitCode, failure()]).toEqual([1, ['UNLOCK-03']]);
  });

  it('takes a recovery key in any spelling, and does not spend a try on other text', async () => {
    const { ended } = unlock(['/dev/null', '--method', 'recovery-key'], { right: recoveryKey });
    const first = await nextQuestion();
    expect(first).toMatchObject({ kind: 'recovery-key', retry: false, triesLeft: 5 });
    channel.answer(first.id, 'not a key');
    const second = await nextQuestion();
    expect(second).toMatchObject({ retry: true, triesLeft: 5 });
    channel.answer(second.id, recoveryKey.toUpperCase().replaceAll('-', ' '));
    expect((await ended).exitCode).toBe(0);
  });

  it('takes the answer from standard input where there is no channel', async () => {
    const { ended } = unlock(['/dev/null', '--json'], { channel: false, input: 'open sesame\n' });
    const { exitCode, stdout } = await ended;
    expect([exitCode, JSON.parse(stdout)]).toMatchObject([0, { device: '/dev/null' }]);
  });

  it.each([
    ['/dev/absent', 'DISK-01'],
    ['/etc/passwd', 'DISK-01'],
    ['/dev/../etc/passwd', 'DISK-01'],
    ['/dev/random', 'DISK-01'],
    ['/dev/zero', 'UNLOCK-01'],
  ])('refuses %s before any helper runs', async (device, code) => {
    const { exitCode } = await unlock([device]).ended;
    expect([exitCode, failure()]).toEqual([1, [code]]);
    await expect(readFile(join(out, 'arguments'))).rejects.toThrow('ENOENT');
  });
});
