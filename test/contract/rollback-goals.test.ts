/** The goals beside rollback, and machines whose loader is another one, on the real `lifeboat`. */
import {
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { machineSchema } from '../../core/model/machine.ts';
import { planSchema, recordSchema } from '../../core/model/plan.ts';
import { openLifeboat } from '../helpers/lifeboat-cli.ts';
import { createMachineDirectory, type MachineDirectory } from '../helpers/machine-directory.ts';
import { createUki } from '../helpers/uki.ts';

const cli = openLifeboat();
let machine: MachineDirectory;
let place: string[];
beforeEach(async () => {
  machine = await createMachineDirectory();
  place = ['--esp', machine.esp, '--root', machine.root];
});
afterEach(() => machine.remove());

const inEsp = (path: string) => join(machine.esp, path);
const inRoot = (path: string) => join(machine.root, path);
const plan = async (...argv: string[]) => {
  const { stdout } = await cli.run(['plan', ...argv, ...place, '--json']);
  return JSON.parse(stdout) as unknown;
};
const messages = (made: unknown) => planSchema.parse(made).steps.map(({ message }) => message);
const applyGoal = async (...argv: string[]) => {
  const made = JSON.stringify(await plan(...argv));
  return cli.run(['apply', '-', ...place], { input: made });
};
const readRecords = async () => {
  const { stdout } = await cli.run(['history', ...place, '--json']);
  return (JSON.parse(stdout) as { records: unknown[] }).records.map((each) =>
    recordSchema.parse(each),
  );
};

describe('undo', () => {
  it('takes back the last change, then the one before, and says who asked', async () => {
    await cli.run(['apply', '-', ...place, '--operator', 'Ada'], {
      input: JSON.stringify(await plan('rollback')),
    });
    await applyGoal('keep', '--to', 'demo_1.1');
    expect(await machine.listEntries()).toContain('demo_1.1.efi');
    expect((await cli.run(['undo', ...place])).stdout).toContain('Done. The change is taken back.');
    expect(await machine.listEntries()).toContain('demo_1.1+0-1.efi');
    expect((await cli.run(['undo', ...place])).exitCode).toBe(0);
    expect(await machine.listEntries()).toContain('demo_1.1+2-1.efi');
    expect(await readFile(inEsp('loader/loader.conf'), 'utf8')).toBe('timeout 2\n');
    expect((await cli.run(['undo', ...place])).stderr).toContain('PLAN-05');
    const [first] = await readRecords();
    expect(first).toMatchObject({ operator: 'Ada', from: 'Demo 1.1', to: 'Demo 1.0' });
    expect((await cli.run(['history', ...place])).stdout).toContain('Asked for by Ada.');
  });

  it('leaves what somebody else has changed since', async () => {
    await applyGoal('rollback');
    await writeFile(inEsp('loader/loader.conf'), 'default demo_1.1*\n');
    const made = planSchema.parse(await plan('undo'));
    expect(made.steps.map(({ action }) => action.kind)).toEqual(['rename-entry']);
    expect(made.warnings.map(({ message }) => message)).toContain('plan.warning.moved-on');
  });

  it('takes no step from a record that nobody but a stranger can have written', async () => {
    await applyGoal('rollback');
    const folder = inEsp('lifeboat/records');
    const [name = ''] = await readdir(folder);
    const text = await readFile(join(folder, name), 'utf8');
    const forged = text.replaceAll('EFI/Linux/demo_1.1+2-1.efi', '../root/usr/lib/os-release');
    await rm(inRoot('var/lib/lifeboat'), { recursive: true });
    await writeFile(join(folder, name), forged);
    const { stderr, exitCode } = await cli.run(['undo', ...place]);
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('PLAN-02')]);
    expect(await readFile(inRoot('usr/lib/os-release'), 'utf8')).toContain('demo');
  });

  it('keeps a copy of the record in the system itself', async () => {
    await applyGoal('rollback');
    const copies = await readdir(inRoot('var/lib/lifeboat/records'));
    expect(copies).toEqual(await readdir(inEsp('lifeboat/records')));
    await rm(inEsp('lifeboat/records'), { recursive: true });
    expect(await readRecords()).toHaveLength(1);
  });
});

