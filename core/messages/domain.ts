/** The domain's sentences in the person's language, for the terminal and the screens alike. */
import type { Language } from '../contract/languages.ts';
import type { Failure, Params, Phrase } from '../result.ts';
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en, type MessageId } from './en.ts';
import { createFormatter, type Formatter } from './format.ts';
import { ja } from './ja.ts';

export type { MessageId };
export type DomainFormatter = Formatter<MessageId>;

const catalogues: Record<Language, Record<MessageId, string>> = {
  en,
  de,
  ar: { ...en, ...ar },
  ja: { ...en, ...ja },
};

/**
 * A formatter of the domain's sentences for one language. A parameter that is a list of phrases is
 * said in that language. Some sentences quote another one as `step`: then `quoted` is that one's id,
 * and its own parameters stand beside it.
 */
export function createDomainFormatter(language: Language): DomainFormatter {
  const format = createFormatter<MessageId>(language, catalogues[language]);
  const sayPhrases = (phrases: readonly Phrase[]) =>
    phrases.map(({ message, params }) =>
      isMessageId(message) ? format(message, params) : message,
    );
  const sayWhole = (params: Params): Params => {
    // Hundreds of sentences are said of a large machine, and few of them have lists in them.
    if (!Object.values(params).some(Array.isArray)) return params;
    return Object.fromEntries(
      Object.entries(params).map(([name, value]) => [
        name,
        Array.isArray(value) ? sayPhrases(value).join(', ') : value,
      ]),
    );
  };
  return (id, params = {}) => {
    const whole = sayWhole(params);
    const { quoted } = whole;
    if (typeof quoted !== 'string' || !isMessageId(quoted)) return format(id, whole);
    return format(id, { ...whole, step: format(quoted, whole) });
  };
}

/** English, for the `sentence` fields of JSON, which stay the same in every session. */
export const sayInEnglish: DomainFormatter = createDomainFormatter('en');

/** Whether `id` names a sentence; ids in JSON are plain strings. */
export const isMessageId = (id: string): id is MessageId => Object.hasOwn(en, id);

/** A failure in three sentences: what happened, what was not changed, the next safe step. */
export function describeFailure(
  format: DomainFormatter,
  failure: Failure,
): { what: string; unchanged: string; next: string } {
  const part = (name: 'what' | 'unchanged' | 'next') =>
    format(`failure.${failure.code}.${name}`, failure.params);
  return { what: part('what'), unchanged: part('unchanged'), next: part('next') };
}
