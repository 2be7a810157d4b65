import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { machineSchema } from '../../core/model/machine.ts';
import { writeLoaderVariable } from '../helpers/efi-variables.ts';
import { openLifeboat } from '../helpers/lifeboat-cli.ts';
import { createMachineDirectory, type MachineDirectory } from '../helpers/machine-directory.ts';
import { createPe, createUki } from '../helpers/uki.ts';

const cli = openLifeboat();
let machine: MachineDirectory;
beforeEach(async () => {
  machine = await createMachineDirectory({ good: 'demo_1.0.efi', broken: 'demo_1.1+0-3.efi' });
});
afterEach(() => machine.remove());

const write = async (path: string, content: string | Uint8Array = '') => {
  const file = join(machine.esp, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
};
const inspect = async (...argv: string[]) => {
  const places = ['--root', machine.root, '--esp', machine.esp];
  const { stdout, exitCode } = await cli.run(['inspect', '--json', ...places, ...argv]);
  expect(exitCode).toBe(0);
  return machineSchema.strict().parse(JSON.parse(stdout));
};
const marked = async (...argv: string[]) => {
  const { entries, loader } = await inspect(...argv);
  const idOf = (mark: 'isDefault' | 'isSelected') => entries.find((entry) => entry[mark])?.id;
  return { isDefault: idOf('isDefault'), isSelected: idOf('isSelected'), loader };
};

describe('the boot loader that lifeboat inspect sees', () => {
  it('obeys the EFI variables of the machine that is looked at', async () => {
    expect(await marked()).toMatchObject({ isDefault: 'demo_1.0.efi', isSelected: undefined });
    await writeLoaderVariable(machine.root, 'LoaderEntryDefault', 'lifeboat*');
    await writeLoaderVariable(machine.root, 'LoaderEntrySelected', 'demo_1.1+1-2.efi');
    expect(await marked()).toMatchObject({
      isDefault: 'lifeboat_0.1.0.efi',
      isSelected: 'demo_1.1.efi',
      loader: { efiOneShot: null, efiDefault: 'lifeboat*' },
    });
    await writeLoaderVariable(machine.root, 'LoaderEntryPreferred', 'demo_1.0.efi');
    expect(await marked()).toMatchObject({ isDefault: 'demo_1.0.efi' });
    await writeLoaderVariable(machine.root, 'LoaderEntryOneShot', 'demo_1.1.efi');
    const { entries, versions } = await inspect();
    expect(entries.filter(({ isDefault }) => isDefault)).toMatchObject([{ id: 'demo_1.1.efi' }]);
    expect(versions.filter(({ isDefault }) => isDefault)).toMatchObject([
      { entryId: 'demo_1.0.efi' },
    ]);
  });

  it('starts again what was started last where that is asked for', async () => {
    await write('loader/loader.conf', 'default @saved\n');
    await writeLoaderVariable(machine.root, 'LoaderEntryLastBooted', 'lifeboat_0.1.0.efi');
    expect(await marked()).toMatchObject({ isDefault: 'lifeboat_0.1.0.efi' });
  });

  it('merges the entries of both partitions, and shows profiles and companions', async () => {
    const profiles = createPe([
      ['.linux', 'kernel'],
      ['.osrel', 'ID=demo\nIMAGE_VERSION=2.0\n'],
      ['.profile', 'ID=main\nTITLE=Normal\n'],
      ['.profile', 'ID=reset\n'],
    ]);
    await write('EFI/Linux/demo_2.0+3.efi', profiles);
    await write('EFI/Linux/demo_2.0.efi.extra.d/site.addon.efi', createPe([['.cmdline', 'x']]));
    await write('loader/entries/old.conf', 'linux /absent\n');
    const xbootldr = join(machine.root, 'boot');
    await mkdir(join(xbootldr, 'EFI/Linux'), { recursive: true });
    await writeFile(
      join(xbootldr, 'EFI/Linux/demo_1.5.efi'),
      createUki({ id: 'demo', version: '1.5' }),
    );
    const { entries } = await inspect('--xbootldr', xbootldr);
    expect(entries.map(({ id, partition }) => [id, partition])).toEqual([
      ['demo_2.0.efi', 'esp'],
      ['demo_1.5.efi', 'xbootldr'],
      ['demo_1.0.efi', 'esp'],
      ['lifeboat_0.1.0.efi', 'esp'],
      ['old.conf', 'esp'],
      ['demo_1.1.efi', 'esp'],
    ]);
    expect(entries[0]).toMatchObject({
      profiles: ['main', 'reset'],
      profileTitles: ['Normal', 'reset'],
      addons: ['EFI/Linux/demo_2.0.efi.extra.d/site.addon.efi'],
    });
    expect(entries[4]?.problems).toEqual(['missing-program /absent']);
  });
});

describe('lifeboat compare-versions', () => {
  it.each([
    [['1', '2'], '1 < 2\n', 12],
    [['123', '123~rc1-1'], '123 > 123~rc1-1\n', 11],
    [['', ''], "'' == ''\n", 0],
    [['1.9', 'lt', '1.10'], '', 0],
    [['1.9', '>=', '1.10'], '', 1],
  ])('%j prints %j and exits with %d', async (words, text, code) => {
    const { stdout, stderr, exitCode } = await cli.run(['compare-versions', ...words]);
    expect({ stdout, stderr, exitCode }).toEqual({ stdout: text, stderr: '', exitCode: code });
  });

  it.each([[[]], [['1']], [['1', 'is', '2']], [['1', 'lt', '2', '3']], [['--wrong', '1', '2']]])(
    'takes %j for wrong use, as systemd-analyze does',
    async (words) => {
      const { stdout, stderr, exitCode } = await cli.run(['compare-versions', ...words]);
      expect(stdout).toBe('');
      expect(stderr).toContain('ARGS-01');
      expect(exitCode).toBe(1);
    },
  );
});
