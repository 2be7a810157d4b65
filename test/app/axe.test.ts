/** Every screen in every theme, audited by axe in the real browser, where contrast can be measured. */
import axe from 'axe-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { themes } from '../../core/contract/settings.ts';
import { openApp, type App } from '../helpers/app.ts';

const screens = [
  'Start',
  'What happened',
  'Unlock',
  'Go back',
  'Restart',
  'Versions',
  'Disks',
  'Terminal',
];

describe('axe finds nothing', () => {
  let app: App;
  beforeAll(async () => {
    app = await openApp();
    await app.page.evaluate(axe.source);
    // A colour that is on its way to another is not one that anybody has to read.
    await app.page.emulateMedia({ reducedMotion: 'reduce' });
  });
  afterAll(() => app.close());

  it.each(screens)('on %s', async (screen) => {
    const { page } = app;
    await page.getByRole('navigation').getByRole('button', { name: screen, exact: true }).click();
    await page.waitForTimeout(500);
    for (const theme of themes) {
      const violations = await page.evaluate(async (name) => {
        document.documentElement.dataset['theme'] = name;
        await new Promise((resolve) => requestAnimationFrame(resolve));
        const { axe: auditor } = window as unknown as { axe: typeof axe };
        const found = await auditor.run({
          runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
          rules: { 'color-contrast-enhanced': { enabled: true } },
        });
        return found.violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`,
        );
      }, theme);
      expect(violations, `in the ${theme} theme`).toEqual([]);
    }
  });
});
