import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../core/contract/settings.ts';
import { parseRulesList } from './keymap.ts';
import { readKeptPreferences } from './preferences.ts';
import { Session } from './session.ts';

function openSession(asked: ConstructorParameters<typeof Session>[0]) {
  const emitted: unknown[] = [];
  const session = new Session(asked, {
    ownsMachine: false,
    log: () => undefined,
    emit: (channel, payload) => emitted.push([channel, payload]),
  });
  return { session, emitted };
}

describe('what the ESP keeps', () => {
  it('is taken up and told, and the boot entry’s own words stay', async () => {
    const { session, emitted } = openSession({ language: 'de' });
    await session.takeKept({ language: 'ja', textSize: 200 });
    const settings = { ...defaultSettings, language: 'de', textSize: 200 };
    expect(session.settings).toEqual(settings);
    expect(emitted).toEqual([['settings.changed', settings]]);
  });

  it('comes too late once the person has chosen', async () => {
    const { session, emitted } = openSession({});
    await session.change({ ...defaultSettings, theme: 'dark' });
    await session.takeKept({ theme: 'contrast' });
    expect(session.settings.theme).toBe('dark');
    expect(emitted).toEqual([]);
  });

  it.each([
    ['{"preferences":{"theme":"dark"}}', { theme: 'dark' }],
    ['{"preferences":{"theme":"loud"}}', {}],
    ['no JSON', {}],
  ])('is read from what the command says: %s', async (answer, kept) => {
    const args = ['-e', 'process.stdout.write(process.env.ANSWER)', '--'];
    const command = { file: process.execPath, args, env: { ANSWER: answer } };
    expect(await readKeptPreferences(command)).toEqual(kept);
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
