/**
 * What assistive technology gets of each screen, compared with text that somebody has read. After a
 * wanted change: `npx vitest run --project app test/app/accessibility-tree.test.ts -u`, and read the
 * difference; a wrong role, a control without a name, a text that comes twice is a mistake.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JobEvent } from '../../core/contract/job.ts';
import { formatTree, readTree } from '../helpers/accessibility-tree.ts';
import { openApp, type App, type AppOptions } from '../helpers/app.ts';
import { makeTokenDemo } from '../helpers/machines/demo.ts';
import { makeWorkshop } from '../helpers/machines/workshop.ts';
import { unlockMoments } from '../helpers/unlock-moments.ts';

/** What was said goes away a moment later; what stands beside every screen is told of once. */
const passing = ['live region'];
const frame = ['banner', ...passing];
/** Focus and live regions come to rest a moment after the words are there. */
const settleMs = 400;

let app: App;
async function expectTree(name: string, without = frame): Promise<void> {
  let last = '';
  await expect
    .poll(
      async () => {
        const before = last;
        last = formatTree(await readTree(app.desktop), without);
        return last === before;
      },
      { timeout: 20_000, interval: settleMs },
    )
    .toBe(true);
  await expect(last).toMatchFileSnapshot(`atspi/${name}.txt`);
}

const heading = (name: string | RegExp) => app.page.getByRole('heading', { level: 1, name });
async function goTo(screen: string, title: string | RegExp = screen): Promise<void> {
  await app.page.locator('nav').getByRole('button', { name: screen, exact: true }).click();
  await heading(title).waitFor();
}
const press = (name: string) => app.page.getByRole('button', { name, exact: true }).click();

function useApp(options: AppOptions = {}): void {
  beforeAll(async () => {
    app = await openApp(options);
  });
  afterAll(() => app.close());
}

describe('the way back', () => {
  useApp();

  it('Start', async () => {
    await expectTree('start', passing);
  });

  it('help', async () => {
    app.press('F1');
    await app.page.getByRole('dialog').waitFor();
    await expectTree('help');
    app.press('Escape');
  });

  it('What happened', async () => {
    await goTo('What happened');
    await app.page.getByText('Demo 1.0 worked before.').waitFor();
    await expectTree('what-happened');
  });

  it('Unlock with nothing to unlock', async () => {
    await goTo('Unlock');
    await expectTree('unlock-nothing');
  });

  it('Go back, its question, and its end', async () => {
    await goTo('Go back');
    await expectTree('go-back');
    await press('Go back to Demo 1.0');
    await press('Go back to Demo 1.0');
    await app.page.getByRole('alertdialog').waitFor();
    await expectTree('question');
    await app.page
      .getByRole('alertdialog')
      .getByRole('button', { name: /Go back/ })
      .click();
    await heading(/^Done/).waitFor();
    await expectTree('done');
  });

  it('Restart', async () => {
    await goTo('Restart', 'Restart this machine');
    await expectTree('restart');
  });

  it('Terminal', async () => {
    await goTo('Terminal');
    await expectTree('terminal');
  });
});

const inspected = (value: unknown): JobEvent[] => [{ type: 'result', value }];

describe('a machine on which each state is met', () => {
  useApp({ scripts: { inspect: inspected(makeWorkshop()) } });

  it('What happened', async () => {
    await goTo('What happened');
    await expectTree('what-happened-workshop');
  });

  it('Versions', async () => {
    await goTo('Versions');
    await expectTree('versions');
  });

  it('Disks', async () => {
    await goTo('Disks');
    await expectTree('disks');
  });
});

describe('unlocking', () => {
  const { pin = [], blocked = [] } = unlockMoments;
  useApp({
    scripts: {
      inspect: inspected(makeTokenDemo()),
      unlock: [
        ...pin,
        { waitFor: 'pin' },
        { type: 'question-closed', id: 'pin' },
        ...blocked,
        { waitFor: 'method' },
      ],
    },
  });

  it('the ways to unlock', async () => {
    await goTo('Unlock');
    await expectTree('unlock');
  });

  it('a PIN that was wrong, and a token that takes no more', async () => {
    await app.page.getByRole('button', { name: 'Use the security token' }).click();
    await app.page.getByLabel(/PIN/).first().waitFor();
    await expectTree('unlock-pin');
    app.type('1234');
    app.press('Return');
    await app.page.getByRole('alert').waitFor();
    await expectTree('unlock-blocked');
  });
});
