import { mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { machineSchema } from '../../core/model/machine.ts';
import { openLifeboat } from '../helpers/lifeboat-cli.ts';
import { createMachineDirectory, type MachineDirectory } from '../helpers/machine-directory.ts';
import { createUki } from '../helpers/uki.ts';

const cli = openLifeboat();
let machine: MachineDirectory;
let base: string;
beforeEach(async () => {
  machine = await createMachineDirectory({ broken: 'demo_1.1.efi' });
  base = await mkdtemp(join(tmpdir(), 'lifeboat-foreign-'));
});
afterEach(async () => {
  await machine.remove();
  await rm(base, { recursive: true, force: true });
});

const write = async (directory: string, files: Record<string, string | Buffer>) => {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(join(directory, dirname(path)), { recursive: true });
    await writeFile(join(directory, path), content);
  }
};
const inspect = async (...argv: string[]) => {
  const { stdout, exitCode } = await cli.run(['inspect', '--json', ...argv]);
  expect(exitCode).toBe(0);
  return machineSchema.strict().parse(JSON.parse(stdout));
};
const read = async (...argv: string[]) => (await cli.run(['inspect', ...argv])).stdout;
const codes = async (...argv: string[]) =>
  (await inspect(...argv)).problems.map(({ code, subject }) => `${code} ${subject}`.trim());

/** Path, kind, size, content and time of everything below a directory. */
async function takeSnapshot(directory: string): Promise<string[]> {
  const names = (await readdir(directory, { recursive: true })).sort();
  return Promise.all(
    ['', ...names].map(async (name) => {
      const path = join(directory, name);
      const stats = await stat(path);
      const content = stats.isFile() ? (await readFile(path)).toString('base64') : '';
      const { mode, mtimeMs, ctimeMs } = stats;
      return [name, mode, mtimeMs, ctimeMs, content].join('\t');
    }),
  );
}

describe('inspection only looks', () => {
  it('leaves the machine as it was, and nothing behind', async () => {
    await write(machine.root, {
      'var/log/journal/0123456789abcdef0123456789abcdef/system.journal': 'no journal',
      'sys/fs/pstore/dmesg-1': 'Kernel panic - not syncing: test',
    });
    const places = [tmpdir(), '/run', '/run/lifeboat/mounts'];
    const listPlaces = () =>
      Promise.all(places.map((place) => readdir(place).catch((): string[] => [])));
    const before = [await takeSnapshot(machine.root), await takeSnapshot(machine.esp)];
    const around = await listPlaces();
    const where = ['--root', machine.root, '--esp', machine.esp];
    await inspect(...where);
    await read(...where);
    await read(...where, '--explain', 'demo_1.1');
    expect([await takeSnapshot(machine.root), await takeSnapshot(machine.esp)]).toEqual(before);
    // Tests beside this one make folders of their own; what inspection makes is named after it.
    const isOurs = (name: string) => /^(m-|lifeboat$|lifeboat-inspect)/.test(name);
    expect((await listPlaces()).map((names) => names.filter(isOurs))).toEqual(
      around.map((names) => names.filter(isOurs)),
    );
  });
});

describe('foreign machines', () => {
  it('an empty directory has no system and no boot partition', async () => {
    expect(await codes('--root', base)).toEqual(['no-esp']);
    expect(await read('--root', base, '--brief')).toContain('No system that Lifeboat knows');
  });

  it('Debian with GRUB is seen and not judged', async () => {
    await write(base, {
      'etc/os-release': 'ID=debian\nVERSION_ID=13\nPRETTY_NAME="Debian GNU/Linux 13 (trixie)"\n',
      'boot/grub/grub.cfg': 'menuentry x {}',
      'boot/efi/EFI/debian/grubx64.efi': 'x',
      'boot/efi/EFI/debian/shimx64.efi': 'x',
    });
    expect(await codes('--root', base)).toEqual(['system-not-judged GRUB (debian)']);
    expect(await read('--root', base, '--brief')).toContain(
      'It sees that, and cannot judge whether it is well.',
    );
  });

  it('a Windows boot partition is seen and not judged', async () => {
    await write(base, {
      'EFI/Microsoft/Boot/bootmgfw.efi': 'x',
      'EFI/Boot/bootx64.efi': 'x',
    });
    expect(await codes('--esp', base)).toEqual(['system-not-judged Windows']);
  });

  it('beside them, versions are judged as ever', async () => {
    await write(machine.esp, { 'EFI/Microsoft/Boot/bootmgfw.efi': 'x' });
    expect(await codes('--esp', machine.esp)).toEqual(['system-not-judged Windows']);
    expect(await read('--esp', machine.esp, '--brief')).toContain('Demo 1.1 starts next.');
  });
});

