/**
 * Preferences of a session as words: `lifeboat.lang= .keymap= .screen-keyboard= .sticky-keys=
 * .slow-keys= .bounce-keys= .speech= .rate= .volume= .contrast= .scale=`, from the boot entry's command
 * line or from `lifeboat/preferences` on the EFI system partition. Anybody with the disk in hand can
 * write there, so nothing but these eleven is taken, each by the schema of the settings, and none has rights.
 */
import { settingsSchema, type Settings, type Theme } from './contract/settings.ts';

/** Where they are kept, below the EFI system partition. */
export const preferencesPath = 'lifeboat/preferences';
/** More than these words ever need; a longer file is not read. */
export const maxPreferencesBytes = 4096;

export type Preferences = Partial<
  Pick<
    Settings,
    | 'language'
    | 'keymap'
    | 'screenKeyboard'
    | 'stickyKeys'
    | 'slowKeys'
    | 'bounceKeys'
    | 'speech'
    | 'speechRate'
    | 'speechVolume'
    | 'theme'
    | 'textSize'
  >
>;

const themesByWord: Readonly<Record<string, Theme>> = { 0: 'light', 1: 'contrast', dark: 'dark' };
const switches: Readonly<Record<string, boolean>> = { 0: false, 1: true };

const readers = {
  'lifeboat.lang': (value: string) => ({ language: value }),
  'lifeboat.keymap': (value: string) => ({ keymap: value }),
  'lifeboat.screen-keyboard': (value: string) => ({ screenKeyboard: switches[value] }),
  'lifeboat.sticky-keys': (value: string) => ({ stickyKeys: switches[value] }),
  'lifeboat.slow-keys': (value: string) => ({ slowKeys: switches[value] }),
  'lifeboat.bounce-keys': (value: string) => ({ bounceKeys: switches[value] }),
  'lifeboat.speech': (value: string) => ({ speech: switches[value] }),
  'lifeboat.rate': (value: string) => ({ speechRate: Number(value) }),
  'lifeboat.volume': (value: string) => ({ speechVolume: Number(value) }),
  'lifeboat.contrast': (value: string) => ({ theme: themesByWord[value] }),
  'lifeboat.scale': (value: string) => ({ textSize: Number(value) }),
} as const;

const isKnown = (name: string): name is keyof typeof readers => Object.hasOwn(readers, name);

/** The preferences among the words of `text`; whatever does not fit is left out, the others kept. */
export function parsePreferences(text: string): Preferences {
  let preferences: Preferences = {};
  for (const word of text.split(/\s+/)) {
    const at = word.indexOf('=');
    const name = word.slice(0, at);
    if (at < 0 || !isKnown(name)) continue;
    const parsed = settingsSchema.partial().safeParse(readers[name](word.slice(at + 1)));
    const isSet = parsed.success && Object.values(parsed.data).some((value) => value !== undefined);
    if (isSet) preferences = { ...preferences, ...(parsed.data as Preferences) };
  }
  return preferences;
}

const toSwitch = (isOn: boolean | undefined): number | undefined =>
  isOn === undefined ? undefined : Number(isOn);

/** The same words back, one on each line; what is not set has none. */
export function formatPreferences({
  language,
  keymap,
  screenKeyboard,
  stickyKeys,
  slowKeys,
  bounceKeys,
  speech,
  speechRate,
  speechVolume,
  theme,
  textSize,
}: Preferences): string {
  const contrast = Object.keys(themesByWord).find((word) => themesByWord[word] === theme);
  const words = {
    lang: language,
    keymap,
    'screen-keyboard': toSwitch(screenKeyboard),
    'sticky-keys': toSwitch(stickyKeys),
    'slow-keys': toSwitch(slowKeys),
    'bounce-keys': toSwitch(bounceKeys),
    speech: toSwitch(speech),
    rate: speechRate,
    volume: speechVolume,
    contrast,
    scale: textSize,
  };
  return Object.entries(words)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `lifeboat.${name}=${String(value)}\n`)
    .join('');
}
