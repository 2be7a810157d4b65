import { describe, expect, it } from 'vitest';
import {
  brokenUpgrade,
  createDisk,
  createEntryFacts,
  createMachine,
  createRootHash,
} from '../../test/helpers/facts.ts';
import { machineSchema } from '../model/machine.ts';
import type { ExtensionFacts } from '../extensions/match.ts';
import { getVerityUuids } from './needs.ts';

const codes = (machine: ReturnType<typeof createMachine>) =>
  machine.problems.map(({ code, subject }) => `${code} ${subject}`.trim());

describe('a machine after a broken upgrade', () => {
  const machine = createMachine(brokenUpgrade());

  it('passes its own schema', () => {
    expect(machineSchema.parse(machine)).toEqual(machine);
  });

  it('has its entries in the loader’s order, the untried choice first', () => {
    expect(machine.entries.map(({ id, state, isDefault }) => [id, state, isDefault])).toEqual([
      ['demo_1.1.efi', 'indeterminate', true],
      ['demo_1.0.efi', 'good', false],
      ['lifeboat_0.1.0.efi', 'good', false],
    ]);
  });

  it('names its versions as a person does, and knows Lifeboat', () => {
    expect(machine.versions.map(({ id, name, isLifeboat }) => [id, name, isLifeboat])).toEqual([
      ['demo_1.1', 'Demo 1.1', false],
      ['demo_1.0', 'Demo 1.0', false],
      ['lifeboat_0.1.0', 'Lifeboat 0.1.0', true],
    ]);
  });

  it('takes the system that would start for the host', () => {
    expect(machine.host).toMatchObject({ id: 'demo', versionId: '1.1' });
  });

  it('says that the choice never finished starting', () => {
    expect(codes(machine)).toEqual(['default-unproven demo_1.1', 'counter-spent demo_1.1']);
    expect(machine.problems[1]?.sentence).toBe(
      'Demo 1.1 was started once and never finished starting.',
    );
  });
});

describe('images', () => {
  const [old, fresh] = [createRootHash('a'), createRootHash('b')];
  const entries = [
    createEntryFacts('demo_1.0.efi', { rootHash: old }),
    createEntryFacts('demo_1.1+3.efi', { rootHash: fresh }),
  ];

  it('belong to an entry by the two halves of its root hash', () => {
    expect(getVerityUuids(old)).toEqual({
      data: 'aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa',
      hash: 'afafafaf-afaf-afaf-afaf-afafafafafaf',
    });
    const sha1 = '0123456789abcdef0123456789abcdef01234567';
    expect(getVerityUuids(sha1)).toEqual({
      data: '01234567-89ab-cdef-0123-456789abcdef',
      hash: '89abcdef-0123-4567-89ab-cdef01234567',
    });
    expect(getVerityUuids('abc')).toBeNull();
    expect(getVerityUuids(sha1.slice(0, 30))).toBeNull();
    const machine = createMachine(entries, { disks: [createDisk({ '1.0': old, '1.1': fresh })] });
    expect(machine.versions.every(({ complete }) => complete)).toBe(true);
    expect(machine.images.map(({ name, version, usedBy }) => [name, version, usedBy])).toEqual([
      ['demo_1.0', '1.0', ['demo_1.0.efi']],
      ['demo_1.0_verity', '1.0', ['demo_1.0.efi']],
      ['demo_1.1', '1.1', ['demo_1.1.efi']],
      ['demo_1.1_verity', '1.1', ['demo_1.1.efi']],
    ]);
  });

  it('that are absent make a version incomplete', () => {
    const machine = createMachine(entries, { disks: [createDisk({ '1.0': old })] });
    expect(machine.versions.map(({ id, complete }) => [id, complete])).toEqual([
      ['demo_1.1', false],
      ['demo_1.0', true],
    ]);
    expect(codes(machine)).toContain('version-incomplete demo_1.1');
  });

  it('are not said to be absent where no disk was looked at', () => {
    expect(createMachine(entries).versions.every(({ complete }) => complete)).toBe(true);
  });
});

describe('problems', () => {
  it('tell of damaged boot files and of tries that are used up', () => {
    const machine = createMachine([
      createEntryFacts('demo_1.0.efi', { problem: 'truncated' }),
      createEntryFacts('demo_1.1+0-3.efi'),
    ]);
    expect(codes(machine)).toEqual([
      'no-bootable-entry',
      'uki-truncated demo_1.0.efi',
      'counter-exhausted demo_1.1',
    ]);
  });

  it('do not call absent what could not be looked at', () => {
    const machine = createMachine([], { notVisible: [{ what: '/dev/sda1', why: 'rights' }] });
    expect(codes(machine)).toContain('not-visible /dev/sda1');
  });

  it('tell of a full boot partition', () => {
    const machine = createMachine(brokenUpgrade(), { boot: { freeBytes: 1024 } });
    expect(codes(machine)).toContain('esp-full');
    const nearly = createMachine(brokenUpgrade(), { boot: { freeBytes: 3 * 1024 * 1024 } });
    expect(codes(nearly)).toContain('esp-nearly-full');
  });
});

it('says which version each extension fits, and blames only those that fit none', () => {
  const facts = (name: string, version: string): ExtensionFacts => ({
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
  const machine = createMachine(brokenUpgrade(), {
    extensions: [facts('tools-1.0', '1.0'), facts('tools-1.1', '1.1'), facts('tools-2', '2')],
  });
  expect(machine.extensions.map(({ matches, fitsVersions }) => [matches, fitsVersions])).toEqual([
    [false, ['demo_1.0']],
    [true, ['demo_1.1']],
    [false, []],
  ]);
  expect(machine.extensions[0]?.sentence).toBe(
    'tools-1.0 was built for demo 1.0; this machine runs 1.1, so it is ignored.',
  );
  expect(codes(machine).filter((code) => code.startsWith('extension-unfit'))).toEqual([
    'extension-unfit tools-2',
  ]);
});

it('tells versions of the same name apart', () => {
  const same = (fileName: string) => {
    const facts = createEntryFacts(fileName);
    if (facts.content.kind === 'uki') {
      for (const text of facts.content.texts) {
        text.text = text.text.replace(/PRETTY_NAME=.*/, 'PRETTY_NAME=Debian');
      }
    }
    return facts;
  };
  const machine = createMachine([same('demo_1.0.efi'), same('demo_1.1.efi')]);
  expect(machine.versions.map(({ name }) => name)).toEqual(['Debian (1.1)', 'Debian (1.0)']);
});
