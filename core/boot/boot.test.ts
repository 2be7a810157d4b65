import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry, Loader } from '../model/machine.ts';
import { chooseEntry } from './choice.ts';
import { getCmdlineValue } from './cmdline.ts';
import { parseEntryName, stateOfCounter, withTriesLeft } from './counter.ts';
import { matchesGlob } from './glob.ts';
import { parseLoaderConf, withDefault } from './loader-conf.ts';
import { compareEntries } from './order.ts';
import { parseType1 } from './type1.ts';

describe('boot counters', () => {
  it.each([
    ['demo_1.0.efi', 'demo_1.0.efi', null],
    ['demo_1.1+3.efi', 'demo_1.1.efi', { left: 3, done: 0 }],
    ['demo_1.1+2-1.efi', 'demo_1.1.efi', { left: 2, done: 1 }],
    ['demo_1.1+0-3.efi', 'demo_1.1.efi', { left: 0, done: 3 }],
    ['a+b+1-2.conf', 'a+b.conf', { left: 1, done: 2 }],
    ['odd+1-2-3.efi', 'odd+1-2-3.efi', null],
  ])('reads %s', (name, id, counter) => {
    expect(parseEntryName(name)).toEqual({ id, counter });
  });

  it('calls an entry good, unproven or bad by its counter', () => {
    expect(stateOfCounter(null)).toBe('good');
    expect(stateOfCounter({ left: 1, done: 2 })).toBe('indeterminate');
    expect(stateOfCounter({ left: 0, done: 3 })).toBe('bad');
  });

  it.each([
    ['demo_1.1+2-1.efi', 0, 'demo_1.1+0-1.efi'],
    ['demo_1.1+3.efi', 0, 'demo_1.1+0.efi'],
    ['EFI/Linux/demo_1.1+10-2.efi', 0, 'EFI/Linux/demo_1.1+00-2.efi'],
    ['demo_1.1+0-3.efi', 3, 'demo_1.1+3-3.efi'],
  ])('keeps the length of %s when %d tries are left', (name, left, expected) => {
    expect(withTriesLeft(name, left)).toBe(expected);
    expect(withTriesLeft(name, left)).toHaveLength(name.length);
  });

  it('has nothing to count without a counter', () => {
    expect(withTriesLeft('demo_1.0.efi', 0)).toBeNull();
  });
});

const entry = (id: string, more: Partial<Entry> = {}): Entry => ({
  id,
  path: `EFI/Linux/${id}`,
  partition: 'esp',
  sizeBytes: 1,
  fingerprint: '',
  kind: 'uki',
  title: null,
  version: null,
  sortKey: null,
  machineId: null,
  architecture: null,
  counter: null,
  state: 'good',
  isDefault: false,
  isSelected: false,
  cmdline: null,
  usrHash: null,
  rootHash: null,
  profiles: [],
  addons: [],
  extensionPaths: [],
  problems: [],
  ...more,
});

describe("the loader's order", () => {
  it('puts bad entries last, sort keys first, newest versions first', () => {
    const entries = [
      entry('zz.efi'),
      entry('demo_1.2.efi', { sortKey: 'demo', version: '1.2', state: 'bad' }),
      entry('demo_1.9.efi', { sortKey: 'demo', version: '1.9' }),
      entry('demo_1.10.efi', { sortKey: 'demo', version: '1.10' }),
      entry('aa.efi'),
      entry('alpha.efi', { sortKey: 'alpha', version: '1' }),
    ];
    expect(entries.sort(compareEntries).map(({ id }) => id)).toEqual([
      'alpha.efi',
      'demo_1.10.efi',
      'demo_1.9.efi',
      'zz.efi',
      'aa.efi',
      'demo_1.2.efi',
    ]);
  });
});

const loader: Loader = {
  efi: false,
  efiDefault: null,
  efiPreferred: null,
  efiOneShot: null,
  efiSelected: null,
  confDefault: null,
  confPreferred: null,
};

