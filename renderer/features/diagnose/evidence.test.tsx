import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Machine } from '../../../core/model/machine.ts';
import { audit } from '../../../test/helpers/audit.ts';
import { DemoMachine } from '../../../test/helpers/demo-machine.ts';
import { makeProblem } from '../../../test/helpers/machines/parts.ts';
import { makeWorkshop } from '../../../test/helpers/machines/workshop.ts';
import { renderApp } from '../../../test/helpers/render-app.tsx';
import { findPlace } from './place.ts';

const openEvidence = async (snapshot: Machine = makeWorkshop(), language: 'en' | 'de' = 'en') => {
  const machine = Object.assign(new DemoMachine(), { snapshot });
  const app = await renderApp('what-happened', { machine, settings: { language } });
  await app.user.click(await screen.findByRole('button', { name: /Why Lifeboat|Warum Lifeboat/ }));
  return app;
};

const listed = () =>
  screen
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent)
    .filter((text) => /^(Problem|Warning|Note|Hinweis|Warnung)/.test(text));

describe('the evidence', () => {
  it('is closed at first, so that the three sentences stand alone', async () => {
    const snapshot = makeWorkshop();
    await renderApp('what-happened', { machine: Object.assign(new DemoMachine(), { snapshot }) });
    const button = await screen.findByRole('button', { name: 'Why Lifeboat thinks so' });
    expect(button.getAttribute('aria-expanded')).toBe('false');
  });

  it('has the most serious first, each with a word, a sentence and its traces', async () => {
    const snapshot = makeWorkshop();
    snapshot.problems.reverse();
    await openEvidence(snapshot);
    const kinds = listed().map((text) => /^(Problem|Warning|Note)/.exec(text)?.[0]);
    expect(kinds).toEqual([
      ...Array<string>(3).fill('Problem'),
      ...Array<string>(4).fill('Warning'),
      'Note',
    ]);
    expect(listed()).toContainEqual(
      expect.stringMatching(/Demo 1\.2 was started 3 times.*demo_1\.2\+0-3\.efi/),
    );
  });

  it('leads to the thing that a problem is about', async () => {
    const { user, stores } = await openEvidence();
    await user.click(screen.getByRole('button', { name: 'See “gpu-driver” under Versions' }));
    await screen.findByRole('region', { name: 'gpu-driver' });
    stores.navigation.getState().back();
    await user.click(await screen.findByRole('button', { name: 'Why Lifeboat thinks so' }));
    await user.click(screen.getByRole('button', { name: 'See “Disk without a name” under Disks' }));
    const disk = within(await screen.findByRole('region', { name: 'Disk without a name' }));
    expect(disk.getByText(/could not be looked at/)).toBeTruthy();
  });

  it('shows a few at first where there are many', async () => {
    const snapshot = makeWorkshop();
    snapshot.problems = Array.from({ length: 30 }, (_, index) =>
      makeProblem('esp-nearly-full', 'warning', '', { params: { freeMib: index } }),
    );
    const { user } = await openEvidence(snapshot);
    expect(listed()).toHaveLength(8);
    await user.click(screen.getByRole('button', { name: 'Show 22 more' }));
    expect(listed()).toHaveLength(30);
  });

  it('quotes an add-on in the person’s language', async () => {
    await openEvidence(makeWorkshop(), 'de');
    await waitFor(() => {
      expect(listed().join(' ')).toMatch(/gpu-driver wurde für Prozessoren der Art arm64 gebaut/);
    });
  });

  it.each(['en', 'de'] as const)('passes axe in %s', async (language) => {
    await openEvidence(makeWorkshop(), language);
    expect(await audit()).toEqual([]);
  });
});

describe('the place of a problem', () => {
  const machine = makeWorkshop();
  const placeOf = (subject: string) =>
    findPlace(
      machine,
      makeProblem('not-visible', 'info', subject, { params: { what: '', why: '' } }),
    );

  it.each([
    ['demo_1.2', { screen: 'versions', key: 'version demo_1.2' }],
    ['demo_1.2.efi', { screen: 'versions', key: 'version demo_1.2' }],
    ['/dev/mapper/vault-media', expect.objectContaining({ screen: 'disks' })],
    ['state', { screen: 'disks', key: '/dev/nvme0n1 /dev/nvme0n1p6' }],
    ['', null],
    ['something else', null],
  ])('of “%s”', (subject, place) => {
    expect(placeOf(subject)).toEqual(place);
  });
});
