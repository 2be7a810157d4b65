import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { machineSchema } from '../../core/model/machine.ts';
import { openLifeboat } from '../helpers/lifeboat-cli.ts';
import { createMachineDirectory, type MachineDirectory } from '../helpers/machine-directory.ts';

const cli = openLifeboat();
let machine: MachineDirectory;
beforeEach(async () => {
  machine = await createMachineDirectory();
});
afterEach(() => machine.remove());

const inspect = async (...argv: string[]) => {
  const { stdout, exitCode } = await cli.run(['inspect', '--json', ...argv]);
  expect(exitCode).toBe(0);
  return machineSchema.strict().parse(JSON.parse(stdout));
};

describe('lifeboat inspect', () => {
  it('reads a machine given as directories', async () => {
    const found = await inspect('--root', machine.root, '--esp', machine.esp);
    expect(found.entries.map(({ id, counter, isDefault }) => [id, counter, isDefault])).toEqual([
      ['demo_1.1.efi', { left: 2, done: 1 }, true],
      ['demo_1.0.efi', null, false],
      ['lifeboat_0.1.0.efi', null, false],
    ]);
    expect(
      found.extensions.map(({ name, reason, fitsVersions }) => [name, reason, fitsVersions]),
    ).toEqual([
      ['network-tools-1.0', 'version-mismatch', ['demo_1.0']],
      ['network-tools-1.1', 'matches', ['demo_1.1']],
    ]);
  });

  it('takes the ESP alone, and then the host from what would start', async () => {
    expect((await inspect('--esp', machine.esp)).host).toMatchObject({
      id: 'demo',
      versionId: '1.1',
    });
  });

  it('says it to a person in plain words, in the language of the session', async () => {
    const english = await cli.run(['inspect', '--esp', machine.esp, '--brief']);
    expect(english.stdout).toContain('Demo 1.1 was started once and never finished starting.');
    expect(english.stdout).toContain('Go back to Demo 1.0.');
    const german = await cli.run(['inspect', '--esp', machine.esp], {
      env: { LANG: 'de_DE.UTF-8' },
    });
    expect(german.stdout).toContain('Demo 1.1 wurde einmal gestartet und wurde nie fertig.');
  });

  it('prints no colour where nobody sees it', async () => {
    const { stdout } = await cli.run(['inspect', '--esp', machine.esp]);
    expect(stdout).not.toContain('\u001b');
  });

  it('calls a truncated or senseless boot file damaged, and goes on', async () => {
    const entries = join(machine.esp, 'EFI/Linux');
    await writeFile(join(entries, 'demo_2.0.efi'), 'not a program');
    await writeFile(join(entries, 'demo_2.1.efi'), '');
    const found = await inspect('--esp', machine.esp);
    expect(found.problems.filter(({ code }) => code === 'entry-unreadable')).toHaveLength(2);
    expect(found.problems.filter(({ code }) => code === 'uki-truncated')).toMatchObject([
      { subject: 'demo_2.1.efi' },
    ]);
    expect(found.versions.find(({ id }) => id === 'demo_2.0')?.complete).toBe(false);
  });

  it('finds no boot partition in an empty directory, and says so', async () => {
    await rm(machine.esp, { recursive: true });
    const found = await inspect('--root', machine.root);
    expect(found.problems.map(({ code }) => code)).toContain('no-esp');
  });

  it('works on the machine that it runs on, and finds its disks', async () => {
    expect(await inspect()).toMatchObject({ schema: 'lifeboat.machine/1' });
  });
});

describe('wrong use', () => {
  it.each([
    [['frobnicate'], 'frobnicate'],
    [['inspect', '--wrong'], '--wrong'],
    [['inspect', '--esp'], '--esp'],
    [['inspect', 'extra'], 'extra'],
    [['plan'], 'GOAL'],
    [['plan', 'upgrade', '--to', 'x'], 'GOAL'],
    [['inspect', '--explain'], '--explain'],
    [['apply'], 'PLAN-FILE'],
    [['inspect', '--root', '/absent'], '/absent'],
    [['inspect', '--esp', '/absent'], '/absent'],
    [['apply', '/absent/plan.json', '--esp', '/absent'], '/absent/plan.json'],
    [['unlock'], 'DEVICE'],
    [['unlock', '/dev/x', '--method', 'guess'], '--method'],
    [['unlock', '/dev/x', '--root', '/'], '--root'],
  ])('%j names the argument, changes nothing and exits with 2', async (argv, named) => {
    const { exitCode, stdout, stderr } = await cli.run(argv);
    expect(exitCode).toBe(2);
    expect(stderr.split('\n')[0]).toContain(named);
    expect(stdout).toBe('');
  });

  it.each(['inspect', 'plan', 'apply', 'unlock', 'report', 'history', 'reboot', 'menu', 'serve'])(
    '%s has a help text',
    async (command) => {
      const { exitCode, stdout } = await cli.run([command, '--help']);
      expect(exitCode).toBe(0);
      expect(stdout).toContain(`Usage: lifeboat ${command}`);
    },
  );
});
