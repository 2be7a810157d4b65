import { describe, expect, it } from 'vitest';
import { createEntryFacts, noLoader } from '../../test/helpers/facts.ts';
import type { Loader } from '../model/machine.ts';
import { assembleEntries } from './entries.ts';
import type { EntryFacts } from './facts.ts';

const createType1 = (
  name: string,
  text: string,
  more: { missingFiles?: string[]; companions?: string[] } = {},
): EntryFacts => ({
  partition: 'esp',
  path: `loader/entries/${name}`,
  sizeBytes: text.length,
  fingerprint: name,
  content: { kind: 'type1', text, missingFiles: more.missingFiles ?? [] },
  companions: more.companions ?? [],
});

const assemble = (
  entries: EntryFacts[],
  loader: Partial<Loader> = {},
  architecture: string | null = 'x86-64',
) =>
  assembleEntries(
    { entries, loader: { ...noLoader, ...loader }, freeBytes: null, records: [] },
    architecture,
  ).map(({ entry }) => entry);

const demo = (fileName: string) => createEntryFacts(fileName);
const defaultOf = (...args: Parameters<typeof assemble>) =>
  assemble(...args).find(({ isDefault }) => isDefault)?.id;
const selectedOf = (...args: Parameters<typeof assemble>) =>
  assemble(...args).find(({ isSelected }) => isSelected)?.id;

describe('entries', () => {
  it('are in the loader’s order, UKIs and type #1 entries of both partitions together', () => {
    const entries = assemble([
      createType1('z.conf', 'linux /z'),
      createType1('debian.conf', 'linux /v\nsort-key alpine\nversion 3'),
      demo('demo_1.0.efi'),
      demo('demo_1.2+0-3.efi'),
      { ...demo('demo_1.1+2-1.efi'), partition: 'xbootldr' },
    ]);
    expect(entries.map(({ id, partition, state }) => [id, partition, state])).toEqual([
      ['debian.conf', 'esp', 'good'],
      ['demo_1.1.efi', 'xbootldr', 'indeterminate'],
      ['demo_1.0.efi', 'esp', 'good'],
      ['z.conf', 'esp', 'good'],
      ['demo_1.2.efi', 'esp', 'bad'],
    ]);
  });

  it('keep the case of their names, and lose only the counter', () => {
    const [entry] = assemble([demo('Demo_1.0+3.EFI')]);
    expect(entry).toMatchObject({
      id: 'Demo_1.0.EFI',
      path: 'EFI/Linux/Demo_1.0+3.EFI',
      counter: { left: 3, done: 0 },
    });
  });

  it('say the hashes of their images from the command line, quoted or not', () => {
    const hashesOf = (...options: string[]) => {
      const lines = options.map((each) => `options ${each}`).join('\n');
      const [entry] = assemble([createType1('a.conf', `linux /v\n${lines}`)]);
      return [entry?.usrHash, entry?.rootHash];
    };
    expect(hashesOf('a "usrhash=ab" b')).toEqual(['ab', null]);
    expect(hashesOf('usrhash="ab" roothash=\'cd\' quiet')).toEqual(['ab', 'cd']);
    expect(hashesOf('roothash=01', 'quiet', 'roothash=02')).toEqual([null, '02']);
    expect(hashesOf('roothash=', 'usrhash')).toEqual([null, null]);
  });

  it('tell add-ons, extensions and credentials apart, without regard to case', () => {
    const own = 'EFI/Linux/demo_1.0.efi.extra.d';
    const companions = [
      'loader/addons/all.addon.efi',
      `${own}/a.ADDON.EFI`,
      `${own}/b.sysext.raw`,
      `${own}/c.confext.RAW`,
      `${own}/d.cred`,
      `${own}/readme.txt`,
      `${own}/other.efi`,
    ];
    const [entry] = assemble([{ ...demo('demo_1.0.efi'), companions }]);
    expect(entry?.addons).toEqual(['loader/addons/all.addon.efi', `${own}/a.ADDON.EFI`]);
    expect(entry?.extensionPaths).toEqual([`${own}/b.sysext.raw`, `${own}/c.confext.RAW`]);
    expect(entry?.credentialPaths).toEqual([`${own}/d.cred`]);
  });
});

describe('entries that the loader hides', () => {
  it('are those for another architecture', () => {
    const entries = [
      createType1('b.conf', 'linux /v\narchitecture aa64'),
      createType1('a.conf', 'linux /v\narchitecture X64'),
      createType1('0.conf', 'linux /v\narchitecture x86-64'),
      demo('demo_1.0.efi'),
    ];
    const found = assemble(entries);
    expect(found.map(({ id, problems }) => [id, problems])).toEqual([
      ['demo_1.0.efi', []],
      ['0.conf', ['other-architecture x86-64']],
      ['b.conf', ['other-architecture arm64']],
      ['a.conf', []],
    ]);
    expect(defaultOf(entries, { confDefault: 'b.conf' })).toBe('demo_1.0.efi');
    expect(defaultOf(entries, { confDefault: 'b.conf' }, 'arm64')).toBe('b.conf');
    expect(defaultOf(entries, { confDefault: 'b.conf' }, null)).toBe('b.conf');
  });

  it('are those without their kernel, not those without an initrd', () => {
    const text = 'linux /v\ninitrd /i';
    const noKernel = createType1('b.conf', text, { missingFiles: ['/v'] });
    const noInitrd = createType1('a.conf', text, { missingFiles: ['/i'] });
    const entries = [noKernel, noInitrd];
    expect(assemble(entries).map(({ problems }) => problems)).toEqual([
      ['missing-program /v'],
      ['missing-file /i'],
    ]);
    expect(defaultOf(entries)).toBe('a.conf');
  });

  it('are those that name no program', () => {
    expect(assemble([createType1('a.conf', 'title T')])[0]).toMatchObject({
      isDefault: false,
      problems: ['no-program'],
    });
  });
});

describe('the default and the entry that was started', () => {
  const two = [demo('demo_1.1+2-1.efi'), demo('demo_1.0.efi')];

  it('are marked once, though two files share an identity', () => {
    const entries = assemble([demo('demo_1.1+2-1.efi'), demo('demo_1.1+3.efi')], {
      efiDefault: 'demo_1.1.efi',
      efiSelected: 'demo_1.1.efi',
    });
    expect(entries.map(({ path, isDefault, isSelected }) => [path, isDefault, isSelected])).toEqual(
      [
        ['EFI/Linux/demo_1.1+3.efi', true, true],
        ['EFI/Linux/demo_1.1+2-1.efi', false, false],
      ],
    );
  });

  it('tell the one-shot entry, which starts next, from the lasting choice', () => {
    const loader = { ...noLoader, efiOneShot: 'demo_1.0.efi' };
    const described = assembleEntries({ entries: two, loader, freeBytes: null, records: [] });
    expect(described.map(({ entry, isChoice }) => [entry.id, entry.isDefault, isChoice])).toEqual([
      ['demo_1.1.efi', false, true],
      ['demo_1.0.efi', true, false],
    ]);
  });

  it.each([
    ['demo_1.0.efi', 'demo_1.0.efi'],
    ['DEMO_1.0.EFI', 'demo_1.0.efi'],
    ['demo_1.1+3.efi', 'demo_1.1.efi'],
    ['demo_1.1.efi@reset', 'demo_1.1.efi'],
    ['demo_1.1+3.efi@1', 'demo_1.1.efi'],
    ['gone.efi', undefined],
    [null, undefined],
  ])('the loader’s %s is %s', (efiSelected, id) => {
    expect(selectedOf(two, { efiSelected })).toBe(id);
  });
});
