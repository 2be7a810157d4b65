/** What the Chromium shell lets a page do, and what it does when something dies. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApp, type App } from '../helpers/app.ts';

describe('the window', () => {
  let app: App;

  beforeAll(async () => {
    app = await openApp();
  });
  afterAll(() => app.close());

  const pages = () => app.page.context().pages().length;

  it('fills the screen', async () => {
    const size = () => app.page.evaluate(() => [innerWidth, innerHeight]);
    await expect.poll(size, { timeout: 20_000 }).toEqual([1280, 800]);
  });

  it('gives the page one object and hides the binding behind it', async () => {
    const seen = await app.page.evaluate(() => ({
      bridge: Object.keys((window as unknown as { lifeboat: object }).lifeboat).sort(),
      binding: typeof (window as unknown as Record<string, unknown>)['__lifeboatSend'],
      node: typeof (window as unknown as Record<string, unknown>)['process'],
      isSecure: isSecureContext,
    }));
    expect(seen).toEqual({
      bridge: ['invoke', 'on'],
      binding: 'undefined',
      node: 'undefined',
      isSecure: true,
    });
  });

  it('refuses what the contract does not know', async () => {
    const invoke = (channel: string, input: unknown) =>
      app.page.evaluate(
        ([name, value]) =>
          (
            window as unknown as { lifeboat: { invoke(c: unknown, i: unknown): Promise<unknown> } }
          ).lifeboat
            .invoke(name, value)
            .then(
              () => 'taken',
              (error: unknown) => String(error),
            ),
        [channel, input] as const,
      );
    expect(await invoke('no.such', null)).toContain('There is no channel');
    expect(await invoke('constructor', null)).toContain('There is no channel');
    expect(await invoke('job.start', { command: 'rm' })).toContain('does not take this');
    expect(await invoke('terminal.write', { terminalId: 'job-99', data: 'x' })).toContain(
      'no terminal',
    );
  });

  it('reaches no other address and no other file', async () => {
    const outcome = await app.page.evaluate(() =>
      Promise.all(
        [
          'https://example.invalid/',
          'http://127.0.0.1/',
          '/../main/index.mjs',
          'file:///etc/passwd',
        ].map((url) =>
          fetch(url).then(
            () => 'reached',
            () => 'refused',
          ),
        ),
      ),
    );
    expect(outcome).toEqual(['refused', 'refused', 'refused', 'refused']);
  });

  it('opens no second window, by script or by key', async () => {
    await app.page.evaluate(() => {
      window.open('https://lifeboat.invalid/index.html');
    });
    app.press('ctrl+n', 'ctrl+t', 'ctrl+shift+n', 'F12', 'ctrl+w', 'ctrl+p');
    await app.page.waitForTimeout(1000);
    expect(pages()).toBe(1);
    await app.page.getByRole('heading', { level: 1, name: 'Welcome to Lifeboat' }).waitFor();
  });

  it('knows its jobs again when the page is loaded anew', async () => {
    const before = app.log.filter(({ msg }) => msg === 'job started').length;
    await app.page.reload();
    await app.page.getByRole('button', { name: 'See what happened' }).click();
    await app.page.getByText('Demo 1.0 worked before.').waitFor();
    const after = app.log.filter(({ msg }) => msg === 'job started').length;
    expect(after - before).toBeLessThanOrEqual(1);
  });

  it('writes with keys on the screen what the layout of the X server would', async () => {
    const { page } = app;
    const german = await page.evaluate(() =>
      window.lifeboat.invoke('app.keyboard', { keymap: 'de' }),
    );
    expect(german).toMatchObject({ KeyQ: ['q', 'Q', '@', 'Ω'], Minus: ['ß', '?', '\\', '¿'] });
    await page.locator('nav').getByRole('button', { name: 'Start', exact: true }).click();
    await page.getByText('On-screen keyboard').click();
    const keys = page.getByRole('region', { name: 'On-screen keyboard' });
    await page.locator('nav').getByRole('button', { name: 'Terminal' }).click();
    await page.locator('.xterm textarea').focus();
    for (const name of ['e', 'c', 'h', 'o', 'Space', 'Shift', 'H', 'i', 'Enter'])
      await keys.getByRole('button', { name, exact: true }).click();
    await page.getByText('Hi', { exact: true }).first().waitFor();
    await keys.getByRole('button', { name: 'Close' }).click();
    await keys.waitFor({ state: 'detached' });
  });

  it('comes back when the browser dies', async () => {
    const opened = () => app.log.filter(({ msg }) => msg === 'window open').length;
    const before = opened();
    process.kill(app.browserPid(), 'SIGKILL');
    await expect.poll(opened, { timeout: 20_000 }).toBe(before + 1);
    expect(app.log.at(-1)).not.toMatchObject({ level: 60 });
  });
});
