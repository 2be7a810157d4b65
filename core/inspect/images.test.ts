import { describe, expect, it } from 'vitest';
import {
  createDisk,
  createEntryFacts,
  createMachine,
  createRootHash,
} from '../../test/helpers/facts.ts';
import type { Disk, Entry, Holding, Partition } from '../model/machine.ts';
import { assembleImages, getLabelVersion } from './images.ts';
import { findUnmet, listNeeds } from './needs.ts';

const [old, fresh] = [createRootHash('a'), createRootHash('b')];
const verity = (rootHash: string | null): Partition['verity'] => ({
  uuid: '77777777-7777-7777-7777-777777777777',
  algorithm: 'sha256',
  salt: '',
  dataBlockBytes: 4096,
  hashBlockBytes: 4096,
  dataBlocks: 10,
  rootHash,
});

/** An entry with this command line. */
function createEntry(cmdline: string): Entry {
  const facts = createEntryFacts('demo_1.0.efi');
  if (facts.content.kind === 'uki') {
    for (const text of facts.content.texts) if (text.name === '.cmdline') text.text = cmdline;
  }
  const [entry] = createMachine([facts]).entries;
  if (entry === undefined) throw new Error('The helper made no entry');
  return entry;
}

const disk = () => createDisk({ '1.0': old, '1.1': fresh });
function change(partitionIndex: number, more: Partial<Partition>): Disk {
  const made = disk();
  const partition = made.partitions[partitionIndex];
  if (partition) Object.assign(partition, more);
  return made;
}

describe('a version in a label', () => {
  it.each([
    ['demo_1.0', '1.0'],
    ['demo_1.0_verity', '1.0'],
    ['demo_1.0-verity', '1.0'],
    ['demo_20260101~rc1', '20260101~rc1'],
    ['my_os_42', '42'],
    ['demo_1.0_x86-64', '1.0'],
    ['usr_v_45_verity', '45'],
    ['_empty', null],
    ['root-x86-64', null],
    ['Linux filesystem', null],
    ['data_backup', null],
  ])('%s is %s', (label, version) => {
    expect(getLabelVersion(label)).toBe(version);
  });
});

describe('what an entry needs', () => {
  const name = (cmdline: string) =>
    listNeeds(createEntry(cmdline)).map(({ role, name }) => `${role} ${name}`);

  it('is named by the halves of its root hash', () => {
    expect(name(`usrhash=${old}`)).toEqual([
      'usr PARTUUID=aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa',
      'usr-verity PARTUUID=afafafaf-afaf-afaf-afaf-afafafafafaf',
    ]);
  });

  it('is named otherwise where the command line says so', () => {
    const words = `roothash=${old} systemd.verity_root_data=PARTLABEL=here systemd.verity_root_hash=/dev/disk/by-partlabel/there`;
    expect(name(words)).toEqual(['root PARTLABEL=here', 'root-verity PARTLABEL=there']);
    expect(name('root=UUID=1234 mount.usr=LABEL=usr')).toEqual(['root UUID=1234', 'usr LABEL=usr']);
    expect(name('root=/dev/sda1 rw')).toEqual([]);
    expect(name('roothash=short')).toEqual([]);
  });

  const inner: Holding = {
    path: '/dev/mapper/state',
    type: 'crypt',
    name: 'state',
    sizeBytes: 10,
    fsType: 'ext4',
    fsLabel: 'inner',
    uuid: 'ABCD',
    mountPoints: [],
    luks: null,
    children: [],
  };
  const open = () => {
    const made = disk();
    const state = made.partitions.at(-1);
    if (state?.luks) {
      state.luks.openedAs = inner.path;
      state.holds = [inner];
    }
    for (const partition of made.partitions) partition.fsType ??= 'erofs';
    return made;
  };

  it('is found inside of what is open', () => {
    expect(findUnmet(createEntry('root=UUID=abcd'), [open()])).toEqual([]);
    expect(findUnmet(createEntry('root=LABEL=inner'), [open()])).toEqual([]);
    expect(findUnmet(createEntry('root=UUID=ef01'), [open()])).toMatchObject([
      { name: 'UUID=ef01' },
    ]);
  });

  it('is not called missing while it may stand in what is locked or out of sight', () => {
    expect(findUnmet(createEntry('root=UUID=abcd'), [disk()])).toEqual([]);
    expect(findUnmet(createEntry('root=PARTLABEL=absent'), [disk()])).toHaveLength(1);
    const unseen = disk();
    for (const partition of unseen.partitions) partition.partUuid = null;
    expect(findUnmet(createEntry(`roothash=${old}`), [unseen])).toEqual([]);
  });
});

describe('images', () => {
  const entries = createMachine([
    createEntryFacts('demo_1.0.efi', { rootHash: old }),
    createEntryFacts('demo_1.1.efi', { rootHash: fresh }),
  ]).entries;

  it('have slots, and the root hash that their verity data have', () => {
    const made = change(1, { verity: verity(old) });
    expect(
      assembleImages([made], entries).map(({ name, slot, architecture, foundRootHash }) => [
        name,
        slot,
        architecture,
        foundRootHash,
      ]),
    ).toEqual([
      ['demo_1.0', 'a', 'x86-64', old],
      ['demo_1.0_verity', 'a', 'x86-64', old],
      ['demo_1.1', 'b', 'x86-64', null],
      ['demo_1.1_verity', 'b', 'x86-64', null],
    ]);
  });

  it('are paired by their labels where no hash binds them', () => {
    const made = change(0, { partUuid: null });
    const tree = made.partitions[1];
    if (tree) Object.assign(tree, { partUuid: null, verity: verity(old) });
    const [image] = assembleImages([made], []);
    expect(image).toMatchObject({ name: 'demo_1.0', foundRootHash: old, expectedRootHash: null });
  });

  it.each([
    [{ label: '_empty' }, 'empty', '_empty', null],
    [{ staging: 'partial' as const }, 'partial', 'demo_1.0', '1.0'],
    [{ staging: 'pending' as const }, 'pending', 'demo_1.0', '1.0'],
    [{ label: 'demo_1.2.part' }, 'partial', 'demo_1.2', '1.2'],
    [{ label: 'demo_1.2.new' }, 'pending', 'demo_1.2', '1.2'],
  ])('are placed by label and type: %j', (more, placement, name, version) => {
    expect(assembleImages([change(0, more)], entries)[0]).toMatchObject({
      placement,
      name,
      version,
    });
  });

  it('that do not fit, or are half written, make a version incomplete', () => {
    const facts = [createEntryFacts('demo_1.0.efi', { rootHash: old })];
    const missing = (made: Disk, verifications?: Map<string, 'mismatch'>) =>
      createMachine(facts, { disks: [made], ...(verifications && { verifications }) }).versions[0]
        ?.missing;
    expect(missing(change(1, { verity: verity(old) }))).toEqual([]);
    expect(missing(change(1, { verity: verity(fresh) }))).toEqual([
      'the verity data of the root file system in demo_1.0_verity, which does not fit its image',
    ]);
    expect(missing(disk(), new Map([['/dev/vda-1.0', 'mismatch']]))).toHaveLength(1);
    expect(missing(change(0, { staging: 'partial' }))).toEqual([
      'the root file system in demo_1.0, which was not written to the end',
    ]);
    expect(missing(change(0, { partUuid: 'other' }))).toEqual([
      'the root file system (PARTUUID=aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa)',
    ]);
  });
});
