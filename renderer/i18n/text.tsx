/**
 * Words on the screens. The screens' own texts stand in this folder, one catalogue per language
 * with the same keys by type; what the domain says comes from core/messages, so that terminal and
 * screen agree. Components ask for a text by id and never join sentences from parts.
 */
import { createContext, useCallback, useContext } from 'react';
import type { Language } from '../../core/contract/settings.ts';
import {
  createDomainFormatter,
  describeFailure,
  isMessageId,
  type DomainFormatter,
} from '../../core/messages/domain.ts';
import { createFormatter, type Formatter } from '../../core/messages/format.ts';
import type { Failure, Params } from '../../core/result.ts';
import { useSettings } from '../state/stores.tsx';
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en, type TextId } from './en.ts';
import { ja } from './ja.ts';

export type { TextId };
export type Texts = Formatter<TextId>;

const screenTexts: Record<Language, Formatter<TextId>> = {
  en: createFormatter<TextId>('en', en),
  de: createFormatter<TextId>('de', de),
  ar: createFormatter<TextId>('ar', { ...en, ...ar }),
  ja: createFormatter<TextId>('ja', { ...en, ...ja }),
};
const domainTexts: Record<Language, DomainFormatter> = {
  en: createDomainFormatter('en'),
  de: createDomainFormatter('de'),
  ar: createDomainFormatter('ar'),
  ja: createDomainFormatter('ja'),
};

/** The language of a part of the page that is not in the person's own; null where it is. */
export const LanguageOfPart = createContext<Language | null>(null);

/** The language of this part of the page. */
export function useLanguage(): Language {
  const own = useSettings(({ settings }) => settings.language);
  return useContext(LanguageOfPart) ?? own;
}

/** The texts of the screens in the language of this part of the page. */
export const useText = (): Texts => screenTexts[useLanguage()];

/** The domain's formatter in the person's language, for what core says from whole items. */
export const useDomain = (): DomainFormatter => domainTexts[useLanguage()];

/**
 * The domain's sentences in the person's language, by the id that stands in its JSON. An id of a
 * newer tool that is not known here gives `sentence`, which that tool wrote in English.
 */
export function useSay(): (id: string, params: Params, sentence?: string) => string {
  const format = domainTexts[useLanguage()];
  return useCallback(
    (id, params, sentence = id) => (isMessageId(id) ? format(id, params) : sentence),
    [format],
  );
}

/** A failure in three sentences: what happened, what was not changed, the next safe step. */
export function useFailureSentences(): (failure: Failure) => ReturnType<typeof describeFailure> {
  const format = domainTexts[useLanguage()];
  return useCallback((failure) => describeFailure(format, failure), [format]);
}
