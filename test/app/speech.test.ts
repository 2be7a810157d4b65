/**
 * What Orca says on each journey, compared with text that somebody has read: every sentence, in its
 * order, once. After a wanted change: `npx vitest run --project app test/app/speech.test.ts -u`, and
 * read the difference as if you could not see the screen. What the real command does too fast to be
 * followed has the pace of a slower machine; what needs a token is played (stand-in.ts).
 */
import { afterEach, describe, expect, it } from 'vitest';
import { openApp, type App, type AppOptions } from '../helpers/app.ts';
import { makeTokenDemo } from '../helpers/machines/demo.ts';
import { Transcript } from '../helpers/transcript.ts';
import { unlockWithToken } from '../helpers/unlock-moments.ts';

let app: App | undefined;
afterEach(async () => {
  await app?.close();
  app = undefined;
});

/** A session in which speech was just turned on. */
async function begin(options: AppOptions = {}): Promise<{ app: App; journey: Transcript }> {
  app = await openApp(options);
  const opened = app;
  const journey = new Transcript(opened);
  await journey.after('Super+Alt+S', () => opened.press('super+alt+s'), /Welcome to Lifeboat/);
  return { app: opened, journey };
}

async function expectSpeech(journey: Transcript, name: string): Promise<void> {
  await expect(journey.text).toMatchFileSnapshot(`speech/${name}.txt`);
  expect(journey.late).toEqual([]);
}

// A machine that is busy for a moment delays a word, or parts a sentence in two.
describe('what is said', { retry: 2, timeout: 180_000 }, () => {
  it('the way back, from the first screen to the restart', async () => {
    const { app, journey } = await begin({
      scripts: { plan: { stepMs: 1500 }, apply: { stepMs: 1200 } },
    });
    await journey.press('Tab', 'Return', 'Tab');
    await journey.after('Return', () => app.press('Return'), /Nothing is done until you say so/);
    await journey.press('Tab', 'Return', 'Tab');
    await journey.after('Return', () => app.press('Return'), /Restart this machine to use it/);
    await journey.press('Tab', 'Return', 'Tab');
    await expectSpeech(journey, 'go-back');
  });

  it('unlocking with a security token: a wrong PIN, the right one, a touch', async () => {
    const { app, journey } = await begin({
      scripts: { inspect: [{ type: 'result', value: makeTokenDemo() }], unlock: unlockWithToken },
    });
    await app.page.locator('nav').getByRole('button', { name: 'Unlock' }).focus();
    await journey.after('Return', () => app.press('Return'), /What you type stays/);
    await journey.press('Tab', 'Tab');
    await journey.after('Return', () => app.press('Return'), /password text/);
    app.type('97531');
    await journey.after('types a PIN, Return', () => app.press('Return'), /tries are left/);
    app.type('86420');
    await journey.after('types a PIN, Return', () => app.press('Return'), /open for reading only/);
    await expectSpeech(journey, 'unlock-token');
    const letters = app.desktop.speech.all().filter(({ text }) => /^\d$|97531|86420/.test(text));
    expect(letters).toEqual([]);
  });

  it('how it sounds, and the end of speech', async () => {
    const { app, journey } = await begin();
    const voice = () => app.desktop.speech.all().findLast(({ kind }) => kind === 'SPEAK')?.voice;
    expect(voice()).toEqual({ rate: '2', volume: '100', language: 'en' });
    await journey.press('super+alt+Right', 'super+alt+Down', 'super+alt+Up', 'super+alt+Up');
    expect(voice()).toEqual({ rate: '22', volume: '100', language: 'en' });
    await journey.after('Super+Alt+S', () => app.press('super+alt+s'), /off/);
    await expectSpeech(journey, 'voice');
  });

  it('the terminal, opened and left', async () => {
    const { app, journey } = await begin();
    await app.page.locator('nav').getByRole('button', { name: 'Terminal' }).focus();
    await journey.press('Return', 'Tab', 'Tab', 'Tab');
    app.type('echo found');
    await journey.after('types a command, Return', () => app.press('Return'), /found/);
    await journey.press('F6');
    await expectSpeech(journey, 'terminal');
  });
});
