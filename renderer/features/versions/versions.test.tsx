import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Machine } from '../../../core/model/machine.ts';
import { audit } from '../../../test/helpers/audit.ts';
import { DemoMachine } from '../../../test/helpers/demo-machine.ts';
import { makeCrowd } from '../../../test/helpers/machines/crowd.ts';
import { makeWorkshop } from '../../../test/helpers/machines/workshop.ts';
import { renderApp } from '../../../test/helpers/render-app.tsx';

const openVersions = async (snapshot: Machine = makeWorkshop(), language: 'en' | 'de' = 'en') => {
  const machine = Object.assign(new DemoMachine(), { snapshot });
  const app = await renderApp('versions', { machine, settings: { language } });
  await screen.findByRole('listbox');
  return app;
};

const option = (name: RegExp) => screen.getByRole('option', { name });
const details = (name: string) => within(screen.getByRole('region', { name }));
const describedBy = (element: HTMLElement) =>
  (element.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent)
    .join(' ');

describe('the list', () => {
  it('has versions, add-ons and images in groups, each with its state in words and the reason', async () => {
    await openVersions();
    for (const name of ['Versions (7)', 'Add-ons (8)', 'System images (5)'])
      expect(screen.getByRole('group', { name })).toBeTruthy();
    const names = screen.getAllByRole('option').map((one) => one.getAttribute('aria-label'));
    for (const name of [
      /^Demo 1\.1, not yet proven, Starts next, It was started once and never finished/,
      /^Demo 1\.2, bad, It was started 3 times and never finished/,
      /^Demo 1\.0, good, It finished starting before\.$/,
      /^Demo 0\.9, incomplete, It cannot start: .* is missing\.$/,
      /^gpu-driver, does not fit, gpu-driver was built for arm64 processors/,
      /^network-tools, fits, Made for Demo 1\.0\.$/,
      /^demo_1\.1, damaged, .* It does not fit its fingerprint\.$/,
    ])
      expect(names).toContainEqual(expect.stringMatching(name));
  });

  it('is one Tab stop; arrows choose, Enter goes to the details, F6 too', async () => {
    const { user } = await openVersions();
    const list = screen.getByRole('listbox');
    do await user.tab();
    while (!list.contains(document.activeElement));
    expect(document.activeElement).toBe(option(/^Demo 1\.1/));
    await user.keyboard('{ArrowDown}{ArrowDown}');
    expect(document.activeElement).toBe(option(/^Demo 1\.0/));
    expect(option(/^Demo 1\.0/).getAttribute('aria-selected')).toBe('true');
    await user.keyboard('{Enter}');
    const heading = screen.getByRole('heading', { level: 2, name: 'Demo 1.0' });
    expect(document.activeElement).toBe(heading);
    expect(describedBy(heading)).toBe('It finished starting before.');
    await user.keyboard('{Shift>}{F6}{/Shift}{F6}');
    expect(document.activeElement).toBe(heading);
  });

  it('counts 900 things and draws those in sight', async () => {
    // Only the rows in sight are drawn where there are heights; jsdom has none of its own.
    const sizes = {
      clientHeight: { value: 600, configurable: true },
      clientWidth: { value: 400, configurable: true },
      scrollHeight: { value: 60, configurable: true },
    };
    Object.defineProperties(HTMLElement.prototype, sizes);
    onTestFinished(() => {
      for (const name of Object.keys(sizes)) Reflect.deleteProperty(HTMLElement.prototype, name);
    });
    const { user } = await openVersions(makeCrowd());
    const first = option(/^Demo 400,/);
    expect([first.getAttribute('aria-posinset'), first.getAttribute('aria-setsize')]).toEqual([
      '1',
      '200',
    ]);
    expect(screen.getAllByRole('option').length).toBeLessThan(60);
    screen.getByRole('searchbox', { name: 'Find by name or word' }).focus();
    await user.paste('tool-499');
    expect(screen.getAllByRole('option')).toHaveLength(1);
    expect(option(/^tool-499/).getAttribute('aria-setsize')).toBe('1');
  });
});

