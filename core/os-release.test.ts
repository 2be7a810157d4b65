import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeHost, parseOsRelease } from './os-release.ts';

describe('parseOsRelease', () => {
  it.each([
    ['a plain value', 'ID=demo', 'demo'],
    ['an empty value', 'ID=', ''],
    ['the last of two assignments', 'ID=a\nID=b', 'b'],
    ['an empty one after another', 'ID=a\nID=', ''],
    ['blanks around name and value', '  ID \t=  demo \t', 'demo'],
    ['double quotes', 'ID="de mo"', 'de mo'],
    ['single quotes, in which nothing is escaped', `ID='a\\"$b'`, 'a\\"$b'],
    ['the four escapes in double quotes', 'ID="\\"\\\\\\$\\`"', '"\\$`'],
    ['another backslash in double quotes', 'ID="a\\nb"', 'a\\nb'],
    ['a backslash outside of quotes', 'ID=a\\"\\ b\\x', 'a" bx'],
    ['an escaped blank at the end', 'ID=a\\ ', 'a '],
    ['quoted parts in a row', `ID="a"'b'c`, 'abc'],
    ['words without quotes, as systemd takes them', 'ID=two words', 'two words'],
    ['a # behind the value', 'ID=demo # no comment', 'demo # no comment'],
    ['quotes inside an unquoted value', 'ID=de"mo"', 'de"mo"'],
    ['a line continued', 'ID=de\\\nmo', 'demo'],
    ['a line continued in double quotes', 'ID="de\\\nmo"', 'demo'],
    ['a quoted value of two lines', 'ID="de\nmo"', 'de\nmo'],
    ['a quote that never ends', 'ID="demo\nX=1', 'demo\nX=1'],
    ['a single quote that never ends', "ID='demo", 'demo'],
    ['CR LF line ends', 'NAME=x\r\nID=demo\r\n', 'demo'],
    ['a comment that ends in a backslash', '# note \\\nID=demo', 'demo'],
    ['comments of both kinds', '#ID=a\n;ID=b\n  # ID=c\nID=demo', 'demo'],
    ['zeros behind the text', 'ID=demo\n\0\0', 'demo'],
  ])('takes %s', (_what, text, value) => {
    expect(parseOsRelease(text)['ID']).toBe(value);
  });

  it('passes over what assigns nothing', () => {
    const text = 'garbage\n=x\n==y\nexport ID=a\n1ID=b\nI-D=c\nA B=d\nNAME=demo\nend';
    expect(parseOsRelease(text)).toEqual({ NAME: 'demo' });
  });

  it('refuses a text with zeros in it, as systemd does', () => {
    expect(parseOsRelease('ID=demo\0\nNAME=x')).toEqual({});
  });

  it('takes any text without an exception', () => {
    const text = fc.string({
      unit: fc.constantFrom('I', 'D', '=', '"', "'", '\\', '\n', ' ', '#'),
    });
    fc.assert(
      fc.property(text, (noise) => {
        for (const value of Object.values(parseOsRelease(noise)))
          expect(value).toBeTypeOf('string');
      }),
    );
  });

  it('gives back every value that was quoted', () => {
    const name = fc.stringMatching(/^[A-Z_][A-Z0-9_]{0,8}$/);
    const value = fc.string().map((text) => text.replaceAll('\0', ''));
    fc.assert(
      fc.property(fc.dictionary(name, value, { noNullPrototype: true }), (fields) => {
        const quote = (text: string) => `"${text.replaceAll(/["\\`$]/g, '\\$&')}"`;
        const lines = Object.entries(fields).map(([key, text]) => `${key}=${quote(text)}\n`);
        expect(parseOsRelease(lines.join(''))).toEqual(fields);
      }),
    );
  });
});

describe('describeHost', () => {
  it('has null for what is absent or empty', () => {
    const host = describeHost({ ID: 'demo', ID_LIKE: 'debian  linux', VERSION_ID: '' }, 'x86-64');
    expect(host).toMatchObject({ id: 'demo', idLike: ['debian', 'linux'], versionId: null });
  });

  it('has the ID that os-release(5) gives a system without one', () => {
    expect(describeHost({ NAME: 'Demo' }, null)).toMatchObject({ id: 'linux', prettyName: 'Demo' });
    expect(describeHost({}, null)).toMatchObject({ id: null, prettyName: null });
  });
});
