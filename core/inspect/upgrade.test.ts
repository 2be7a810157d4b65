import { describe, expect, it } from 'vitest';
import {
  createDisk,
  createEntryFacts,
  createMachine,
  createRootHash,
} from '../../test/helpers/facts.ts';
import type { ExtensionFacts } from '../extensions/match.ts';
import { findFinalLabel, findFinalName, splitVersionedName } from './leftovers.ts';
import type { Leftover } from './signs.ts';

const leftover = (path: string, finalName: string, more: Partial<Leftover> = {}): Leftover => ({
  where: 'esp',
  path,
  finalName,
  kind: 'boot-file',
  isWhole: false,
  ...more,
});

const extension = (name: string, version: string): ExtensionFacts => ({
  name,
  kind: 'sysext',
  path: `/var/lib/extensions/${name}`,
  format: 'directory',
  release: { ID: 'demo', VERSION_ID: version },
  releaseName: name,
  carriesOsRelease: false,
  isReadable: true,
  verity: null,
  signed: null,
});

const upgrades = (machine: ReturnType<typeof createMachine>) =>
  machine.problems
    .filter(({ code }) => code === 'upgrade-interrupted')
    .map(({ subject, params, evidence }) => ({
      subject,
      version: params['version'],
      step: params['step'],
      evidence,
    }));

const stable = [createEntryFacts('demo_1.0.efi')];

describe('the step at which an upgrade was interrupted', () => {
  it('is the boot file when it was being copied', () => {
    const path = 'EFI/Linux/demo_1.1+3.efi.part';
    const machine = createMachine(stable, {
      signs: { leftovers: [leftover(path, 'demo_1.1+3.efi')] },
    });
    expect(upgrades(machine)).toEqual([
      { subject: 'demo_1.1', version: 'Demo 1.1', step: 'bootfile', evidence: [path] },
    ]);
    expect(machine.problems.find(({ code }) => code === 'upgrade-interrupted')).toMatchObject({
      severity: 'warning',
      sentence: 'An upgrade to Demo 1.1 was interrupted. Its boot file was not written to the end.',
    });
  });

  it('is told by the boot file’s name where that has no version', () => {
    const leftovers = [leftover('EFI/Linux/linux+3.efi.part', 'linux+3.efi')];
    expect(upgrades(createMachine(stable, { signs: { leftovers } }))).toMatchObject([
      { subject: 'linux', step: 'bootfile' },
    ]);
  });

  it('is the last rename when the boot file is whole', () => {
    const leftovers = [leftover('EFI/Linux/demo_1.1.efi.new', 'demo_1.1.efi', { isWhole: true })];
    expect(upgrades(createMachine(stable, { signs: { leftovers } }))).toMatchObject([
      { subject: 'demo_1.1', step: 'staged' },
    ]);
  });

  it('is the boot file when it has its name and ends too early', () => {
    const broken = createEntryFacts('demo_1.1+3.efi', { problem: 'truncated' });
    const machine = createMachine([...stable, broken]);
    expect(upgrades(machine)).toMatchObject([{ subject: 'demo_1.1', step: 'bootfile' }]);
    expect(machine.problems.map(({ code }) => code)).toContain('uki-truncated');
  });

  it('is the image when it is there without a boot file', () => {
    const [old, fresh] = [createRootHash('a'), createRootHash('b')];
    const machine = createMachine([createEntryFacts('demo_1.0.efi', { rootHash: old })], {
      disks: [createDisk({ '1.0': old, '1.1': fresh })],
    });
    expect(upgrades(machine)).toMatchObject([
      {
        subject: 'demo_1.1',
        version: 'Demo 1.1',
        step: 'image',
        evidence: ['/dev/vda-1.1', '/dev/vda-1.1-verity'],
      },
    ]);
  });

  it('is the extensions when only they are new, and the old ones still serve', () => {
    const machine = createMachine(stable, {
      extensions: [extension('tools-1.0', '1.0'), extension('tools-1.1', '1.1')],
    });
    expect(upgrades(machine)).toMatchObject([{ subject: 'demo_1.1', step: 'extensions' }]);
  });

  it('is told once, by the part that came last, with all that is there as evidence', () => {
    const path = 'EFI/Linux/.sysupdate.partial.demo_1.1.efi';
    const machine = createMachine(stable, {
      extensions: [extension('tools-1.0', '1.0'), extension('tools-1.1', '1.1')],
      signs: { leftovers: [leftover(path, 'demo_1.1.efi')] },
    });
    expect(upgrades(machine)).toEqual([
      {
        subject: 'demo_1.1',
        version: 'Demo 1.1',
        step: 'bootfile',
        evidence: [path, '/var/lib/extensions/tools-1.1'],
      },
    ]);
  });
});

describe('no interrupted upgrade', () => {
  it.each([
    ['a wrong extension alone', { extensions: [extension('tools', '1.1')] }],
    [
      'a copy left over beside the version that is all there',
      { signs: { leftovers: [leftover('EFI/Linux/demo_1.0.efi.part', 'demo_1.0.efi')] } },
    ],
    [
      'a part of Lifeboat’s own',
      { signs: { leftovers: [leftover('EFI/Linux/lifeboat_9.efi.new', 'lifeboat_9.efi')] } },
    ],
    [
      'an image of an older version that is kept',
      { disks: [createDisk({ '0.9': createRootHash('c') })] },
    ],
  ])('is seen in %s', (_, facts) => {
    expect(upgrades(createMachine(stable, facts))).toEqual([]);
  });

  it('is seen where the only version is the damaged one', () => {
    const broken = createEntryFacts('demo_1.1.efi', { problem: 'truncated' });
    expect(upgrades(createMachine([broken]))).toEqual([]);
  });
});

describe('names', () => {
  it.each([
    ['demo_1.1.efi.part', 'demo_1.1.efi'],
    ['demo_1.1.efi.new', 'demo_1.1.efi'],
    ['.demo_1.1.efi.tmp', 'demo_1.1.efi'],
    ['.sysupdate.partial.demo_1.1.efi', 'demo_1.1.efi'],
    ['.sysupdate.pending.demo_1.1+3-0.efi', 'demo_1.1+3-0.efi'],
    ['.#sysupdatedemo_1.1.efi0123456789abcdef', 'demo_1.1.efi'],
    ['demo_1.1.efi', null],
    ['.hidden', null],
  ])('%s will be %s', (name, final) => expect(findFinalName(name)).toBe(final));

  it('of partitions are marked in their own way', () => {
    expect(findFinalLabel('PRT#demo_1.1')).toBe('demo_1.1');
    expect(findFinalLabel('demo_1.1')).toBeNull();
    expect(findFinalLabel('demo_1.1', 'partial')).toBe('demo_1.1');
    expect(findFinalLabel('PND#demo_1.1', 'pending')).toBe('demo_1.1');
    expect(findFinalLabel('_empty', 'partial')).toBeNull();
  });

  it.each([
    ['demo_1.1+3-0.efi', { stem: 'demo', version: '1.1' }],
    ['network-tools-1.1.sysext.raw', { stem: 'network-tools', version: '1.1' }],
    ['demo_1.1_verity', { stem: 'demo', version: '1.1' }],
    ['linux.efi', null],
  ])('%s is split', (name, parts) => expect(splitVersionedName(name)).toEqual(parts));
});