describe('an interrupted upgrade', () => {
  const uki = createUki({ id: 'demo', version: '1.2', title: 'Demo 1.2' });

  it.each([
    ['demo_1.2+3.efi', uki.subarray(0, 700), 'bootfile'],
    ['demo_1.2+3.efi.part', uki.subarray(0, 700), 'bootfile'],
    ['.sysupdate.partial.demo_1.2+3.efi', uki.subarray(0, 100), 'bootfile'],
    ['demo_1.2+3.efi.new', uki, 'staged'],
  ])('leaves %s', async (name, content, step) => {
    await write(machine.esp, { [`EFI/Linux/${name}`]: content });
    const { problems } = await inspect('--esp', machine.esp);
    expect(problems.find(({ code }) => code === 'upgrade-interrupted')).toMatchObject({
      subject: 'demo_1.2',
      params: { version: 'Demo 1.2', step },
      evidence: [`EFI/Linux/${name}`],
    });
  });

  it('leaves extensions for a version that is not there', async () => {
    await write(machine.root, {
      'var/lib/extensions/network-tools-1.2/usr/lib/extension-release.d/extension-release.network-tools-1.2':
        'ID=demo\nVERSION_ID=1.2\n',
    });
    const { problems } = await inspect('--root', machine.root, '--esp', machine.esp);
    expect(problems.find(({ code }) => code === 'upgrade-interrupted')).toMatchObject({
      subject: 'demo_1.2',
      params: { step: 'extensions' },
    });
  });
});

describe('--explain', () => {
  const explain = (id: string, ...argv: string[]) =>
    cli.run(['inspect', '--root', machine.root, '--esp', machine.esp, '--explain', id, ...argv]);

  it('tells the story of a version, for a person and for a program', async () => {
    expect((await explain('demo_1.0')).stdout).toContain('At the next ordinary start, Demo 1.1');
    const { stdout, exitCode } = await explain('demo_1.0', '--json');
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      schema: 'lifeboat.explanation/1',
      id: 'demo_1.0',
      kind: 'version',
    });
  });

  it('says in plain words that there is no such thing, and what is near', async () => {
    const { exitCode, stderr, stdout } = await explain('demo_1.3', '--json');
    expect(exitCode).toBe(1);
    expect(stderr).toContain('There is nothing called demo_1.3 on this machine. (INSPECT-01)');
    expect(stderr).toContain('demo_1.1');
    expect(JSON.parse(stdout)).toMatchObject({ failure: { code: 'INSPECT-01' } });
  });
});

describe('the text for a person', () => {
  it.each([40, 80])('fits %i columns', async (columns) => {
    await write(machine.esp, { 'EFI/Linux/demo_1.2+3.efi.part': 'x' });
    const { stdout } = await cli.run(['inspect', '--root', machine.root, '--esp', machine.esp], {
      env: { COLUMNS: String(columns) },
    });
    const lines = stdout.split('\n');
    expect(lines.filter((line) => line.length > columns)).toEqual([]);
    expect(lines).toContain('What happened');
  });

  it('carries no control characters from names on the disk', async () => {
    await write(machine.esp, {
      'EFI/Linux/demo_1.3.efi': createUki({ id: 'demo', version: '1.3', title: 'Evil\u001b[31m' }),
    });
    const { stdout } = await cli.run(['inspect', '--esp', machine.esp]);
    expect(stdout).toContain('Evil');
    expect(stdout).not.toMatch(/[^\P{Cc}\n]/u);
  });
});
