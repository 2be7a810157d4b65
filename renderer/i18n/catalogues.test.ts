import { describe, expect, it } from 'vitest';
import { screenSchema } from '../../core/contract/ipc.ts';
import { completeLanguages, languages, type Language } from '../../core/contract/settings.ts';
import { createFormatter } from '../../core/messages/format.ts';
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en, type TextId } from './en.ts';
import { helpTexts } from './help/help.ts';
import { ja } from './ja.ts';
import { isOnTheWay, languageOf } from './journey.ts';
import { formatSize, formatTime } from './quantities.ts';

const ids = Object.keys(en) as TextId[];
const catalogues: Record<Language, Partial<Record<TextId, string>>> = { en, de, ar, ja };
const isComplete = (language: Language) =>
  (completeLanguages as readonly Language[]).includes(language);

/** Names that a text takes: `{name}` and `{name, plural, …}`. */
const placeholders = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{(\w+)(?=[},])/g)].map(([, name]) => name ?? ''))].sort();

describe.each(languages)('the texts in %s', (language) => {
  const texts = catalogues[language];
  const known = ids.filter((id) => texts[id] !== undefined);

  it('are there for the whole way back, and for everything where the language is complete', () => {
    const wanted = isComplete(language) ? ids : ids.filter(isOnTheWay);
    expect(wanted.filter((id) => texts[id] === undefined)).toEqual([]);
    expect(Object.keys(texts).filter((id) => !Object.hasOwn(en, id))).toEqual([]);
  });

  it('take the parameters of the English ones', () => {
    const named = (from: Partial<Record<TextId, string>>) =>
      known.map((id) => [id, ...placeholders(from[id] ?? '')]);
    expect(named(texts)).toEqual(named(en));
  });

  it('hold no straight apostrophe, which would quote', () => {
    expect(known.filter((id) => texts[id]?.includes("'"))).toEqual([]);
  });

  it('format without a brace left over', () => {
    const format = createFormatter<TextId>(language, { ...en, ...texts });
    for (const id of ids)
      for (const count of [0, 1, 2, 3, 11]) {
        const params = Object.fromEntries(placeholders(en[id]).map((name) => [name, count]));
        expect(format(id, params), id).not.toMatch(/[{}#]|undefined/);
      }
  });

  it.each(screenSchema.options)(
    'have help for %s wherever it is shown in this language',
    (name) => {
      const help = helpTexts[languageOf(name, language)];
      expect(help[name]).toHaveLength(helpTexts.en[name].length);
      expect(helpTexts[language].keys).toHaveLength(helpTexts.en.keys.length);
    },
  );
});

it('count as people do', () => {
  const german = createFormatter<TextId>('de', de);
  expect(german('reason.indeterminate', { done: 1, left: 1 })).toBe(
    'Sie wurde einmal gestartet und nie fertig. Ein Versuch ist übrig.',
  );
  const arabic = createFormatter<TextId>('ar', { ...en, ...ar });
  expect(arabic('unlock.tries', { tries: 2 })).toBe('بقيت محاولتان.');
});

it('keep to the person’s language on the way back, and to English beside it', () => {
  expect(languageOf('unlock', 'ja')).toBe('ja');
  expect(languageOf('disks', 'ja')).toBe('en');
  expect(languageOf('disks', 'de')).toBe('de');
});

describe('quantities', () => {
  it('are said as a person says them', () => {
    expect(formatSize('en', 0)).toBe('0 bytes');
    expect(formatSize('en', 512_000_000)).toBe('512 megabytes');
    expect(formatSize('de', 2_147_483_648)).toBe('2,1 Gigabyte');
    expect(formatTime('en', '2026-11-21T09:12:00Z')).toMatch(/^21 November 2026/);
    expect(formatTime('de', 'last Tuesday')).toBe('last Tuesday');
  });
});
