/**
 * Questions of other programs: no job answers them, and the operator answers one by opening the view.
 * The programs are real ones, systemd-ask-password in a private mount namespace.
 */
import { spawnSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { questionListSchema } from '../../core/unlock/question-list.ts';
import { openLifeboat } from '../helpers/lifeboat-cli.ts';
import { openTerminal } from '../helpers/typist.ts';
import { hasNamespaces, openUnlockTest, type UnlockTest } from '../helpers/unlock-namespace.ts';

const canRun = hasNamespaces && spawnSync('systemd-ask-password', ['--version']).status === 0;
const reason = canRun ? '' : ' (skipped: it needs user namespaces and systemd-ask-password)';
const cli = openLifeboat();
let test: UnlockTest;

beforeEach(async () => {
  test = await openUnlockTest(cli);
});
afterEach(() => test.close());

describe.skipIf(!canRun)(`questions of the system${reason}`, () => {
  it('are listed with who asks; those of our own jobs are not among them', async () => {
    await test.write('foreign', 'Passphrase for the backup:');
    const { stdout } = await test.start(['questions', '--json']).ended;
    const { questions } = questionListSchema.parse(JSON.parse(stdout));
    expect(questions).toHaveLength(1);
    expect(questions[0]).toMatchObject({
      message: 'Passphrase for the backup:',
      asker: 'systemd-ask-password',
    });
    expect(questions[0]?.id).toMatch(/^ask\./);
  });

  it('are not answered by an unlock job', async () => {
    await test.write('foreign', 'Passphrase for the backup:');
    await test.write('right-secret', 'open sesame');
    const { ended } = test.start(['unlock', '/dev/null']);
    const question = await test.secret();
    expect(question.subject).toBe('state');
    test.channel.answer(question.id, 'open sesame');
    expect((await ended).exitCode).toBe(0);
    expect(await test.read('foreign-answer')).toBe('');
  });

  it('are answered from the menu, without echo', async () => {
    await test.write('foreign', 'Passphrase for the backup:');
    const terminal = openTerminal(test.command(['menu'], { channel: false }));
    try {
      await terminal.sees(/Type a number/);
      terminal.types('7\r');
      await terminal.sees(/1\. systemd-ask-password: Passphrase for\s+the backup:/);
      await terminal.sees(/Type a number and press Enter: $/);
      terminal.types('1\r');
      await terminal.sees(/Answer to “Passphrase for the\s+backup:”: $/);
      terminal.types('open sesame\r');
      await terminal.sees(/The answer was handed over/);
      expect(await test.read('foreign-answer')).toBe('open sesame\n');
      expect(terminal.lines().join('\n')).not.toContain('open sesame');
    } finally {
      terminal.close();
    }
  });

  it.each(['ask.gone', '../../../etc/passwd'])('%s is no question', async (id) => {
    expect((await test.start(['questions', id]).ended).exitCode).toBe(1);
    expect(test.failures()).toEqual(['QUESTION-01']);
  });
});