describe('an interrupted run', () => {
  /** As a power cut after the first step leaves it. */
  async function interrupt() {
    await applyGoal('rollback', '--to', 'demo_1.0');
    await rename(inEsp('EFI/Linux/demo_1.1+0-1.efi'), inEsp('EFI/Linux/demo_1.1+2-1.efi'));
    for (const folder of [inEsp('lifeboat/records'), inRoot('var/lib/lifeboat/records')]) {
      const [name = ''] = await readdir(folder);
      const record = recordSchema.parse(JSON.parse(await readFile(join(folder, name), 'utf8')));
      const cut = { ...record, endedAt: null, outcome: 'running', steps: ['done', 'started'] };
      await writeFile(join(folder, name), JSON.stringify(cut));
    }
  }

  it('is finished by --resume, as one change', async () => {
    await interrupt();
    const { exitCode } = await cli.run(['apply', '--resume', ...place]);
    expect(exitCode).toBe(0);
    expect(await machine.listEntries()).toContain('demo_1.1+0-1.efi');
    const records = await readRecords();
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({ outcome: 'done', steps: ['done', 'done'] });
    expect((await cli.run(['undo', ...place])).exitCode).toBe(0);
    expect(await readFile(inEsp('loader/loader.conf'), 'utf8')).toBe('timeout 2\n');
    expect((await cli.run(['apply', '--resume', ...place])).stderr).toContain('APPLY-07');
  });

  describe('within a rename, which leaves both names on FAT', () => {
    const [before, after] = ['demo_1.1+2-1.efi', 'demo_1.1+0-1.efi'].map((name) =>
      join('EFI/Linux', name),
    ) as [string, string];
    const listNames = async () =>
      (await machine.listEntries()).filter((name) => name.startsWith('demo_1.1'));

    it.each([
      ['the new name is still empty', after],
      ['the old name is empty', before],
    ])('goes on where %s', async (_, empty) => {
      await interrupt();
      if (empty === before) await rename(inEsp(before), inEsp(after));
      await writeFile(inEsp(empty), '');
      expect((await cli.run(['apply', '--resume', ...place])).exitCode).toBe(0);
      expect(await listNames()).toEqual(['demo_1.1+0-1.efi']);
      expect((await stat(inEsp(after))).size).toBeGreaterThan(0);
    });

    it('is taken back where the new name is still empty', async () => {
      await interrupt();
      await writeFile(inEsp(after), '');
      expect((await cli.run(['undo', ...place])).exitCode).toBe(0);
      expect(await listNames()).toEqual(['demo_1.1+2-1.efi']);
    });

    it('touches neither where both have the content, which only fsck.fat can take apart', async () => {
      await interrupt();
      await copyFile(inEsp(before), inEsp(after));
      const { exitCode, stderr } = await cli.run(['apply', '--resume', ...place]);
      expect([exitCode, stderr]).toEqual([1, expect.stringContaining('fsck.fat')]);
      expect(await listNames()).toHaveLength(2);
    });
  });

  it('is taken back by undo', async () => {
    await interrupt();
    expect((await cli.run(['undo', ...place])).exitCode).toBe(0);
    expect(await readFile(inEsp('loader/loader.conf'), 'utf8')).toBe('timeout 2\n');
    expect((await readRecords()).map(({ outcome }) => outcome)).not.toContain('running');
  });

  it('stands before any other change, which says what can be done', async () => {
    await interrupt();
    const { stderr } = await applyGoal('keep', '--to', 'demo_1.1');
    expect(stderr).toContain('APPLY-06');
    expect(stderr).toContain('lifeboat apply --resume');
  });
});

