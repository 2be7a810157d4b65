import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  languages,
  settingsSchema,
  speechRates,
  speechVolumes,
  textSizes,
  themes,
} from './contract/settings.ts';
import { formatPreferences, parsePreferences } from './preferences.ts';

it('takes the nine preferences and nothing else', () => {
  const text = `lifeboat.lang=ja lifeboat.keymap=de(nodeadkeys)\nlifeboat.speech=1
lifeboat.rate=70 lifeboat.volume=60 lifeboat.slow-keys=1 lifeboat.bounce-keys=0
lifeboat.contrast=dark lifeboat.scale=200 lifeboat.root=/dev/sda lifeboat.isDense=1 init=/bin/sh`;
  expect(parsePreferences(text)).toEqual({
    language: 'ja',
    keymap: 'de(nodeadkeys)',
    slowKeys: true,
    bounceKeys: false,
    speech: true,
    speechRate: 70,
    speechVolume: 60,
    theme: 'dark',
    textSize: 200,
  });
});

it('leaves out each word that does not fit and keeps the others', () => {
  const text =
    'lifeboat.lang=xx lifeboat.keymap=-layout;rm lifeboat.scale=7 lifeboat.scale= lifeboat.contrast=toString lifeboat.speech=yes lifeboat.slow-keys=2 lifeboat.bounce-keys= lifeboat.rate=75 lifeboat.volume=0 lifeboat.lang';
  expect(parsePreferences(text)).toEqual({});
  expect(parsePreferences(`${text} lifeboat.speech=0`)).toEqual({ speech: false });
});

it('reads what it wrote, whatever is set', () => {
  const preferences = fc.record(
    {
      language: fc.constantFrom(...languages),
      keymap: fc.constantFrom('us', 'de(nodeadkeys)'),
      slowKeys: fc.boolean(),
      bounceKeys: fc.boolean(),
      speech: fc.boolean(),
      speechRate: fc.constantFrom(...speechRates),
      speechVolume: fc.constantFrom(...speechVolumes),
      theme: fc.constantFrom(...themes),
      textSize: fc.constantFrom(...textSizes),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(preferences, (wanted) => {
      expect(parsePreferences(formatPreferences(wanted))).toEqual(wanted);
    }),
  );
});

it('makes nothing but settings of any bytes', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const noise = `lifeboat.lang=${text} lifeboat.keymap=${text} lifeboat.scale=${text} lifeboat.rate=${text} lifeboat.volume=${text}`;
      expect(settingsSchema.partial().safeParse(parsePreferences(noise)).success).toBe(true);
    }),
  );
});
