/** Unlocking with what a person types, locking again, and what is refused before anything runs. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLifeboat } from '../helpers/lifeboat-cli.ts';
import { openTerminal, type Typist } from '../helpers/typist.ts';
import { hasNamespaces, openUnlockTest, type UnlockTest } from '../helpers/unlock-namespace.ts';

const recoveryKey = 'cbdefghi-jklnrtuv-cbdefghi-jklnrtuv-cbdefghi-jklnrtuv-cbdefghi-jklnrtuv';
const reason = hasNamespaces ? '' : ' (skipped: this machine permits no user namespaces)';
const cli = openLifeboat();
let test: UnlockTest;
beforeEach(async () => {
  test = await openUnlockTest(cli);
  await test.write('right-secret', 'open sesame');
});
afterEach(() => test.close());

describe.skipIf(!hasNamespaces)(`lifeboat unlock${reason}`, () => {
  it('brings the question to the channel and the answer to the helper', async () => {
    const { ended } = test.start(['unlock', '/dev/null']);
    const question = await test.secret();
    expect(question).toMatchObject({
      kind: 'passphrase',
      subject: 'state',
      retry: false,
      triesLeft: 5,
    });
    test.channel.answer(question.id, 'open sesame');
    const { exitCode, stdout } = await ended;
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('state is unlocked')]);
    expect(test.channel.events.at(-1)).toMatchObject({
      type: 'result',
      value: {
        openedAs: '/dev/mapper/lifeboat-state',
        already: false,
        method: 'passphrase',
        readOnly: true,
      },
    });
    expect(test.channel.events).toContainEqual({ type: 'question-closed', id: question.id });
  });

  it('opens read-only, on the native path, with nothing of the caller in it', async () => {
    const { ended } = test.start(['unlock', '/dev/null']);
    test.channel.answer((await test.secret()).id, 'open sesame');
    await ended;
    const [[args, environment] = []] = await test.runs();
    expect(args).toEqual([
      'attach',
      'lifeboat-state',
      '/dev/null',
      '-',
      'luks,password-cache=no,tries=0,read-only',
    ]);
    expect(environment).toMatchObject({
      LANG: 'C',
      SYSTEMD_CRYPTSETUP_USE_TOKEN_MODULE: '0',
      SYSTEMD_EMOJI: '0',
      SYSTEMD_COLORS: '0',
      SYSTEMD_LOG_TARGET: 'console-prefixed',
    });
    expect(JSON.stringify([args, environment])).not.toMatch(/sesame|LIFEBOAT_CHANNEL|FIXTURES/);
  });

  it('opens for writing only when a write was confirmed', async () => {
    const { ended } = test.start(['unlock', '/dev/null', '--writable', '--json']);
    test.channel.answer((await test.secret()).id, 'open sesame');
    expect(JSON.parse((await ended).stdout)).toMatchObject({ readOnly: false });
    const [[args] = []] = await test.runs();
    expect(args?.at(-1)).toBe('luks,password-cache=no,tries=0');
  });

  it('says that an answer was wrong, and how many tries are left', async () => {
    const { ended } = test.start(['unlock', '/dev/null']);
    test.channel.answer((await test.secret()).id, 'wrong');
    const second = await test.secret();
    expect(second).toMatchObject({ retry: true, triesLeft: 4 });
    test.channel.answer(second.id, 'open sesame');
    expect((await ended).exitCode).toBe(0);
  });

  it('gives up after five wrong answers', async () => {
    const { ended } = test.start(['unlock', '/dev/null']);
    for (let i = 0; i < 5; i += 1)
      test.channel.answer((await test.secret()).id, `wrong ${String(i)}`);
    const { exitCode, stdout, stderr } = await ended;
    expect([exitCode, test.failures()]).toEqual([1, ['UNLOCK-02']]);
    expect(stdout + stderr + JSON.stringify(test.channel.events)).not.toContain('wrong 3');
  });

  it('does not spend a try on an empty line', async () => {
    const { ended } = test.start(['unlock', '/dev/null']);
    test.channel.answer((await test.secret()).id, '');
    const second = await test.secret();
    expect(second.triesLeft).toBe(5);
    test.channel.answer(second.id, 'open sesame');
    expect((await ended).exitCode).toBe(0);
  });

  it('a disk with the name of another one gets a mapping of its own', async () => {
    await test.write(
      'more-disks',
      '{"path":"/dev/full","type":"disk","size":16777216,"fstype":"crypto_LUKS","label":"state"},',
    );
    const { ended } = test.start(['unlock', '/dev/null']);
    test.channel.answer((await test.secret()).id, 'open sesame');
    expect((await ended).exitCode).toBe(0);
    const [[args] = []] = await test.runs();
    expect(args?.[1]).toBe('lifeboat-state_null');
  });

  it('says of an answer that can be none that it was not tried', async () => {
    const { ended } = test.start(['unlock', '/dev/null', '--method', 'recovery-key']);
    test.channel.answer((await test.secret()).id, 'not a key');
    expect(await test.secret()).toMatchObject({ retry: true, isUntried: true, triesLeft: 5 });
    test.channel.answer(
      (test.channel.events.at(-1) as { question: { id: string } }).question.id,
      null,
    );
    await ended;
  });

  it('ends when the person stops', async () => {
    const { ended } = test.start(['unlock', '/dev/null']);
    test.channel.answer((await test.secret()).id, null);
    expect([(await ended).exitCode, test.failures()]).toEqual([1, ['UNLOCK-03']]);
    expect(await test.read('heard')).toBe('cancelled\n');
  });

  it('ends the helper and its question when the job is cancelled', async () => {
    const { child, ended } = test.start(['unlock', '/dev/null']);
    await test.secret();
    child.kill('SIGTERM');
    expect([(await ended).exitCode, test.failures()]).toEqual([1, ['UNLOCK-03']]);
    expect(await test.read('heard')).toBe('cancelled\n');
  });

  it('takes a recovery key in any spelling, and does not spend a try on other text', async () => {
    await test.write('right-secret', recoveryKey);
    const { ended } = test.start(['unlock', '/dev/null', '--method', 'recovery-key']);
    const first = await test.secret();
    expect(first).toMatchObject({ kind: 'recovery-key', retry: false, triesLeft: 5 });
    test.channel.answer(first.id, 'not a key');
    const second = await test.secret();
    expect(second).toMatchObject({ retry: true, triesLeft: 5 });
    test.channel.answer(second.id, recoveryKey.toUpperCase().replaceAll('-', ' '));
    expect((await ended).exitCode).toBe(0);
  });

  describe('asks at the terminal and on the screen at once', () => {
    let terminal: Typist;
    beforeEach(() => {
      terminal = openTerminal(test.command(['unlock', '/dev/null']));
    });
    afterEach(() => {
      terminal.close();
    });

    it('and an answer on the screen ends the question at the terminal', async () => {
      const { id } = await test.secret();
      await terminal.sees(/Passphrase for state: /);
      test.channel.answer(id, 'open sesame');
      await terminal.sees(/state is unlocked/);
      expect(terminal.lines().join('\n')).not.toContain('sesame');
    });

    it('and an answer at the terminal ends the question on the screen', async () => {
      const { id } = await test.secret();
      await terminal.sees(/Passphrase for state: /);
      terminal.types('open sesame\r');
      await terminal.sees(/state is unlocked/);
      expect(test.channel.events).toContainEqual({ type: 'question-closed', id });
      // What comes too late is dropped.
      test.channel.answer(id, 'too late');
      expect(test.failures()).toEqual([]);
    });
  });

  it('takes the answer from standard input where there is no channel', async () => {
    const { ended } = test.start(['unlock', '/dev/null', '--json'], {
      channel: false,
      input: 'open sesame\n',
    });
    const { exitCode, stdout } = await ended;
    expect([exitCode, JSON.parse(stdout)]).toMatchObject([0, { device: '/dev/null' }]);
  });

  it('calls a disk that is locked already locked', async () => {
    const { stdout, exitCode } = await test.start(['lock', '/dev/null']).ended;
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('state was locked already')]);
  });

  it.each([
    ['/dev/absent', 'DISK-01'],
    ['/etc/passwd', 'DISK-01'],
    ['/dev/../etc/passwd', 'DISK-01'],
    ['/dev/random', 'DISK-01'],
    ['/dev/zero', 'UNLOCK-01'],
  ])('refuses %s before any helper runs', async (device, code) => {
    const { exitCode } = await test.start(['unlock', device]).ended;
    expect([exitCode, test.failures()]).toEqual([1, [code]]);
    expect(await test.runs()).toEqual([]);
  });

  it('refuses a method that the disk was not set up for', async () => {
    await test.start(['unlock', '/dev/null', '--method', 'fido2']).ended;
    expect(test.failures()).toEqual(['UNLOCK-17']);
    expect(await test.runs()).toEqual([]);
  });

  it.each([
    [['unlock', '/dev/null', '--read-only', '--writable']],
    [['unlock', '/dev/null', '--list']],
    [['unlock']],
    [['lock']],
    [['unlock', '/dev/null', '--method', 'magic']],
  ])('does not understand %j', async (argv) => {
    expect((await test.start(argv).ended).exitCode).toBe(2);
  });
});
