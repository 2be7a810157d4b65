import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { audit } from '../../../test/helpers/audit.ts';
import { DemoMachine } from '../../../test/helpers/demo-machine.ts';
import { makeCrowd } from '../../../test/helpers/machines/crowd.ts';
import { makeWorkshop } from '../../../test/helpers/machines/workshop.ts';
import { renderApp } from '../../../test/helpers/render-app.tsx';
import { countParts, findPart, listParts } from './parts.ts';

const openDisks = async (language: 'en' | 'de' = 'en', snapshot = makeWorkshop()) => {
  const machine = Object.assign(new DemoMachine(), { snapshot });
  const app = await renderApp('disks', { machine, settings: { language } });
  await screen.findByRole('treegrid');
  return app;
};

const row = (name: RegExp) => screen.getByRole('row', { name });
const details = (name: string) => within(screen.getByRole('region', { name }));

describe('the tree', () => {
  it('tells level, place among its neighbours and whether it is open', async () => {
    await openDisks();
    const disk = row(/^Samsung/);
    expect(disk.getAttribute('aria-level')).toBe('1');
    expect(disk.getAttribute('aria-expanded')).toBe('true');
    expect([disk.getAttribute('aria-posinset'), disk.getAttribute('aria-setsize')]).toEqual([
      '1',
      '4',
    ]);
    const volume = row(/^vault-media/);
    expect(volume.getAttribute('aria-level')).toBe('3');
    expect(volume.hasAttribute('aria-expanded')).toBe(false);
    expect(row(/^@home,/).getAttribute('aria-level')).toBe('4');
  });

  it('says state, kind and size in the name of each part', async () => {
    await openDisks();
    expect(
      screen.getByRole('row', {
        name: 'state, locked, Changing data of the system · 420 gigabytes',
      }),
    ).toBeTruthy();
    expect(row(/^WDC .*, table damaged, inside the machine \(SATA\) · 4 terabytes$/)).toBeTruthy();
    expect(row(/^backup, unlocked, header damaged/)).toBeTruthy();
  });

  it('is one Tab stop; arrows walk, open and close, a letter jumps, Enter goes to the details', async () => {
    const { user } = await openDisks();
    const tree = screen.getByRole('treegrid');
    do await user.tab();
    while (!tree.contains(document.activeElement));
    expect(document.activeElement).toBe(row(/^Samsung/));
    await user.keyboard('{ArrowDown}');
    expect(document.activeElement).toBe(row(/^esp/));
    expect(screen.getByRole('region', { name: 'esp' })).toBeTruthy();
    await user.keyboard('{ArrowUp}{ArrowLeft}');
    expect(row(/^Samsung/).getAttribute('aria-expanded')).toBe('false');
    expect(screen.queryByRole('row', { name: /^esp/ })).toBeNull();
    await user.keyboard('{ArrowRight}');
    expect(row(/^Samsung/).getAttribute('aria-expanded')).toBe('true');
    await user.keyboard('w');
    expect(document.activeElement).toBe(row(/^WDC/));
    await user.tab();
    expect(tree.contains(document.activeElement)).toBe(false);
    await user.tab({ shift: true });
    expect(document.activeElement).toBe(row(/^WDC/));
    await user.keyboard('{Enter}');
    expect(document.activeElement).toBe(
      screen.getByRole('heading', { level: 2, name: 'WDC WD40EFRX-68N32N0' }),
    );
  });

  it('opens by the chevron too', async () => {
    const { user } = await openDisks();
    await user.click(within(row(/^WDC/)).getByRole('button'));
    expect(row(/^WDC/).getAttribute('aria-expanded')).toBe('false');
  });

  it('begins closed where there is more than one can take in', async () => {
    await openDisks('en', makeCrowd());
    const rows = screen.getAllByRole('row');
    expect(rows).toHaveLength(64);
    expect(rows[0]?.getAttribute('aria-setsize')).toBe('64');
  });
});

describe('the details', () => {
  it('name each way to open a volume in words, and lead to Unlock', async () => {
    const { user } = await openDisks();
    await user.click(row(/^state/));
    const state = details('state');
    for (const way of [
      'Security key, with PIN and touch',
      'Chip in this machine (TPM), by itself',
      'Recovery key',
      'Passphrase',
    ])
      expect(state.getByText(way)).toBeTruthy();
    await user.click(state.getByRole('button', { name: 'Unlock “state”' }));
    await screen.findByRole('heading', { level: 1, name: 'Unlock “state”' });
  });

  it('tell which copy of a header or a table is hurt', async () => {
    const { user } = await openDisks();
    await user.click(row(/^WDC/));
    const copies = 'first copy damaged, second copy good';
    expect(details('WDC WD40EFRX-68N32N0').getAllByText(copies)).not.toHaveLength(0);
    await user.click(row(/^backup, (unlocked|entsperrt)/));
    expect(details('backup').getByText(copies)).toBeTruthy();
  });

  it('keep ids and numbers one step away, and explain terms', async () => {
    const { user } = await openDisks();
    await user.click(row(/^esp/));
    const esp = details('esp');
    expect(esp.getByText(/EFI system partition, ESP/)).toBeTruthy();
    expect(esp.getByText('needed by this machine, not to be deleted')).toBeTruthy();
    expect(esp.getByText('/efi')).toBeTruthy();
    const button = esp.getByRole('button', { name: 'Technical details' });
    expect(button.getAttribute('aria-expanded')).toBe('false');
    await user.click(button);
    expect(esp.getByText('c12a7328-f81f-11d2-ba4b-00a0c93ec93b')).toBeTruthy();
    await user.click(row(/^demo_1.0_verity/));
    expect(details('demo_1.0_verity').getByText('sha256')).toBeTruthy();
  });

  it('say that a stick is read-only and an empty disk is empty', async () => {
    const { user } = await openDisks();
    await user.click(row(/^Ultra USB/));
    expect(details('Ultra USB 3.0').getByText('yes, nothing can be written to it')).toBeTruthy();
    await user.click(row(/^Disk without a name/));
    expect(details('Disk without a name').getByText('Nothing that Lifeboat knows.')).toBeTruthy();
  });
});

it.each(['en', 'de'] as const)(
  'passes axe on a rich machine in %s, all opened',
  async (language) => {
    const { user } = await openDisks(language);
    await user.click(row(/^backup, (unlocked|entsperrt)/));
    await user.click(screen.getByRole('button', { name: /^Techni/ }));
    await waitFor(() => {
      expect(document.activeElement?.textContent).toMatch(/^Techni/);
    });
    expect(await audit()).toEqual([]);
  },
);

it('gives each part a key of its own', () => {
  const parts = listParts(makeWorkshop());
  const keys = new Set<string>();
  findPart(parts, ({ key }) => {
    keys.add(key);
    return false;
  });
  expect(keys.size).toBe(countParts(parts));
});
