/**
 * The way back in the real application on a made machine: keyboard only, with the screen reader on
 * and its words recorded. Unlocking needs a real device and is walked in the image tests.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findByEar, listen, pressAndListen } from '../../tools/demo/by-ear.ts';
import { openApp, type App } from '../helpers/app.ts';

describe('the way back, by keyboard and ear', () => {
  let app: App;
  const entries = () => readdirSync(join(app.esp, 'EFI/Linux')).sort();
  const heard = (from = 0) =>
    app.listener
      .heard()
      .slice(from)
      .map(({ text }) => text)
      .join('\n');

  beforeAll(async () => {
    app = await openApp();
  });
  afterAll(() => app.close());

  it('begins with a heading that has the focus', async () => {
    const heading = app.page.getByRole('heading', { level: 1 });
    await expect.poll(() => heading.evaluate((node) => node === document.activeElement)).toBe(true);
  });

  it('starts to speak on Super+Alt+S', async () => {
    app.press('super+alt+s');
    await expect.poll(() => heard(), { timeout: 20_000 }).toMatch(/screen reader on/i);
    await listen(app.listener, app.listener.heard().length);
  });

  it('says what happened', async () => {
    await findByEar(app.listener, /see what happened.*button/i);
    const from = app.listener.heard().length;
    app.press('Return');
    await app.page.getByRole('heading', { level: 1, name: 'What happened' }).waitFor();
    await expect
      .poll(() => heard(from), { timeout: 10_000 })
      .toMatch(/What happened heading.*Demo 1\.1 was started once and never finished starting/s);
  });

  it('recommends one way and previews it', async () => {
    await findByEar(app.listener, /go back to demo 1\.0.*button/i);
    app.press('Return');
    await app.page.getByRole('heading', { level: 1, name: 'Go back to Demo 1.0' }).waitFor();
    await app.page.getByRole('button', { name: 'Go back to Demo 1.0' }).waitFor();
    expect(entries()).toContain('demo_1.1+2-1.efi');
  });

  it('asks in a dialogue whose first answer changes nothing', async () => {
    await findByEar(app.listener, /go back to demo 1\.0.*button/i);
    const words = await pressAndListen(app.listener, 'Return');
    await app.page.getByRole('alertdialog').waitFor();
    expect(words).toMatch(/cancel/i);
    app.press('Return');
    await app.page.getByRole('alertdialog').waitFor({ state: 'detached' });
    const opener = app.page.getByRole('button', { name: 'Go back to Demo 1.0' });
    await expect.poll(() => opener.evaluate((node) => node === document.activeElement)).toBe(true);
    expect(entries()).toContain('demo_1.1+2-1.efi');
  });

  it('goes back when it is told to, and says so', async () => {
    app.press('Return');
    await app.page.getByRole('alertdialog').waitFor();
    const from = app.listener.heard().length;
    await findByEar(app.listener, /go back to demo 1\.0.*button/i);
    app.press('Return');
    await app.page.getByRole('heading', { level: 1, name: /^Done/ }).waitFor();
    expect(entries()).toEqual(['demo_1.0.efi', 'demo_1.1+0-1.efi', 'lifeboat_0.1.0.efi']);
    expect(readFileSync(join(app.esp, 'loader/loader.conf'), 'utf8')).toContain(
      'default demo_1.0.efi',
    );
    await expect
      .poll(() => heard(from), { timeout: 10_000 })
      .toMatch(/Done: Demo 1\.0 starts from now on/);
  });

  it('was told what the keys brought about, and not which keys they were', () => {
    expect(heard()).not.toMatch(/^(tab|return|left shift)$/im);
    expect(heard()).not.toMatch(/leaving (banner|navigation)/i);
  });

  it('has run every operation as a command, in a terminal that can be opened', async () => {
    const jobs = app.log.filter(({ msg }) => msg === 'job started').map(({ command }) => command);
    expect(jobs.slice(0, 3)).toEqual(['inspect', 'plan', 'apply']);
  });
});
