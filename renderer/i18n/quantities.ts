/** Sizes and times as a person says them. */
import type { Language } from '../../core/contract/settings.ts';

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte'] as const;

/** "512 megabytes", "2.1 gigabytes": decimal units, as disks are sold by them. */
export function formatSize(language: Language, sizeBytes: number): string {
  const power = Math.min(
    units.length - 1,
    sizeBytes < 1000 ? 0 : Math.floor(Math.log10(sizeBytes) / 3),
  );
  const value = sizeBytes / 1000 ** power;
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: units[power] ?? 'byte',
    unitDisplay: 'long',
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value);
}

/** "22 November 2026 at 18:30"; the text itself when it is not a time. */
export function formatTime(language: Language, iso: string): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  const locale = language === 'en' ? 'en-GB' : language;
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' }).format(time);
}

/** "a, b and c" in the language's own manner. */
export const formatList = (language: Language, items: readonly string[]): string =>
  new Intl.ListFormat(language, { type: 'conjunction' }).format(items);
