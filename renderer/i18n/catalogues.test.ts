import { describe, expect, it } from 'vitest';
import { createFormatter } from '../../core/messages/format.ts';
import { de } from './de.ts';
import { en, type TextId } from './en.ts';
import { helpTexts } from './help.ts';
import { formatSize, formatTime } from './quantities.ts';

const ids = Object.keys(en) as TextId[];

/** Names that a text takes: `{name}` and `{name, plural, …}`. */
const placeholders = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{(\w+)(?=[},])/g)].map(([, name]) => name ?? ''))].sort();

describe('the catalogues', () => {
  it('take the same parameters in both languages', () => {
    const inOf = (texts: Record<TextId, string>) =>
      ids.map((id) => [id, ...placeholders(texts[id])]);
    expect(inOf(de)).toEqual(inOf(en));
  });

  it('hold no straight apostrophe, which would quote', () => {
    const quoting = ids.filter((id) => `${en[id]}${de[id]}`.includes("'"));
    expect(quoting).toEqual([]);
  });

  it.each([
    ['en', createFormatter<TextId>('en', en)],
    ['de', createFormatter<TextId>('de', de)],
  ] as const)('format in %s without a brace left over', (_language, format) => {
    for (const id of ids) {
      const params = Object.fromEntries(placeholders(en[id]).map((name) => [name, 2]));
      expect(format(id, params), id).not.toMatch(/[{}#]/);
    }
  });

  it('count as people do', () => {
    const format = createFormatter<TextId>('de', de);
    expect(format('reason.indeterminate', { done: 1, left: 1 })).toBe(
      'Sie wurde einmal gestartet und nie fertig. Ein Versuch ist übrig.',
    );
  });

  it('have help for the same screens, and as many paragraphs', () => {
    for (const [name, paragraphs] of Object.entries(helpTexts.en))
      expect(helpTexts.de[name as keyof typeof helpTexts.de]).toHaveLength(paragraphs.length);
  });
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