describe("the loader's choice", () => {
  const entries = [
    entry('demo_1.1.efi'),
    entry('demo_1.0.efi'),
    entry('old.efi', { state: 'bad' }),
  ];

  it('is the first entry where nothing is set', () => {
    expect(chooseEntry(entries, loader)).toBe('demo_1.1.efi');
    expect(chooseEntry([], loader)).toBeNull();
  });

  it('follows loader.conf, and the EFI variable before it, globs included', () => {
    expect(chooseEntry(entries, { ...loader, confDefault: 'DEMO_1.0*' })).toBe('demo_1.0.efi');
    const both = { ...loader, confDefault: 'demo_1.0.efi', efiDefault: 'old.efi' };
    expect(chooseEntry(entries, both)).toBe('old.efi');
  });

  it('passes over a preferred entry that is bad', () => {
    expect(chooseEntry(entries, { ...loader, efiPreferred: 'old.efi' })).toBe('demo_1.1.efi');
  });

  it('ignores the one-shot entry, which counts for one start only', () => {
    expect(chooseEntry(entries, { ...loader, efiOneShot: 'old.efi' })).toBe('demo_1.1.efi');
  });
});

describe('globs', () => {
  it.each([
    ['demo*', 'demo_1.0.efi', true],
    ['demo_?.0.efi', 'Demo_1.0.efi', true],
    ['demo_[0-9].[!1].efi', 'demo_1.0.efi', true],
    ['demo_[0-9].[!0].efi', 'demo_1.0.efi', false],
    ['*', '', true],
    ['?', '', false],
    ['[a', '[a', true],
    ['a\\*b', 'a*b', true],
    ['a\\*b', 'axb', false],
  ])('%s and %s: %s', (pattern, text, expected) => {
    expect(matchesGlob(pattern, text)).toBe(expected);
  });

  it('answers a hostile pattern at once', () => {
    expect(matchesGlob('*a'.repeat(200) + 'b', 'a'.repeat(2000))).toBe(false);
  });

  it('takes any pattern, and every text matches itself when escaped', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (pattern, text) => {
        matchesGlob(pattern, text);
        const escaped = Array.from(text).map((char) => (/[*?[\\]/.test(char) ? `\\${char}` : char));
        expect(matchesGlob(escaped.join(''), text)).toBe(true);
      }),
    );
  });
});

describe('loader.conf', () => {
  const text = '# mine\ntimeout 2\ndefault "demo_1.1*"\nconsole-mode max\n';

  it('reads the default, quoted or not, last line first', () => {
    expect(parseLoaderConf(text).default).toBe('demo_1.1*');
    expect(parseLoaderConf(`${text}default\tx.conf\r\n`).default).toBe('x.conf');
    expect(parseLoaderConf('#default x').default).toBeNull();
  });

  it('replaces one line in its place and keeps the others', () => {
    expect(withDefault(text, 'a.efi')).toBe('# mine\ntimeout 2\ndefault a.efi\nconsole-mode max\n');
    expect(withDefault('', 'a.efi')).toBe('default a.efi\n');
    expect(withDefault(text, null)).toBe('# mine\ntimeout 2\nconsole-mode max\n');
  });

  it('says what it was told, whatever the file held', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('default x\n"#\t')) }), (any) => {
        expect(parseLoaderConf(withDefault(any, 'a.efi')).default).toBe('a.efi');
      }),
    );
  });
});

it('reads type #1 entries: options joined, the loader’s architecture names, the files needed', () => {
  const parsed = parseType1(
    'title Debian\nversion 6.12\nsort-key debian\nlinux /vmlinuz\ninitrd /a\ninitrd /b\n' +
      'options root=LABEL=x\noptions quiet\narchitecture x64\n# end\n',
  );
  expect(parsed).toMatchObject({
    title: 'Debian',
    sortKey: 'debian',
    cmdline: 'root=LABEL=x quiet',
    architecture: 'x86-64',
    files: ['/vmlinuz', '/a', '/b'],
  });
});

it('finds the last value on a command line, quoted ones too', () => {
  const cmdline = 'quiet roothash=aa x="b c" roothash=bb';
  expect(getCmdlineValue(cmdline, 'roothash')).toBe('bb');
  expect(getCmdlineValue(cmdline, 'x')).toBe('b c');
  expect(getCmdlineValue(cmdline, 'hash')).toBeNull();
});
