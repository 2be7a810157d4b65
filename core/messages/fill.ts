/**
 * Fills a compiled text with its parameters. lingui's own way to do so makes an Intl.NumberFormat for
 * each text with a plural in it; the first one takes as long as a tenth of all that `lifeboat inspect`
 * does, and small numbers look the same without it.
 */
import type {
  CompiledIcuChoices as Choices,
  CompiledMessage as Compiled,
} from '@lingui/message-utils/compileMessage';
import type { Language } from '../contract/languages.ts';
import { textParam, type Params } from '../result.ts';

export type { Compiled };

/** The languages whose numbers below a thousand are their digits and nothing else. */
const writesPlainDigits: Record<Language, boolean> = { en: true, de: true, ar: false, ja: true };

/** A function that fills texts of one language; a parameter that is missing leaves nothing behind. */
export function createFill(language: Language): (text: Compiled, params: Params) => string {
  let numbers: Intl.NumberFormat | undefined;
  let plurals: Intl.PluralRules | undefined;

  const formatNumber = (value: number): string => {
    const isSmall = Number.isInteger(value) && value >= 0 && value < 1000;
    if (isSmall && writesPlainDigits[language]) return String(value);
    numbers ??= new Intl.NumberFormat(language);
    return numbers.format(value);
  };
  const choosePlural = (value: number, count: number, choices: Choices): Compiled => {
    plurals ??= new Intl.PluralRules(language);
    return choices[String(value)] ?? choices[plurals.select(count)] ?? choices['other'] ?? [];
  };
  // A code may be called like something that every object has.
  const chooseCase = (value: string, choices: Choices): Compiled =>
    (Object.hasOwn(choices, value) ? choices[value] : undefined) ?? choices['other'] ?? [];

  const fill = (text: Compiled, params: Params, count: number | null): string =>
    text
      .map((token) => {
        if (token === '#' && count !== null) return formatNumber(count);
        if (typeof token === 'string') return token;
        const [name, type, format] = token;
        const value = textParam(params, name);
        if (type === undefined) return value ?? '';
        const choices = format as Choices;
        switch (type) {
          case 'number':
            return formatNumber(Number(value));
          case 'plural': {
            const counted = Number(value) - (choices.offset ?? 0);
            return fill(choosePlural(Number(value), counted, choices), params, counted);
          }
          case 'select':
            return fill(chooseCase(String(value), choices), params, count);
          default:
            throw new Error(`no text of ours has {${name}, ${type}}`);
        }
      })
      .join('');

  return (text, params) => fill(text, params, null);
}
