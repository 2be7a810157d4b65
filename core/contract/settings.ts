/** What the person can set about the session itself. Preferences only: nothing here has rights. */
import { z } from 'zod';
import { languages } from './languages.ts';

export * from './languages.ts';

export const themes = ['light', 'dark', 'contrast'] as const;
/** How fast and how loud is spoken, in percent of what the synthesizer can; the steps can be heard. */
export const speechRates = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100] as const;
export const speechVolumes = [40, 50, 60, 70, 80, 90, 100] as const;
/** Text size in percent of the design's own. */
export const textSizes = [100, 125, 150, 200, 300, 400] as const;

export const settingsSchema = z.object({
  language: z.enum(languages),
  /** An xkb layout, with its variant in brackets where it has one: "de", "us(dvorak)". */
  keymap: z.string().regex(/^[a-z][a-z0-9_-]{0,31}(\([a-z0-9_-]{1,32}\))?$/),
  speech: z.boolean(),
  speechRate: z.union(speechRates.map((rate) => z.literal(rate))),
  speechVolume: z.union(speechVolumes.map((volume) => z.literal(volume))),
  /** A modifier that is pressed alone holds for the next key. */
  stickyKeys: z.boolean(),
  /** A key counts only once it is held for a while. */
  slowKeys: z.boolean(),
  /** A key counts again only after a pause. */
  bounceKeys: z.boolean(),
  /** Keys on the screen, for a machine without others. */
  screenKeyboard: z.boolean(),
  theme: z.enum(themes),
  textSize: z.union(textSizes.map((size) => z.literal(size))),
  /** True for a person who wants much on one screen: an operator's view, one key away. */
  isDense: z.boolean(),
});
export type Settings = z.infer<typeof settingsSchema>;
export type Theme = Settings['theme'];
/** How speech sounds. */
export type Voice = Pick<Settings, 'language' | 'speechRate' | 'speechVolume'>;

export const defaultSettings: Settings = {
  language: 'en',
  keymap: 'us',
  speech: false,
  speechRate: 50,
  speechVolume: 100,
  stickyKeys: false,
  slowKeys: false,
  bounceKeys: false,
  screenKeyboard: false,
  theme: 'light',
  textSize: 100,
  isDense: false,
};
