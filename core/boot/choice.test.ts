import { describe, expect, it } from 'vitest';
import { createEntry } from '../../test/helpers/entry.ts';
import { noLoader } from '../../test/helpers/facts.ts';
import type { Loader } from '../model/machine.ts';
import { chooseEntry, chooseNextEntry, listLoaderIds } from './choice.ts';

const entries = [
  createEntry('demo_1.1.efi', { profiles: ['main', 'reset', '2'] }),
  createEntry('demo_1.0.efi'),
  createEntry('old.efi', { state: 'bad' }),
];
const choose = (loader: Partial<Loader>) => chooseEntry(entries, { ...noLoader, ...loader })?.id;

describe("the loader's choice", () => {
  it('is the first entry where nothing is set', () => {
    expect(choose({})).toBe('demo_1.1.efi');
    expect(chooseEntry(entries.slice(0, 0), noLoader)).toBeUndefined();
  });

  it('is a bad one where nothing else is left', () => {
    expect(chooseEntry(entries.slice(2), noLoader)?.id).toBe('old.efi');
  });

  it('follows loader.conf, globs included, without regard to case', () => {
    expect(choose({ confDefault: 'DEMO_1.0*' })).toBe('demo_1.0.efi');
    expect(choose({ confDefault: 'absent*' })).toBe('demo_1.1.efi');
    expect(choose({ confDefault: '*' })).toBe('demo_1.1.efi');
  });

  it('takes a default even when it is bad', () => {
    expect(choose({ confDefault: 'old.efi' })).toBe('old.efi');
    expect(choose({ efiDefault: 'old.efi' })).toBe('old.efi');
  });

  it('passes over a preferred entry that is bad', () => {
    expect(choose({ efiPreferred: 'old.efi' })).toBe('demo_1.1.efi');
    expect(choose({ confPreferred: 'old.efi', confDefault: 'demo_1.0.efi' })).toBe('demo_1.0.efi');
  });

  it('asks in this order: preferred by EFI, by file, default by EFI, by file', () => {
    const all = {
      confDefault: 'demo_1.1.efi',
      efiDefault: 'demo_1.0.efi',
      confPreferred: 'demo_1.1.efi',
      efiPreferred: 'demo_1.0.efi',
    };
    expect(choose(all)).toBe('demo_1.0.efi');
    expect(choose({ ...all, efiPreferred: null })).toBe('demo_1.1.efi');
    expect(choose({ ...all, efiPreferred: 'old.efi', confPreferred: null })).toBe('demo_1.0.efi');
    expect(choose({ confDefault: 'demo_1.0.efi' })).toBe('demo_1.0.efi');
  });

  it('goes on where what is set matches nothing', () => {
    expect(choose({ efiDefault: 'gone.efi', confDefault: 'demo_1.0.efi' })).toBe('demo_1.0.efi');
  });

  it('ignores the one-shot entry, which counts for one start only', () => {
    expect(choose({ efiOneShot: 'old.efi' })).toBe('demo_1.1.efi');
  });

  it.each([
    ['old.efi', 'old.efi'],
    ['OLD*', 'old.efi'],
    ['gone.efi', 'demo_1.0.efi'],
    [null, 'demo_1.0.efi'],
  ])('takes the one-shot entry %s first at the next start', (efiOneShot, id) => {
    const loader = { ...noLoader, efiOneShot, efiPreferred: 'demo_1.0.efi' };
    expect(chooseNextEntry(entries, loader)?.id).toBe(id);
  });

  it('takes @saved for the entry that was started last', () => {
    const efiLastBooted = 'demo_1.0.efi';
    expect(choose({ confDefault: '@saved', efiLastBooted })).toBe('demo_1.0.efi');
    expect(choose({ efiDefault: '@SAVED', efiLastBooted })).toBe('demo_1.0.efi');
    expect(choose({ efiDefault: '@saved', confDefault: 'old.efi' })).toBe('old.efi');
    expect(choose({ confDefault: 'old.efi', efiLastBooted })).toBe('old.efi');
    expect(choose({ confDefault: '@other', efiLastBooted })).toBe('demo_1.1.efi');
  });

  it('knows the further profiles of a UKI by their own ids', () => {
    expect(listLoaderIds(entries[0]!)).toEqual([
      'demo_1.1.efi',
      'demo_1.1.efi@reset',
      'demo_1.1.efi@2',
    ]);
    expect(choose({ efiDefault: 'demo_1.1.efi@reset' })).toBe('demo_1.1.efi');
    expect(choose({ efiDefault: 'demo_1.1.efi@main', confDefault: 'old.efi' })).toBe('old.efi');
  });

  it.each([
    'not-a-uki',
    'no-os-release',
    'no-program',
    'missing-program /vmlinuz',
    'conflicting-keys linux efi',
    'other-architecture arm64',
  ])('is never an entry that the loader hides: %s', (problem) => {
    const hidden = createEntry('hidden.efi', { problems: [problem] });
    expect(chooseEntry([hidden, ...entries], noLoader)?.id).toBe('demo_1.1.efi');
    const asked = { ...noLoader, efiDefault: 'hidden.efi' };
    expect(chooseEntry([hidden, ...entries], asked)?.id).toBe('demo_1.1.efi');
  });

  it('can be an entry that is only damaged inside, for the loader does not see that', () => {
    const damaged = createEntry('new.efi', { problems: ['truncated', 'missing-file /initrd'] });
    expect(chooseEntry([damaged, ...entries], noLoader)?.id).toBe('new.efi');
  });
});
