/**
 * Every screen measured in the real browser, on a made machine that meets each state: contrast and
 * roles by axe, targets, the ring of the focus, reflow, motion, forced colours, right to left.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { screenSchema } from '../../core/contract/ipc.ts';
import { themes } from '../../core/contract/settings.ts';
import { openCamera, type Camera, type View } from '../../tools/lib/camera.ts';
import {
  auditPage,
  findMotion,
  findOverflow,
  findPoorFocus,
  findShapeless,
  findSmallTargets,
  textSpacing,
} from '../helpers/measure.ts';

const machine = 'workshop';
const goBack = 'Go back to Demo 1.0';
/** The screens, and what is met on the way back beyond them. */
const views: Record<string, View> = {
  ...Object.fromEntries(screenSchema.options.map((screen) => [screen, { screen, machine }])),
  preview: { screen: 'what-happened', machine: 'makeOpen', press: [goBack] },
  question: { screen: 'what-happened', machine: 'makeOpen', press: [goBack, goBack] },
  interrupted: { screen: 'go-back', machine: 'makeCutOff' },
  refused: {
    screen: 'what-happened',
    machine: 'makeLostUpgrade',
    press: ['Finish the upgrade to Demo 1.2'],
  },
  help: { screen: 'unlock', press: ['Help (F1)'] },
  keyboard: { screen: 'unlock', screenKeyboard: true },
};
const names = Object.keys(views);
const viewOf = (name: string): View => views[name] ?? { screen: name };
const sizes = [
  [1280, 800, 100],
  [1280, 800, 200],
  [1280, 800, 300],
  [1280, 800, 400],
  [800, 600, 100],
  [640, 480, 100],
  [640, 480, 400],
  [320, 256, 100],
  [1920, 1080, 100],
  [3840, 2160, 400],
] as const;

describe('measured in the browser', () => {
  let camera: Camera;
  beforeAll(async () => {
    camera = await openCamera();
  });
  afterAll(() => camera.close());

  /** Puts one of the settings on the page that is there, as the page itself does. */
  const set = (page: Page, name: 'theme' | 'density', value: string) =>
    page.evaluate(
      ([key, text]) =>
        new Promise<void>((resolve) => {
          document.documentElement.dataset[key] = text;
          requestAnimationFrame(() => {
            requestAnimationFrame(() => {
              resolve();
            });
          });
        }),
      [name, value] as const,
    );

  describe.each(names)('%s', (name) => {
    it('has no violation that axe finds in any theme, text contrast of 7:1 included', async () => {
      const page = await camera.show(viewOf(name));
      for (const theme of themes) {
        await set(page, 'theme', theme);
        expect(await auditPage(page), theme).toEqual([]);
      }
    });

    it('has targets of 44 px, and of 24 px where much is on one screen', async () => {
      const page = await camera.show(viewOf(name));
      expect(await findSmallTargets(page, 44)).toEqual([]);
      await set(page, 'density', 'dense');
      expect(await findSmallTargets(page, 24)).toEqual([]);
    });

    it('needs no sideways scrolling at any size of screen and text', async () => {
      const page = await camera.show(viewOf(name));
      for (const [width, height, percent] of sizes) {
        await page.setViewportSize({ width, height });
        await page.evaluate((scale) => {
          document.documentElement.style.setProperty('--text-scale', String(scale));
        }, percent / 100);
        // A list that draws only what is in sight lays it out once it knows its new width.
        const size = `${width} × ${height} at ${percent} %`;
        await expect.poll(() => findOverflow(page), { message: size }).toEqual([]);
      }
    });

    it('bears wide letters, words and lines, less motion, and colours of the system', async () => {
      const page = await camera.show({ ...viewOf(name), width: 640, height: 480 });
      expect(await findMotion(page)).toEqual([]);
      await page.emulateMedia({ forcedColors: 'active' });
      expect(await findShapeless(page)).toEqual([]);
      await page.emulateMedia({ forcedColors: 'none' });
      await page.addStyleTag({ content: textSpacing });
      await expect.poll(() => findOverflow(page)).toEqual([]);
    });
  });

  // A terminal gives Tab to its program; terminal.test.tsx walks into it and out again.
  describe.each(names.filter((name) => name !== 'terminal'))('%s', (name) => {
    it('shows the focus at every stop of Tab in any theme', async () => {
      const page = await camera.show({ ...viewOf(name), width: 800, height: 600 });
      for (const theme of themes) {
        await set(page, 'theme', theme);
        const { stops, findings } = await findPoorFocus(page);
        expect(findings, theme).toEqual([]);
        expect(stops).toBeGreaterThan(0);
      }
    });
  });

  it('moves something where no less motion is asked for, so that its lack can be seen', async () => {
    const page = await camera.show(viewOf('start'));
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    expect(await findMotion(page)).not.toEqual([]);
    await page.emulateMedia({ reducedMotion: 'reduce' });
  });

  describe('from right to left', () => {
    const way = ['start', 'what-happened', 'unlock', 'go-back', 'restart'];

    it.each(way)('%s runs the other way, and axe finds nothing', async (screen) => {
      const page = await camera.show({ screen, machine, language: 'ar' });
      const left = async (selector: string) =>
        (await page.locator(selector).boundingBox())?.x ?? Number.NaN;
      expect(await page.evaluate('document.documentElement.dir')).toBe('rtl');
      expect(await left('.side')).toBeGreaterThan(await left('.content'));
      expect(await auditPage(page)).toEqual([]);
      const small = { screen, machine, language: 'ar', width: 640, height: 480, size: 400 };
      expect(await findOverflow(await camera.show(small))).toEqual([]);
    });
  });

  it.each([
    ['ar', 'Noto Sans Arabic Variable'],
    ['ja', 'Noto Sans JP Variable'],
    ['en', 'Atkinson Hyperlegible Next Variable'],
  ])('the letters of %s come from a typeface of our own', async (language, family) => {
    const page = await camera.show({ screen: 'what-happened', language });
    const loaded = await page.evaluate(() =>
      [...document.fonts].filter(({ status }) => status === 'loaded').map((face) => face.family),
    );
    expect(loaded.map((name) => name.replaceAll('"', ''))).toContain(family);
  });
});
