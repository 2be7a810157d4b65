import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { machineSchema } from '../../core/model/machine.ts';
import { writeLoaderVariable } from '../helpers/efi-variables.ts';
import { createErofs, type ErofsItem } from '../helpers/erofs.ts';
import { createFat } from '../helpers/fat.ts';
import { createGptDisk, plainUuid } from '../helpers/gpt.ts';
import { openLifeboat } from '../helpers/lifeboat-cli.ts';
import { createLuks2Header, createLuksMetadata } from '../helpers/luks.ts';
import { createUki } from '../helpers/uki.ts';
import { createVerity } from '../helpers/verity.ts';

const types = {
  esp: 'c12a7328-f81f-11d2-ba4b-00a0c93ec93b',
  xbootldr: 'bc13c2ff-59e6-4262-a352-b275fd6f7172',
  root: '4f68bce3-e8cd-4db1-96e7-fbcaf984b709',
  verity: '2c7357ed-ebd2-46d9-aec1-23d437ec2bf5',
  usr: '8484680c-9521-48c6-9c11-b0720656f69e',
  var: '4d21b016-b534-45c2-a9fb-5c16e091fd2d',
  generic: '0fc63daf-8483-4772-8e79-3d69d8477de4',
  rootPartial: '7a01d3c6-92ac-43e9-bd77-5726b602ad9d',
  microsoftReserved: 'e3c9e316-0b5c-4db8-817d-f92df00215ae',
};

const cli = openLifeboat();
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lifeboat-image-'));
});
afterEach(() => rm(folder, { recursive: true }));

const toUuid = (hex: string) => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
const createSystem = (version: string) => {
  const data = Buffer.alloc(300 * 4096, `the files of demo ${version} `);
  const { bytes, rootHash } = createVerity(data);
  const uki = createUki({
    id: 'demo',
    version,
    title: `Demo ${version}`,
    cmdline: `quiet roothash=${rootHash}`,
  });
  const partitions = [
    {
      type: types.root,
      label: `demo_${version}`,
      uuid: toUuid(rootHash.slice(0, 32)),
      content: data,
      attributes: 1n << 60n,
    },
    {
      type: types.verity,
      label: `demo_${version}_verity`,
      uuid: toUuid(rootHash.slice(-32)),
      content: bytes,
    },
  ];
  return { uki, partitions, rootHash };
};
const [old, fresh] = [createSystem('1.0'), createSystem('1.1')];
const luks = createLuks2Header({
  label: 'state',
  metadata: createLuksMetadata([
    { type: 'systemd-fido2', 'fido2-clientPin-required': true, 'fido2-up-required': false },
    { type: 'systemd-tpm2', 'tpm2-pin': true },
    { type: 'systemd-recovery' },
  ]),
});

interface Options {
  dirty?: 'state' | 'table';
  more?: { type: string; label?: string; content: Uint8Array }[];
}

const createDisk = ({ dirty, more = [] }: Options = {}) =>
  createGptDisk({
    partitions: [
      {
        type: types.esp,
        label: 'esp',
        content: createFat({
          bits: 32,
          label: 'ESP',
          ...(dirty ? { dirty } : {}),
          files: {
            'EFI/Linux/demo_1.0.efi': old.uki,
            'EFI/Linux/demo_1.1+2-1.efi': fresh.uki,
            'EFI/Linux/demo_1.1.efi.extra.d/tools.addon.efi': Buffer.from('MZ'),
            'loader/loader.conf': Buffer.from('default demo_1.0.efi\n'),
          },
        }),
      },
      {
        type: types.xbootldr,
        content: createFat({
          bits: 16,
          files: {
            'loader/entries/debian.conf': Buffer.from(
              'title Debian\nversion 12\nsort-key debian\nlinux /vmlinuz\n',
            ),
            vmlinuz: Buffer.from('MZ'),
          },
        }),
      },
      ...old.partitions,
      ...fresh.partitions,
      { type: types.generic, label: 'state', content: luks },
      ...more,
    ],
  });

async function store(bytes: Uint8Array): Promise<string> {
  const path = join(folder, 'disk.raw');
  await writeFile(path, bytes);
  return path;
}

