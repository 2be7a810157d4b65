import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { designators, systemTypes, type Designator } from '../../core/disks/system-types.ts';
import { createErofs, createExtensionItems, type ErofsItem } from '../../test/helpers/erofs.ts';
import { createGptDisk } from '../../test/helpers/gpt.ts';
import { DirectoryTree } from '../files/directory-tree.ts';
import {
  readBootExtensions,
  readSystemExtensions,
  readVolumeTreeExtensions,
} from './extension-files.ts';

const any = { ID: '_any' };
let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lifeboat-extensions-'));
});
afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

async function write(path: string, content: string | Uint8Array) {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), content);
}

async function link(path: string, target: string) {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await symlink(target, join(root, path));
}

const releasePath = (kind: 'sysext' | 'confext', name: string) =>
  `${kind === 'sysext' ? 'usr/lib' : 'etc'}/extension-release.d/extension-release.${name}`;

const writeFolder = (path: string, name: string, kind: 'sysext' | 'confext' = 'sysext') =>
  write(`${path}/${releasePath(kind, name)}`, 'ID=_any\n');

const createImage = (name: string, more: Record<string, ErofsItem> = {}) =>
  createErofs({ ...createExtensionItems(name, any), ...more });

const typeOf = (designator: Designator) =>
  systemTypes['x86-64']?.[designators.indexOf(designator)] ?? '';

const createDdi = (name: string, protection: Designator[] = []) =>
  createGptDisk({
    partitions: [
      { type: typeOf('root'), content: createImage(name) },
      ...protection.map((each) => ({ type: typeOf(each), content: new Uint8Array(512) })),
    ],
  });

const readSystem = () => readSystemExtensions(new DirectoryTree(root), 'x86-64');
const readBoot = () => readBootExtensions(new DirectoryTree(root, { ignoreCase: true }), 'x86-64');

describe('the places of a system', () => {
  it('are read in their order, the first of a name hides the others', async () => {
    const places = ['etc', 'run', 'var/lib', 'usr/local/lib', 'usr/lib'];
    for (const place of places.toReversed()) {
      await writeFolder(`${place}/extensions/tools`, 'tools');
      await writeFolder(`${place}/confexts/tools`, 'tools', 'confext');
    }
    const found = await readSystem();
    expect(found.map(({ kind, path }) => `${kind} ${path}`)).toEqual([
      ...places.map((place) => `sysext /${place}/extensions/tools`),
      ...places.map((place) => `confext /${place}/confexts/tools`),
    ]);
    expect(found.map(({ maskedBy }) => maskedBy)).toEqual([
      undefined,
      ...Array.from({ length: 4 }, () => '/etc/extensions/tools'),
      undefined,
      ...Array.from({ length: 4 }, () => '/etc/confexts/tools'),
    ]);
  });

  it('hide an extension by an empty folder, an empty image or a link to /dev/null', async () => {
    await mkdir(join(root, 'etc/extensions/a'), { recursive: true });
    await write('etc/extensions/b.raw', '');
    await link('etc/extensions/c.raw', '/dev/null');
    await link('etc/extensions/d', '/dev/null');
    await link('etc/extensions/e', '/nowhere');
    for (const name of 'abcde') await writeFolder(`var/lib/extensions/${name}`, name);
    const found = (await readSystem()).filter(({ path }) => path.startsWith('/var'));
    expect(found.map(({ name, maskedBy }) => [name, maskedBy])).toEqual([
      ['a', '/etc/extensions/a'],
      ['b', '/etc/extensions/b.raw'],
      ['c', '/etc/extensions/c.raw'],
      ['d', '/etc/extensions/d'],
      ['e', undefined],
    ]);
  });

  it('hold links, which are those of the system', async () => {
    await writeFolder('opt/tools', 'tools');
    await link('etc/extensions/tools', '/opt/tools');
    expect(await readSystem()).toMatchObject([{ name: 'tools', isReadable: true, release: any }]);
  });

  it('keep versions beside them, which hide nothing and are hidden by nothing', async () => {
    await writeFolder('var/lib/extensions/tools', 'tools');
    await writeFolder('var/lib/extensions.d/tools', 'tools');
    await writeFolder('usr/lib/extensions.d/tools', 'tools');
    const found = await readSystem();
    expect(found.map(({ path, isKept, maskedBy }) => [path, isKept, maskedBy])).toEqual([
      ['/var/lib/extensions/tools', undefined, undefined],
      ['/var/lib/extensions.d/tools', true, undefined],
    ]);
    const volume = await readVolumeTreeExtensions(
      new DirectoryTree(join(root, 'var')),
      'state',
      null,
    );
    expect(volume.map(({ path, isKept }) => [path, isKept])).toEqual([
      ['state:/lib/extensions/tools', undefined],
      ['state:/lib/extensions.d/tools', true],
    ]);
  });

  it('hold nothing that is called otherwise', async () => {
    await write('var/lib/extensions/README', 'text');
    await write('var/lib/extensions/tools.img', createImage('tools'));
    expect(await readSystem()).toEqual([]);
  });
});

