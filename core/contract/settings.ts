/** What the person can set about the session itself. Preferences only: nothing here has rights. */
import { z } from 'zod';

export const languages = ['en', 'de'] as const;
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
});
export type Settings = z.infer<typeof settingsSchema>;
export type Language = Settings['language'];
export type Theme = Settings['theme'];

export const defaultSettings: Settings = {
  language: 'en',
  keymap: 'us',
  speech: false,
  theme: 'light',
  textSize: 100,
};
