/** What the person can set about the session itself. Preferences only: nothing here has rights. */
import { z } from 'zod';

export const languages = ['en', 'de', 'ar', 'ja'] as const;
/** Those in which everything is said. The others have the whole way back, and English beside it. */
export const completeLanguages = ['en', 'de'] as const satisfies readonly Language[];
export const themes = ['light', 'dark', 'contrast'] as const;
/** Text size in percent of the design's own. */
export const textSizes = [100, 125, 150, 200, 300, 400] as const;

export const settingsSchema = z.object({
  language: z.enum(languages),
  /** An xkb layout, with its variant in brackets where it has one: "de", "us(dvorak)". */
  keymap: z.string().regex(/^[a-z][a-z0-9_-]{0,31}(\([a-z0-9_-]{1,32}\))?$/),
  speech: z.boolean(),
  theme: z.enum(themes),
  textSize: z.union(textSizes.map((size) => z.literal(size))),
  /** True for a person who wants much on one screen: an operator's view, one key away. */
  isDense: z.boolean(),
});
export type Settings = z.infer<typeof settingsSchema>;
export type Language = Settings['language'];
/** Whether what lies beside the way back is said in English in this language. */
export const isPartial = (language: Language): boolean =>
  !(completeLanguages as readonly Language[]).includes(language);
export const directionOf = (language: Language): 'ltr' | 'rtl' =>
  language === 'ar' ? 'rtl' : 'ltr';
export type Theme = Settings['theme'];

export const defaultSettings: Settings = {
  language: 'en',
  keymap: 'us',
  speech: false,
  theme: 'light',
  textSize: 100,
  isDense: false,
};
