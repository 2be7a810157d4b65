import { expect, test } from 'vitest';
import { definePartitions, type DiskContent, formatDefinition, listSources } from './disk.ts';

const root = { data: '/b/1.0.data', verity: '/b/1.0.verity', rootHash: 'ab'.repeat(32) };
const content: DiskContent = {
  chain: 'volume',
  lifeboat: {
    version: '0.1.0',
    uki: '/b/lifeboat.efi',
    extension: { ddi: '/b/ddi', data: '/b/data', verity: '/b/verity', rootHash: 'cd'.repeat(32) },
  },
  versions: [
    {
      ...{ version: '1.0', entry: 'demo_1.0+3.efi', image: 'whole', root },
      ...{ uki: '/b/demo.efi', ukiState: 'whole' },
    },
  ],
  state: '/b/state',
  volumes: { pin: '/b/pin' },
  espLeavesBytes: undefined,
  newLifeboat: undefined,
};
const stub: DiskContent = { ...content, chain: 'stub' };

test('a version’s partitions carry the UUIDs that its root hash gives', () => {
  const partitions = definePartitions(content).filter(({ Label }) => Label?.startsWith('demo'));
  expect(partitions.map(({ Type, UUID }) => [Type, UUID])).toEqual([
    ['root', 'abababab-abab-abab-abab-abababababab'],
    ['root-verity', 'abababab-abab-abab-abab-abababababab'],
  ]);
});

test('chain volume puts the extension on partitions, chain stub beside its entry', () => {
  const labels = (of: DiskContent) => definePartitions(of).map(({ Label }) => Label);
  expect(labels(content)).toEqual([
    ...['esp', 'demo_1.0', 'demo_1.0_verity', 'state', 'pin'],
    ...['lifeboat-ext', 'lifeboat-ext-verity'],
  ]);
  expect(labels(stub)).toEqual(['esp', 'demo_1.0', 'demo_1.0_verity', 'state', 'pin']);
  const companion = 'esp/EFI/Linux/lifeboat_0.1.0.efi.extra.d/lifeboat.sysext.raw';
  expect(listSources(stub, '/tools')[companion]).toBe('/b/ddi');
  expect(listSources(content, '/tools')).not.toHaveProperty([companion]);
});

test('an image that is staged has the name of an unfinished upgrade', () => {
  const versions = content.versions.map((version) => ({ ...version, image: 'staged' as const }));
  const labels = definePartitions({ ...content, versions }).map(({ Label }) => Label);
  expect(labels).toEqual(expect.arrayContaining(['demo_1.0.part', 'demo_1.0_verity.part']));
});

test('an upgrade of Lifeboat has its own entry on trial, and takes the second place', () => {
  const { extension } = content.lifeboat;
  const second = ['lifeboat-ext-new', 'lifeboat-ext-new-verity'];
  const upgraded = (whole: boolean): DiskContent => ({
    ...content,
    newLifeboat: {
      ...{ version: '2.0', uki: '/b/lifeboat-2.0.efi' },
      extension: whole ? { ...extension, data: '/b/data-2.0', verity: '/b/verity-2.0' } : null,
    },
  });
  const partitions = definePartitions(upgraded(true));
  expect(partitions.map(({ Label }) => Label).slice(-4)).toEqual([
    ...['lifeboat-ext', 'lifeboat-ext-verity'],
    ...second,
  ]);
  const sources = listSources(upgraded(true), '/tools');
  expect(sources['esp/EFI/Linux/lifeboat_2.0+3.efi']).toBe('/b/lifeboat-2.0.efi');
  expect(sources['esp/EFI/Linux/lifeboat_0.1.0.efi']).toBe('/b/lifeboat.efi');
  expect(second.map((label) => sources[label])).toEqual(['/b/data-2.0', '/b/verity-2.0']);
  const cutOff = definePartitions(upgraded(false)).slice(-2);
  expect(cutOff.map(({ CopyBlocks }) => CopyBlocks)).toEqual(['/cut-off', '/cut-off']);
});

test('each block source of a partition is a file on the disk’s root folder', () => {
  for (const each of [content, stub]) {
    const sources = Object.keys(listSources(each, '/tools')).map((path) => `/${path}`);
    const wanted = definePartitions(each).flatMap(({ CopyBlocks }) => CopyBlocks ?? []);
    expect(sources).toEqual(expect.arrayContaining(wanted));
  }
});

test('an entry keeps its boot counter', () => {
  expect(listSources(content, '/tools')['esp/EFI/Linux/demo_1.0+3.efi']).toBe('/b/demo.efi');
});

test('a definition is a repart.d section', () => {
  expect(formatDefinition({ Type: 'esp', Format: 'vfat' })).toBe(
    '[Partition]\nType=esp\nFormat=vfat\n',
  );
});