const inspect = async (path: string, ...words: string[]) => {
  const { stdout, stderr, exitCode } = await cli.run([
    'inspect',
    '--json',
    '--image',
    path,
    ...words,
  ]);
  expect([exitCode, stderr]).toEqual([0, '']);
  return machineSchema.strict().parse(JSON.parse(stdout));
};

describe('lifeboat inspect --image', () => {
  it('reads a whole disk: table, boot partitions, entries, images, volumes', async () => {
    const path = await store(createDisk());
    const found = await inspect(path);
    const [disk] = found.disks;
    expect(found.disks).toHaveLength(1);
    expect(disk).toMatchObject({
      path,
      tableType: 'gpt',
      gpt: { primary: 'good', backup: 'good', diskUuid: plainUuid('d') },
    });
    expect(
      disk?.partitions.map(({ number, label, partTypeName, fsType, attributeNames }) => [
        number,
        label,
        partTypeName,
        fsType,
        attributeNames.join(),
      ]),
    ).toEqual([
      [1, 'esp', 'esp', 'vfat', ''],
      [2, null, 'xbootldr', 'vfat', ''],
      [3, 'demo_1.0', 'root-x86-64', null, 'read-only'],
      [4, 'demo_1.0_verity', 'root-x86-64-verity', 'DM_verity_hash', ''],
      [5, 'demo_1.1', 'root-x86-64', null, 'read-only'],
      [6, 'demo_1.1_verity', 'root-x86-64-verity', 'DM_verity_hash', ''],
      [7, 'state', 'linux-generic', 'crypto_LUKS', ''],
    ]);
    expect(disk?.partitions[6]?.luks).toMatchObject({
      version: 2,
      openedAs: null,
      headers: { primary: 'good', secondary: 'good' },
      passphraseSlots: ['0'],
      tokens: [
        {
          type: 'systemd-fido2',
          pinRequired: true,
          presenceRequired: false,
          verificationRequired: false,
        },
        { type: 'systemd-tpm2', pinRequired: true },
        { type: 'systemd-recovery' },
      ],
    });
    expect(found.entries.map(({ id, state, isDefault }) => [id, state, isDefault])).toEqual([
      ['debian.conf', 'good', false],
      ['demo_1.1.efi', 'indeterminate', false],
      ['demo_1.0.efi', 'good', true],
    ]);
    expect(found.entries[1]?.addons).toEqual(['EFI/Linux/demo_1.1.efi.extra.d/tools.addon.efi']);
    expect(found.host).toMatchObject({ id: 'demo', versionId: '1.0' });
    expect(
      found.images.map(({ name, slot, version, placement, foundRootHash, verified, usedBy }) => [
        name,
        slot,
        version,
        placement,
        foundRootHash,
        verified,
        usedBy.join(),
      ]),
    ).toEqual([
      ['demo_1.0', 'a', '1.0', 'installed', old.rootHash, 'not-checked', 'demo_1.0.efi'],
      ['demo_1.0_verity', 'a', '1.0', 'installed', old.rootHash, 'not-checked', 'demo_1.0.efi'],
      ['demo_1.1', 'b', '1.1', 'installed', fresh.rootHash, 'not-checked', 'demo_1.1.efi'],
      ['demo_1.1_verity', 'b', '1.1', 'installed', fresh.rootHash, 'not-checked', 'demo_1.1.efi'],
    ]);
    expect(found.versions.map(({ id, complete }) => [id, complete])).toEqual([
      ['debian', true],
      ['demo_1.1', true],
      ['demo_1.0', true],
    ]);
    expect(found.problems.map(({ code }) => code)).not.toContain('esp-dirty');
  });

  it('reads images through with --verify, and finds the one with a wrong bit', async () => {
    const bytes = createDisk();
    const at = bytes.indexOf('the files of demo 1.1');
    bytes.writeUInt8(0, at + 1234);
    const found = await inspect(await store(bytes), '--verify');
    expect(found.images.map(({ name, verified }) => `${name} ${verified}`)).toEqual([
      'demo_1.0 verified',
      'demo_1.0_verity verified',
      'demo_1.1 mismatch',
      'demo_1.1_verity mismatch',
    ]);
    expect(found.problems.map(({ code }) => code)).toContain('root-hash-mismatch');
  });

  it('says which copy of a damaged table and of a damaged LUKS header is good', async () => {
    const bytes = createDisk();
    bytes.writeUInt8(0xff, 512 + 60);
    bytes.writeUInt8(0xff, bytes.indexOf('LUKS\u00ba\u00be', 0, 'latin1') + 30);
    const found = await inspect(await store(bytes));
    expect(found.disks[0]?.gpt).toMatchObject({ primary: 'damaged', backup: 'good' });
    expect(found.disks[0]?.partitions[6]?.luks?.headers).toEqual({
      primary: 'damaged',
      secondary: 'good',
    });
    expect(found.entries).toHaveLength(3);
    expect(found.problems.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['gpt-damaged', 'luks-header-damaged']),
    );
  });

  it('reports a table of which neither copy is left', async () => {
    const bytes = createDisk();
    bytes.fill(0, 512, 1024).fill(0, bytes.length - 512);
    const found = await inspect(await store(bytes));
    expect(found.disks[0]).toMatchObject({
      tableType: 'gpt',
      gpt: { primary: 'missing', backup: 'missing' },
      partitions: [],
    });
    const damaged = found.problems.find(({ code }) => code === 'gpt-damaged');
    expect(damaged).toMatchObject({ severity: 'error', params: { good: 'none' } });
  });

  it('finds a LUKS volume that fills the image by its second header', async () => {
    const bytes = Buffer.concat([luks, Buffer.alloc(4096)]).fill(0, 0, 4096);
    const found = await inspect(await store(bytes));
    expect(found.disks[0]?.partitions).toMatchObject([
      { fsType: 'crypto_LUKS', luks: { headers: { primary: 'missing', secondary: 'good' } } },
    ]);
    expect(found.problems.map(({ code }) => code)).toContain('luks-header-damaged');
  });

  it.each(['state', 'table'] as const)('sees an ESP that was not closed (%s)', async (dirty) => {
    const found = await inspect(await store(createDisk({ dirty })));
    expect(found.problems.map(({ code }) => code)).toContain('esp-dirty');
  });

  it('knows slots that are empty or being written to', async () => {
    const content = Buffer.alloc(4096);
    const more = [
      { type: types.root, label: '_empty', content },
      { type: types.rootPartial, label: 'demo_1.2', content },
    ];
    const { images } = await inspect(await store(createDisk({ more })));
    expect(
      images
        .slice(4)
        .map(({ name, role, version, slot, placement }) => [name, role, version, slot, placement]),
    ).toEqual([
      ['_empty', 'root', null, 'c', 'empty'],
      ['demo_1.2', 'root', '1.2', 'd', 'partial'],
    ]);
  });

  it('takes an image of the ESP alone', async () => {
    const esp = createFat({ bits: 32, files: { 'EFI/Linux/demo_1.0.efi': old.uki } });
    const found = await inspect(await store(esp));
    expect(found.entries.map(({ id }) => id)).toEqual(['demo_1.0.efi']);
    expect(found.disks[0]).toMatchObject({ tableType: null, gpt: null });
    expect(found.disks[0]?.partitions).toMatchObject([{ fsType: 'vfat', number: null }]);
  });

  it.each([
    ['root', types.root, 'usr/lib/os-release'],
    ['usr', types.usr, 'lib/os-release'],
    ['general', types.generic, 'etc/os-release'],
  ])('takes the host from a %s partition where no entry names one', async (_, type, place) => {
    const text = 'ID=island\nVERSION_ID=7\n';
    const nested = place
      .split('/')
      .reduceRight<ErofsItem>((item, name) => ({ children: { [name]: item } }), { content: text });
    const image = createErofs('children' in nested ? nested.children : {});
    const disk = createGptDisk({ partitions: [{ type, content: image }] });
    const found = await inspect(await store(disk));
    expect(found.host).toMatchObject({ id: 'island', versionId: '7' });
    expect(found.disks[0]?.partitions[0]).toMatchObject({ fsType: 'erofs' });
    if (type !== types.root) return;
    expect((await inspect(await store(image))).host.id).toBe('island');
  });

  it('takes the host from an ext4 root where entries are texts that do not name one', async () => {
    const tree = join(folder, 'tree');
    await mkdir(join(tree, 'etc'), { recursive: true });
    await writeFile(join(tree, 'etc/os-release'), 'ID=island\nVERSION_ID=7\n');
    const file = join(folder, 'ext4.raw');
    await execa('mkfs.ext4', ['-q', '-d', tree, file, '8M']);
    const text = Buffer.from('title Island\nlinux /vmlinuz\n');
    const files = { 'loader/entries/island.conf': text, vmlinuz: Buffer.from('MZ') };
    const partitions = [
      { type: types.esp, content: createFat({ bits: 32, files }) },
      { type: types.root, content: await readFile(file) },
    ];
    const found = await inspect(await store(createGptDisk({ partitions })));
    expect(found.entries.map(({ id }) => id)).toEqual(['island.conf']);
    expect(found.host).toMatchObject({ id: 'island', versionId: '7' });
  });

  it('finds the extensions on a /var partition beside UKIs', async () => {
    const release = { 'extension-release.tools': { content: 'ID=demo\nVERSION_ID=1.1\n' } };
    const directory = { 'extension-release.d': { children: release } };
    const usr = { lib: { children: directory } };
    const tools = { children: { usr: { children: usr } } };
    const content = createErofs({
      lib: { children: { extensions: { children: { tools } } } },
    });
    const more = [{ type: types.var, label: 'state', content }];
    const { extensions } = await inspect(await store(createDisk({ more })));
    expect(extensions.map(({ path, fitsVersions }) => [path, fitsVersions])).toEqual([
      ['state:/lib/extensions/tools', ['demo_1.1']],
    ]);
  });

  it('takes the EFI variables of the system that is named beside it', async () => {
    const root = join(folder, 'root');
    await writeLoaderVariable(root, 'LoaderEntryOneShot', 'demo_1.0.efi');
    const found = await inspect(await store(createDisk()), '--root', root);
    expect(found.loader.efiOneShot).toBe('demo_1.0.efi');
    expect(found.entries.find(({ isDefault }) => isDefault)?.id).toBe('demo_1.0.efi');
  });

  it('says what it sees of disks that are not for it to judge', async () => {
    const windows = createGptDisk({
      partitions: [{ type: types.microsoftReserved, content: Buffer.alloc(4096) }],
    });
    const found = await inspect(await store(windows));
    expect(found.disks[0]?.partitions[0]?.partTypeName).toBe('microsoft-reserved');
    expect(found.problems.map(({ code }) => code)).toContain('system-not-judged');
    expect((await inspect(await store(Buffer.alloc(1 << 20)))).disks[0]).toMatchObject({
      tableType: null,
      partitions: [],
    });
    expect((await inspect(await store(Buffer.alloc(0)))).disks[0]?.partitions).toEqual([]);
  });

  it('goes on with a truncated image', async () => {
    const bytes = createDisk();
    const found = await inspect(await store(bytes.subarray(0, bytes.indexOf('the files of'))));
    expect(found.disks[0]?.gpt).toMatchObject({ primary: 'good', backup: 'missing' });
    expect(found.entries.map(({ id }) => id)).toContain('demo_1.0.efi');
  });

  it.each([
    ['qcow2', Buffer.from('QFI\u00fb', 'latin1')],
    ['zstd', Buffer.from('\u0028\u00b5\u002f\u00fd', 'latin1')],
  ])('refuses a %s file, and says what it is', async (format, magic) => {
    const path = await store(Buffer.concat([magic, Buffer.alloc(8192)]));
    const { exitCode, stderr } = await cli.run(['inspect', '--image', path]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(format);
    expect(stderr).toContain('IMAGE-01');
  });

  it.each([
    [['--image', '/absent/disk.raw'], 'disk.raw'],
    [['--image', '/dev'], '/dev'],
    [['--image', '/absent', '--esp', '/absent'], '--image'],
    [['--image'], '--image'],
  ])('%j names the argument and exits with 2', async (words, named) => {
    const { exitCode, stderr, stdout } = await cli.run(['inspect', ...words]);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(named);
  });
});
