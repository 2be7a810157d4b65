import { compileMessage } from '@lingui/message-utils/compileMessage';
import { describe, expect, it } from 'vitest';
import { languages } from '../contract/languages.ts';
import { createFill } from './fill.ts';

const fill = createFill('en');
const say = (text: string, params: Parameters<typeof fill>[1]) =>
  fill(compileMessage(text), params);

describe.each(languages)('numbers in %s', (language) => {
  const text = compileMessage('{count, plural, other {#}} {count, number}');
  const intl = new Intl.NumberFormat(language);

  it.each([0, 1, 7, 10, 42, 99, 100, 999, 1000, 1234, 1_234_567, 1.5, -3])(
    '%d has its digits and groups',
    (count) => {
      const written = intl.format(count);
      expect(createFill(language)(text, { count })).toBe(`${written} ${written}`);
    },
  );
});

describe('a plural', () => {
  const text = '{count, plural, =0 {none} one {one} other {# of them}}';

  it.each([
    [0, 'none'],
    [1, 'one'],
    [2, '2 of them'],
    [1000, '1,000 of them'],
  ])('of %d is “%s”', (count, said) => {
    expect(say(text, { count })).toBe(said);
  });

  it('has the forms of its language', () => {
    const forms = compileMessage(
      '{n, plural, zero {z} one {o} two {t} few {f} many {m} other {x}}',
    );
    const said = [0, 1, 2, 3, 11, 100].map((n) => createFill('ar')(forms, { n }));
    expect(said.join('')).toBe('zotfmx');
  });

  it('says its number within a selection too, and less its offset', () => {
    const nested = '{n, plural, offset:1 other {{kind, select, file {# files} other {# things}}}}';
    expect(say(nested, { n: 4, kind: 'file' })).toBe('3 files');
  });
});

describe('a selection', () => {
  const text = 'It is {state, select, good {well} other {unknown}}.';

  it.each([
    ['good', 'It is well.'],
    ['bad', 'It is unknown.'],
    ['constructor', 'It is unknown.'],
    ['offset', 'It is unknown.'],
  ])('by %s', (state, said) => {
    expect(say(text, { state })).toBe(said);
  });
});

it('a parameter is put in as it is, and leaves nothing where it is missing', () => {
  expect(say('{a}{b}!', { a: '# \\u0041 {b}' })).toBe('# \\u0041 {b}!');
});

it('what no text of ours has is a mistake in the catalogue', () => {
  expect(() => say('{at, date}', { at: 0 })).toThrow('date');
});