describe('an interrupted upgrade', () => {
  const whole = createUki({ id: 'demo', version: '1.2', title: 'Demo 1.2' });
  beforeEach(async () => {
    await writeFile(inEsp('EFI/Linux/demo_1.2+3.efi'), whole.subarray(0, whole.length - 700));
    await mkdir(inRoot('var/lib/extensions/network-tools-1.2.new'), { recursive: true });
  });

  it('is finished where a whole boot file is staged: the extension first, the boot file last', async () => {
    await writeFile(inEsp('EFI/Linux/.sysupdate.pending.demo_1.2+3.efi'), whole);
    const made = await plan('finish-upgrade');
    expect(messages(made)).toEqual(['plan.step.place', 'plan.step.aside', 'plan.step.place']);
    expect((await applyGoal('finish-upgrade')).stdout).toContain(
      'The upgrade to Demo 1.2 is complete',
    );
    expect(await readFile(inEsp('EFI/Linux/demo_1.2+3.efi'))).toEqual(whole);
    expect(await readdir(inRoot('var/lib/extensions'))).toContain('network-tools-1.2');
    expect(messages(await plan('finish-upgrade'))).toEqual([]);
  });

  it('cannot be finished without one, and says what would help', async () => {
    const { stdout, stderr } = await cli.run(['plan', 'finish-upgrade', ...place, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ refusal: { code: 'PLAN-06' } });
    expect(stderr).toContain('a whole boot file is missing');
    expect(stderr).toContain('Take the upgrade back');
    const german = await cli.run(['plan', 'finish-upgrade', ...place], {
      env: { LANG: 'de_DE.UTF-8' },
    });
    expect(german.stderr).toMatch(/Es fehlt eine\s+vollständige Startdatei\./);
  });

  it('is undone: the boot file first, nothing is deleted, and undo brings it back', async () => {
    const before = [await machine.listEntries(), await readdir(inRoot('var/lib/extensions'))];
    await applyGoal('undo-upgrade');
    expect(await machine.listEntries()).not.toContain('demo_1.2+3.efi');
    expect(await readdir(inEsp('lifeboat/aside'))).toEqual(['demo_1.2+3.efi']);
    expect(await readdir(inRoot('var/lib/lifeboat/aside'))).toEqual(['network-tools-1.2.new']);
    await cli.run(['undo', ...place]);
    expect([await machine.listEntries(), await readdir(inRoot('var/lib/extensions'))]).toEqual(
      before,
    );
  });

  it('verifies a staged image against the root hash of the boot file', async () => {
    const rootHash = 'ab'.repeat(32);
    const uki = createUki({ id: 'demo', version: '1.2', cmdline: `roothash=${rootHash}` });
    await writeFile(inEsp('EFI/Linux/demo_1.2+3.efi.part'), uki);
    await mkdir(inRoot('var/lib/images'), { recursive: true });
    await writeFile(inRoot('var/lib/images/demo_1.2.raw.new'), Buffer.alloc(8192, 1));
    await writeFile(inRoot('var/lib/images/demo_1.2.verity'), Buffer.alloc(8192, 2));
    const before = await machine.listEntries();
    const { stderr, exitCode } = await applyGoal('finish-upgrade');
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('APPLY-05')]);
    expect(await machine.listEntries()).toEqual(before);
    expect(await readdir(inRoot('var/lib/images'))).toContain('demo_1.2.raw.new');
  });
});

describe('an extension', () => {
  const createExtension = async (path: string, name: string, version: string) => {
    const folder = inRoot(`${path}/usr/lib/extension-release.d`);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, `extension-release.${name}`), `ID=demo\nVERSION_ID=${version}\n`);
  };

  it('is replaced by the version that fits, from where versions are kept', async () => {
    await createExtension('var/lib/extensions.d/panel-9', 'panel-9', '9');
    await createExtension('var/lib/extensions.d/panel-1.1', 'panel-1.1', '1.1');
    await symlink('../extensions.d/panel-9', inRoot('var/lib/extensions/panel-9'));
    const made = planSchema.parse(await plan('extension', '--to', 'panel-9'));
    expect(made.steps.map(({ action }) => action.kind)).toEqual(['set-link', 'set-link']);
    await applyGoal('extension', '--to', 'panel-9');
    // Under its own name: a link gives its name to the extension, whose release has to have it too.
    const links = await readdir(inRoot('var/lib/extensions'));
    expect(links).toContain('panel-1.1');
    expect(links).not.toContain('panel-9');
    expect(await readlink(inRoot('var/lib/extensions/panel-1.1'))).toBe(
      '../extensions.d/panel-1.1',
    );
    const { stdout } = await cli.run(['inspect', '--json', ...place]);
    const { extensions } = machineSchema.parse(JSON.parse(stdout));
    expect(extensions.find(({ name }) => name === 'panel-1.1')).toMatchObject({ matches: true });
    await cli.run(['undo', ...place]);
    expect(await readlink(inRoot('var/lib/extensions/panel-9'))).toBe('../extensions.d/panel-9');
  });

  it('is put aside where nothing that fits is kept', async () => {
    await createExtension('var/lib/extensions/panel-9', 'panel-9', '9');
    expect(messages(await plan('extension'))).toEqual(['plan.step.drop-extension']);
    await applyGoal('extension');
    expect(await readdir(inRoot('var/lib/lifeboat/aside'))).toEqual(['panel-9']);
    expect(messages(await plan('extension'))).toEqual([]);
  });
});

