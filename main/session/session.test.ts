import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../core/contract/settings.ts';
import { parseRulesList } from './keymap.ts';
import { settingsFromCommandLine } from './preferences.ts';

describe('settingsFromCommandLine', () => {
  it('takes the preferences that a boot entry may set', () => {
    const words =
      'quiet lifeboat.lang=de lifeboat.keymap=de(nodeadkeys) lifeboat.speech=1 lifeboat.contrast=1 lifeboat.scale=200';
    expect(settingsFromCommandLine(words)).toEqual({
      language: 'de',
      keymap: 'de(nodeadkeys)',
      speech: true,
      theme: 'contrast',
      textSize: 200,
      isDense: false,
    });
  });

  it('leaves out each word that does not fit and keeps the others', () => {
    const words =
      'lifeboat.lang=xx lifeboat.keymap=-layout;rm lifeboat.scale=7 lifeboat.speech=1\n';
    expect(settingsFromCommandLine(words)).toEqual({ ...defaultSettings, speech: true });
  });
});

describe('parseRulesList', () => {
  it('lists layouts and their variants by name', () => {
    const list = `! model
  pc105           Generic 105-key PC

! layout
  us              English (US)
  de              German
  custom          A user-defined custom Layout

! variant
  nodeadkeys      de: German (no dead keys)

! option
  grp             Switching to another layout
`;
    expect(parseRulesList(list)).toEqual([
      { id: 'us', name: 'English (US)' },
      { id: 'de', name: 'German' },
      { id: 'de(nodeadkeys)', name: 'German (no dead keys)' },
    ]);
  });
});
