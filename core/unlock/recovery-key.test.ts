import { describe, expect, it } from 'vitest';
import { checkRecoveryKey, findRecoveryKeys, normalizeRecoveryKey } from './recovery-key.ts';

const key = 'ccccccbb-cbdefghi-jklnrtuv-cbdefghi-jklnrtuv-cbdefghi-jklnrtuv-vvvvvvvv';
/** Made by systemd-cryptenroll 257 for a disk that no longer exists. */
const real = 'nnevjcke-rhjevdvg-fvugieeu-juvuljjv-ttgnrhgn-ltrefgrn-hdrjhggl-cglgvtur';

describe('normalizeRecoveryKey', () => {
  it.each([
    ['as it was printed', key],
    ['in capitals', key.toUpperCase()],
    ['without dashes', key.replaceAll('-', '')],
    ['with blanks and long dashes', ` ${key.replaceAll('-', ' – ')}\n`],
  ])('takes a key %s', (_how, typed) => {
    expect(normalizeRecoveryKey(typed)).toBe(key);
  });

  it.each([
    ['too short', key.slice(0, -1)],
    ['too long', `${key}c`],
    ['with a letter that no key has', key.replace('c', 'a')],
    ['empty', ''],
  ])('refuses one that is %s', (_how, typed) => {
    expect(normalizeRecoveryKey(typed)).toBeNull();
  });
});

describe('checkRecoveryKey', () => {
  it.each([
    ['', { state: 'empty', groupsDone: 0, letters: 0, foreign: [] }],
    ['CBDE fghi-jk', { state: 'partial', groupsDone: 1, letters: 10, foreign: [] }],
    [real, { state: 'complete', groupsDone: 8, letters: 64, foreign: [] }],
    [`${real}c`, { state: 'too-long', groupsDone: 8, letters: 65, foreign: [] }],
    ['cbda0a', { state: 'foreign', groupsDone: 0, letters: 6, foreign: ['a', '0'] }],
  ])('%j', (typed, expected) => {
    expect(checkRecoveryKey(typed)).toEqual(expected);
  });
});

describe('findRecoveryKeys', () => {
  it('finds the keys in a text, each once', () => {
    const text = `Recovery keys\r\n home: ${real}.\r\nroot=${key.toUpperCase()} again ${real}`;
    expect(findRecoveryKeys(text)).toEqual([real, key]);
  });

  it('takes a file that is nothing but a key, however it is spelled', () => {
    expect(findRecoveryKeys(`${real.replaceAll('-', ' ')}\n`)).toEqual([real]);
  });

  it.each(['', 'no key here', `x${real}`, real.slice(1), `${real}a`])(
    'finds none in %j',
    (text) => {
      expect(findRecoveryKeys(text)).toEqual([]);
    },
  );
});
