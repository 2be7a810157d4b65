/** What the boot entry asks for by words on the kernel's command line; preferences only. */
import { defaultSettings, settingsSchema, type Settings } from '../../core/contract/settings.ts';

/** Settings from `lifeboat.lang= .keymap= .speech= .contrast= .scale=`; what does not fit is left out. */
export function settingsFromCommandLine(commandLine: string): Settings {
  const words = new Map(
    commandLine
      .trim()
      .split(/\s+/)
      .map((word) => {
        const [name = '', ...value] = word.split('=');
        return [name, value.join('=')] as const;
      }),
  );
  const asked: Partial<Record<keyof Settings, unknown>> = {
    language: words.get('lifeboat.lang'),
    keymap: words.get('lifeboat.keymap'),
    speech: words.has('lifeboat.speech') ? words.get('lifeboat.speech') === '1' : undefined,
    theme: words.get('lifeboat.contrast') === '1' ? 'contrast' : undefined,
    textSize: words.has('lifeboat.scale') ? Number(words.get('lifeboat.scale')) : undefined,
  };
  let settings = defaultSettings;
  for (const [name, value] of Object.entries(asked)) {
    if (value === undefined) continue;
    const parsed = settingsSchema.safeParse({ ...settings, [name]: value });
    if (parsed.success) settings = parsed.data;
  }
  return settings;
}