describe('the filter', () => {
  const search = () => screen.getByRole('searchbox', { name: 'Find by name or word' });
  const find = async ({ user }: Awaited<ReturnType<typeof openVersions>>, text: string) => {
    await user.clear(search());
    await user.paste(text);
  };

  it('takes words in any order, names, paths and states alike', async () => {
    const app = await openVersions();
    await find(app, 'FIT add-on debug');
    expect(screen.getAllByRole('option')).toHaveLength(1);
    expect(screen.getByRole('region', { name: 'debug-tools' })).toBeTruthy();
    await find(app, 'demo_1.2+0-3.efi');
    expect(screen.getByRole('region', { name: 'Demo 1.2' })).toBeTruthy();
  });

  it('says how many are left once the person pauses', async () => {
    await find(await openVersions(), 'gpu');
    expect(screen.getByText('1 of 20 shown.')).toBeTruthy();
    const said = document.querySelector('.announcer[aria-live="polite"]');
    await waitFor(() => {
      expect(said?.lastChild?.textContent).toBe('1 of 20 shown.');
    });
  });

  it('says so where nothing is left', async () => {
    const app = await openVersions();
    await find(app, 'nothing has this name');
    expect(screen.queryByRole('listbox')).toBeNull();
    expect(screen.getByText(/^Nothing fits these words/)).toBeTruthy();
    await app.user.keyboard('{Escape}');
    await screen.findByRole('listbox');
  });

  it('shows one state, of those that the machine has', async () => {
    const { user } = await openVersions();
    await user.click(screen.getByRole('button', { name: /State$/ }));
    await user.click(await screen.findByRole('option', { name: 'Incomplete' }));
    await screen.findByText('3 of 20 shown.');
    expect(screen.getAllByRole('option').map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/^demo_1\.3\.efi/),
      expect.stringMatching(/^Demo 0\.9/),
      expect.stringMatching(/^demo_1\.3/),
    ]);
  });
});

describe('the details', () => {
  it('offer to go back where that can be done, and nowhere else', async () => {
    const { user } = await openVersions();
    expect(screen.queryByRole('button', { name: /Go back to/ })).toBeNull();
    await user.click(option(/^Lifeboat/));
    expect(screen.queryByRole('button', { name: /Go back to/ })).toBeNull();
    await user.click(option(/^Demo 1\.0/));
    await user.click(screen.getByRole('button', { name: 'Go back to Demo 1.0' }));
    await waitFor(() => {
      expect(screen.queryByRole('listbox')).toBeNull();
    });
  });

  it('tell a version’s tries, its parts as ways to them, and every fact of its entry', async () => {
    const { user } = await openVersions();
    const version = details('Demo 1.1');
    expect(version.getByText('2 left, one used')).toBeTruthy();
    await user.click(version.getByRole('button', { name: 'Technical details' }));
    for (const text of [
      'demo_1.1.efi',
      'EFI/Linux/demo_1.1+2-1.efi',
      'b'.repeat(64),
      'debug.addon.efi',
      'Reset this device',
      /console=ttyS0/,
    ])
      expect(version.getAllByText(text)).not.toHaveLength(0);
    await user.click(version.getByRole('button', { name: 'firmware' }));
    const firmware = details('firmware');
    expect(option(/^firmware/).getAttribute('aria-selected')).toBe('true');
    expect(firmware.getByText('SYSEXT_SCOPE')).toBeTruthy();
    expect(firmware.getByText('programs (system extension)')).toBeTruthy();
  });

  it('show what an image should be and what it is', async () => {
    const { user } = await openVersions();
    await user.click(option(/^demo_1\.1.*damaged/));
    const image = details('demo_1.1');
    await user.click(image.getByRole('button', { name: 'Technical details' }));
    expect(image.getByText('b'.repeat(64))).toBeTruthy();
    expect(image.getByText('f'.repeat(64))).toBeTruthy();
  });

  it('tell which add-on fits which version, and why one fits none', async () => {
    const machine = new DemoMachine();
    machine.unlock('/dev/vda6');
    const stray = machine.snapshot.extensions[1];
    if (stray === undefined) throw new Error('the demo machine has no second add-on');
    Object.assign(stray, { fitsVersions: [], reason: 'architecture-mismatch' });
    await openVersions(machine.snapshot);
    expect(option(/^network-tools-1\.0, fits, Made for Demo 1\.0\.$/)).toBeTruthy();
    expect(option(/^network-tools-1\.1, does not fit, .*processors/)).toBeTruthy();
  });
});

it.each(['en', 'de'] as const)(
  'passes axe on a rich machine in %s, all opened',
  async (language) => {
    const { user } = await openVersions(makeWorkshop(), language);
    await user.click(screen.getByRole('button', { name: /^Techni/ }));
    expect(await audit()).toEqual([]);
  },
);