describe('a machine with GRUB', () => {
  const block = (text: string) => `# GRUB Environment Block\n${text}`.padEnd(1024, '#');
  beforeEach(async () => {
    const root = await mkdtemp(join(tmpdir(), 'lifeboat-grub-'));
    machine = { ...machine, root };
    place = ['--root', root];
    await mkdir(join(root, 'boot/grub'), { recursive: true });
    await writeFile(join(root, 'boot/grub/grubenv'), block('saved_entry=linux-2\n'));
    await writeFile(
      join(root, 'boot/grub/grub.cfg'),
      [
        'if [ "${next_entry}" ] ; then',
        '   set default="${next_entry}"',
        'else',
        '   set default="${saved_entry}"',
        'fi',
        "menuentry 'Debian, Linux 2' --class debian $menuentry_id_option 'linux-2' {",
        '}',
        "submenu 'More' $menuentry_id_option 'more' {",
        "\tmenuentry 'Debian, Linux 1' --class debian $menuentry_id_option 'linux-1' {",
        '\t}',
        '}',
        '',
      ].join('\n'),
    );
  });
  afterEach(() => rm(machine.root, { recursive: true }));
  const readEnvironment = () => readFile(join(machine.root, 'boot/grub/grubenv'), 'utf8');

  it('gets another default, in a block of the same size, and undo gives the old one back', async () => {
    const { exitCode } = await applyGoal('rollback', '--to', 'more>linux-1');
    expect(exitCode).toBe(0);
    expect(await readEnvironment()).toBe(block('saved_entry=more>linux-1\n'));
    expect(messages(await plan('rollback', '--to', 'more>linux-1'))).toEqual([]);
    await cli.run(['undo', ...place]);
    expect(await readEnvironment()).toBe(block('saved_entry=linux-2\n'));
  });

  it('starts something once', async () => {
    await applyGoal('once', '--to', 'more>linux-1');
    expect(await readEnvironment()).toBe(block('saved_entry=linux-2\nnext_entry=more>linux-1\n'));
  });
});

describe('a machine with snapshots', () => {
  let tools: string;
  beforeEach(async () => {
    const root = await mkdtemp(join(tmpdir(), 'lifeboat-snapper-'));
    machine = { ...machine, root };
    place = ['--root', root];
    tools = join(root, 'tools');
    await mkdir(tools);
    // Stands for btrfs(8): the id of a subvolume is its number and 300, the default lies in a file.
    await writeFile(
      join(tools, 'btrfs'),
      `#!/bin/sh
case "$1 $2" in
  "inspect-internal rootid") n=\${3%/snapshot}; echo $((300 + \${n##*/})) ;;
  "subvolume get-default") echo "ID $(cat ${root}/default) gen 1 top level 5 path @" ;;
  "subvolume set-default") echo "$3" >${root}/default ;;
  *) exit 1 ;;
esac
`,
    );
    await chmod(join(tools, 'btrfs'), 0o755);
    await writeFile(join(root, 'default'), '256\n');
    for (const [number, text] of [
      ['1', 'first &amp; last'],
      ['2', 'before the update'],
    ] as const) {
      await mkdir(join(root, '.snapshots', number, 'snapshot'), { recursive: true });
      const info = `<?xml version="1.0"?>\n<snapshot>\n  <type>single</type>\n  <num>${number}</num>\n  <date>2026-01-0${number} 10:00:00</date>\n  <description>${text}</description>\n</snapshot>\n`;
      await writeFile(join(root, '.snapshots', number, 'info.xml'), info);
    }
  });
  afterEach(() => rm(machine.root, { recursive: true }));

  it('starts another snapshot from then on', async () => {
    const env = { PATH: `${tools}:${process.env['PATH'] ?? ''}` };
    const argv = ['plan', 'rollback', '--to', 'snapshot-2', ...place];
    const shown = await cli.run(argv, { env });
    expect(shown.stdout).toContain('Start Snapshot 2, before the update from now on');
    const made = await cli.run([...argv, '--json'], { env });
    const { exitCode } = await cli.run(['apply', '-', ...place], { env, input: made.stdout });
    expect(exitCode).toBe(0);
    expect(await readFile(join(machine.root, 'default'), 'utf8')).toBe('302\n');
    expect((await cli.run(['undo', ...place], { env })).exitCode).toBe(0);
    expect(await readFile(join(machine.root, 'default'), 'utf8')).toBe('256\n');
    const once = await cli.run(['plan', 'once', '--to', 'snapshot-1', ...place], { env });
    expect(once.stderr).toContain('Snapshot 1, first & last');
    expect(once.stderr).toContain('PLAN-07');
  });
});
