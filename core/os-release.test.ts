import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeHost, parseOsRelease } from './os-release.ts';

describe('parseOsRelease', () => {
  it('follows the rules of os-release(5): quotes, escapes, comments, the last one wins', () => {
    const text = [
      '# a comment',
      'ID=demo',
      'NAME="Demo \\"OS\\" \\$5 \\x"',
      "PRETTY_NAME='It is \\ raw'",
      'VERSION_ID=1.0',
      'VERSION_ID=1.1',
      'BAD=two words',
      'OPEN="no end',
      'lower=case',
      'EMPTY=',
    ].join('\n');
    expect(parseOsRelease(text)).toEqual({
      ID: 'demo',
      NAME: 'Demo "OS" $5 \\x',
      PRETTY_NAME: 'It is \\ raw',
      VERSION_ID: '1.1',
      EMPTY: '',
    });
  });

  it('takes any text without an exception', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseOsRelease(`ID=${text}`)));
  });
});

it('describes a host, with null for what is absent or empty', () => {
  const host = describeHost({ ID: 'demo', ID_LIKE: 'debian  linux', VERSION_ID: '' }, 'x86-64');
  expect(host).toMatchObject({ id: 'demo', idLike: ['debian', 'linux'], versionId: null });
});