describe('an extension-release', () => {
  const cases: [string, Record<string, string>, Partial<Record<string, unknown>>][] = [
    ['of its name', { tools_1: 'ID=a' }, { release: { ID: 'a' }, releaseName: 'tools_1' }],
    ['of its name and another', { tools_1: 'ID=a', x: 'ID=b' }, { release: { ID: 'a' } }],
    ['of its name without version', { tools: 'ID=a' }, { releaseName: 'tools_1' }],
    ['of another name', { x: 'ID=a' }, { release: { ID: 'a' }, releaseName: 'x' }],
    ['that is absent', {}, { release: null, releaseName: null, isReadable: true }],
    ['that is empty', { tools_1: '' }, { release: {}, releaseName: 'tools_1' }],
  ];
  it.each(cases)('%s is understood', async (_what, releases, expected) => {
    await mkdir(join(root, 'var/lib/extensions/tools_1'), { recursive: true });
    for (const [name, text] of Object.entries(releases)) {
      await write(`var/lib/extensions/tools_1/${releasePath('sysext', name)}`, text);
    }
    expect((await readSystem())[0]).toMatchObject(expected);
  });

  it('that is not UTF-8 says nothing', async () => {
    const path = `var/lib/extensions/tools/${releasePath('sysext', 'tools')}`;
    await write(path, Buffer.from('ID=_any\nNAME=\xff\n', 'latin1'));
    expect(await readSystem()).toMatchObject([{ release: {}, isReadable: true }]);
  });

  it.each([
    ['0', 'tools'],
    ['no', 'tools'],
    ['1', 'other'],
    ['maybe', 'other'],
  ])('of another name counts by its author’s word: strict=%s', async (strict, releaseName) => {
    const attributes = { 'extension-release.strict': strict };
    const image = createErofs(createExtensionItems('other', any, attributes));
    await write('var/lib/extensions/tools.raw', image);
    expect(await readSystem()).toMatchObject([{ name: 'tools', releaseName, release: any }]);
  });
});

describe('an extension that claims to be a system', () => {
  it('has an os-release where it would hide that of the system', async () => {
    await writeFolder('var/lib/extensions/a', 'a');
    await write('var/lib/extensions/a/usr/lib/os-release', 'ID=evil');
    await writeFolder('var/lib/extensions/b', 'b');
    await write('var/lib/extensions/b/etc/os-release', 'ID=harmless');
    await writeFolder('var/lib/confexts/c', 'c', 'confext');
    await write('var/lib/confexts/c/etc/os-release', 'ID=evil');
    await writeFolder('var/lib/extensions/d', 'd');
    await link('var/lib/extensions/d/usr/lib/os-release', '/nowhere');
    const found = await readSystem();
    expect(found.map(({ name, carriesOsRelease }) => [name, carriesOsRelease])).toEqual([
      ['a', true],
      ['b', false],
      ['d', false],
      ['c', true],
    ]);
  });
});

