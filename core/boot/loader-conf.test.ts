import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLines } from './lines.ts';
import { parseLoaderConf, withDefault } from './loader-conf.ts';

describe("lines as the loader reads them (systemd's test-efi-string.c, line_get_key_value)", () => {
  it.each([
    ['key value', [['key', 'value']]],
    ['  key \t value  with  blanks \t ', [['key', 'value  with  blanks']]],
    ['key', []],
    ['key ', []],
    ['# a comment', []],
    ['  # a comment', []],
    ['key # no comment', [['key', '# no comment']]],
    [
      'a 1\r\nb 2\rc 3\n\n\nd 4',
      [
        ['a', '1'],
        ['b', '2'],
        ['c', '3'],
        ['d', '4'],
      ],
    ],
    ['key "a value"', [['key', 'a value']]],
    ["key 'a value'", [['key', 'a value']]],
    ['key ""', [['key', '']]],
    ['key "', [['key', '']]],
    ['key "a value', [['key', '"a value']]],
    ["key \"a' value'", [['key', "\"a' value'"]]],
    ['a 1\0\nb 2', [['a', '1']]],
    [
      '\ufefftitle x\nversion 1',
      [
        ['\ufefftitle', 'x'],
        ['version', '1'],
      ],
    ],
  ] as [string, [string, string][]][])('%j', (text, expected) => {
    expect(parseLines(text).map(({ key, value }) => [key, value])).toEqual(expected);
  });
});

describe('loader.conf', () => {
  const text = '# mine\ntimeout 2\ndefault "demo_1.1*"\nconsole-mode max\n';

  it('reads the default, quoted or not, last line first', () => {
    expect(parseLoaderConf(text).default).toBe('demo_1.1*');
    expect(parseLoaderConf(`${text}default\tx.conf\r\n`).default).toBe('x.conf');
    expect(parseLoaderConf('#default x').default).toBeNull();
    expect(parseLoaderConf('Default x').default).toBeNull();
  });

  it('reads what is preferred', () => {
    expect(parseLoaderConf('preferred a*\n')).toEqual({ default: null, preferred: 'a*' });
  });

  it('knows @saved in any case, and passes over other entries with an at sign', () => {
    expect(parseLoaderConf('default @Saved').default).toBe('@Saved');
    expect(parseLoaderConf('default a\ndefault @next').default).toBe('a');
  });

  it('replaces one line in its place and keeps the others', () => {
    expect(withDefault(text, 'a.efi')).toBe('# mine\ntimeout 2\ndefault a.efi\nconsole-mode max\n');
    expect(withDefault('', 'a.efi')).toBe('default a.efi\n');
    expect(withDefault('timeout 2', 'a.efi')).toBe('timeout 2\ndefault a.efi\n');
    expect(withDefault('timeout 2\r\neditor no\r\n', 'a.efi')).toBe(
      'timeout 2\r\neditor no\r\ndefault a.efi\n',
    );
    expect(withDefault(text, null)).toBe('# mine\ntimeout 2\nconsole-mode max\n');
  });

  it('says what it was told, whatever the file held', () => {
    const unit = fc.constantFrom(...Array.from('default x\n\r"#\t\0@'));
    fc.assert(
      fc.property(fc.string({ unit }), (any) => {
        expect(parseLoaderConf(withDefault(any, 'a.efi')).default).toBe('a.efi');
        expect(parseLoaderConf(withDefault(any, null)).default).toBeNull();
      }),
      { numRuns: 1000 },
    );
  });
});
