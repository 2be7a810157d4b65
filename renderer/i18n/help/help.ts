/**
 * Offline help, a few short paragraphs per screen: what one sees, what one can do, what can't go
 * wrong. `keys` are the keys that work everywhere. A language that has only the way back has no
 * help for the closer look, which is in English there.
 */
import type { Language } from '../../../core/contract/settings.ts';
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import type { HelpText } from './help-text.ts';
import { ja } from './ja.ts';

export const helpTexts: Readonly<Record<Language, HelpText>> = {
  en,
  de,
  ar: { ...en, ...ar },
  ja: { ...en, ...ja },
};