describe('an image', () => {
  it('is read without being mounted, whatever its format', async () => {
    await write('var/lib/extensions/a.raw', createImage('a'));
    await write('var/lib/extensions/b.sysext.raw', createDdi('b'));
    await write('var/lib/extensions/c.raw', createDdi('c', ['root-verity', 'root-verity-sig']));
    await write('var/lib/extensions/d.raw', 'text');
    const found = await readSystem();
    expect(
      found.map(({ name, format, verity, signed, release }) => [
        name,
        format,
        verity,
        signed,
        release,
      ]),
    ).toEqual([
      ['a', 'erofs', false, false, any],
      ['b', 'ddi', false, false, any],
      ['c', 'ddi', true, true, any],
      ['d', 'unknown', null, null, null],
    ]);
  });

  it('of a /usr partition has its files without /usr in front', async () => {
    const folder = { 'extension-release.tools': { content: 'ID=_any\n' } };
    const lib = { children: { 'extension-release.d': { children: folder } } };
    const partitions = [{ type: typeOf('usr'), content: createErofs({ lib }) }];
    await write('var/lib/extensions/tools.raw', createGptDisk({ partitions }));
    expect(await readSystem()).toMatchObject([{ format: 'ddi', release: any, isReadable: true }]);
  });

  it('for other processors says so by its partitions', async () => {
    const type = systemTypes['arm64']?.[0] ?? '';
    const partitions = [{ type, content: createImage('tools') }];
    await write('var/lib/extensions/tools.raw', createGptDisk({ partitions }));
    expect(await readSystem()).toMatchObject([{ release: { ...any, ARCHITECTURE: 'arm64' } }]);
  });

  it('that is cut off is unreadable', async () => {
    await write('var/lib/extensions/a.raw', createImage('a').subarray(0, 4096));
    await write('var/lib/extensions/b.raw', createDdi('b').subarray(0, 30_000));
    const found = await readSystem();
    expect(found.map(({ name, isReadable }) => [name, isReadable])).toEqual([
      ['a', false],
      ['b', false],
    ]);
  });
});

describe('a .v/ folder', () => {
  it('stands for the best version in it, under the name of the folder', async () => {
    const place = 'var/lib/extensions';
    await write(`${place}/tools.raw.v/tools_1.9.raw`, createImage('tools'));
    await write(`${place}/tools.raw.v/tools_1.10.raw`, createImage('tools'));
    await write(`${place}/tools.raw.v/tools_2.0+0-3.raw`, createImage('tools'));
    await writeFolder(`${place}/more.v/more_3`, 'more');
    const found = await readSystem();
    expect(found.map(({ name, path, releaseName }) => [name, path, releaseName])).toEqual([
      ['more', `/${place}/more.v/more_3`, 'more'],
      ['tools', `/${place}/tools.raw.v/tools_1.10.raw`, 'tools'],
    ]);
  });

  it('without a version for this machine hides nothing', async () => {
    await write('etc/extensions/tools.raw.v/tools_1_arm64.raw', createImage('tools'));
    await writeFolder('var/lib/extensions/tools', 'tools');
    expect(await readSystem()).toMatchObject([
      { format: 'vpick', isReadable: false, path: '/etc/extensions/tools.raw.v' },
      { format: 'directory', path: '/var/lib/extensions/tools' },
    ]);
  });
});

describe('a boot partition', () => {
  it('has extensions beside its UKIs and for all of them, which must be signed', async () => {
    await write('EFI/Linux/demo_1.0.efi.extra.d/b.sysext.raw', createDdi('b'));
    await write('EFI/Linux/demo_1.0.efi.extra.d/a.confext.raw', createImage('a'));
    await write('EFI/Linux/demo_1.0.efi.extra.d/note.cred', 'secret');
    await write('EFI/Linux/demo_1.0.efi.extra.d/.hidden.raw', createImage('.hidden'));
    await write('EFI/Linux/demo_1.0.efi.extra.d/é.raw', createImage('é'));
    await writeFolder('EFI/Linux/demo_1.0.efi.extra.d/folder', 'folder');
    await write('EFI/Linux/DEMO_1.1.EFI.EXTRA.D/C.RAW', createImage('C'));
    await write('loader/extensions/d.sysext.raw', createImage('d'));
    const found = await readBoot();
    expect(found.map(({ kind, name, path }) => `${kind} ${name} ${path}`)).toEqual([
      'sysext C EFI/Linux/DEMO_1.1.EFI.EXTRA.D/C.RAW',
      'confext a EFI/Linux/demo_1.0.efi.extra.d/a.confext.raw',
      'sysext b EFI/Linux/demo_1.0.efi.extra.d/b.sysext.raw',
      'sysext d loader/extensions/d.sysext.raw',
    ]);
    expect(found.every(({ needsSignature }) => needsSignature)).toBe(true);
  });
});
