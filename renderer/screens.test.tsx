import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { DemoMachine } from '../test/helpers/demo-machine.ts';
import { renderApp } from '../test/helpers/render-app.tsx';

describe('Start', () => {
  it('takes up language, text size and colours at once', async () => {
    const { user } = await renderApp('start');
    await user.click(screen.getByRole('radio', { name: 'Deutsch' }));
    await screen.findByRole('heading', { level: 1, name: 'Willkommen bei Lifeboat' });
    expect(document.documentElement.lang).toBe('de');
    await user.click(screen.getByRole('radio', { name: '200 %' }));
    expect(document.documentElement.style.getPropertyValue('--text-scale')).toBe('2');
    await user.click(screen.getByRole('radio', { name: 'Hoher Kontrast' }));
    expect(document.documentElement.dataset['theme']).toBe('contrast');
  });

  it('finds a keyboard layout by words of its description, and applies it at once', async () => {
    const { user, stores } = await renderApp('start');
    await user.click(screen.getByRole('button', { name: /Keyboard layout/ }));
    await user.keyboard('dvor');
    await waitFor(() => {
      expect(screen.getAllByRole('option')).toHaveLength(1);
    });
    await user.keyboard('{ArrowDown}{Enter}');
    await waitFor(() => {
      expect(stores.settings.getState().settings.keymap).toBe('us(dvorak)');
    });
    expect(screen.getByRole('button', { name: /Keyboard layout/ }).textContent).toContain('Dvorak');
  });

  it('names each language in its own words', async () => {
    const { user } = await renderApp('start');
    await user.click(screen.getByRole('radio', { name: 'العربية' }));
    await screen.findByRole('heading', { level: 1, name: 'أهلًا بك في Lifeboat' });
    expect(document.documentElement.dir).toBe('rtl');
    await user.click(screen.getByRole('radio', { name: '日本語' }));
    await screen.findByRole('heading', { level: 1, name: 'Lifeboat へようこそ' });
    expect(document.documentElement.dir).toBe('ltr');
  });

  it('follows settings that are changed elsewhere', async () => {
    const { bridge, stores } = await renderApp('start');
    act(() => {
      bridge.emit('settings.changed', { ...stores.settings.getState().settings, speech: true });
    });
    expect(screen.getByRole('switch', { name: 'Read the screen aloud' })).toHaveProperty(
      'checked',
      true,
    );
  });

  it('keeps the settings for the next time, and no longer says so once they differ', async () => {
    const { bridge, user } = await renderApp('start', { settings: { language: 'de' } });
    await user.click(screen.getByRole('button', { name: /Einstellungen auf diesem Rechner/ }));
    await screen.findByText('Für das nächste Mal gemerkt.');
    const save =
      'lifeboat.lang=de lifeboat.keymap=us lifeboat.screen-keyboard=0 lifeboat.sticky-keys=0 lifeboat.slow-keys=0 lifeboat.bounce-keys=0 lifeboat.speech=0 lifeboat.rate=50 lifeboat.volume=100 lifeboat.contrast=0 lifeboat.scale=100';
    expect(bridge.calls).toContainEqual({
      channel: 'job.start',
      input: { command: 'preferences', save },
    });
    await user.click(screen.getByRole('radio', { name: 'Dunkel' }));
    expect(screen.queryByText('Für das nächste Mal gemerkt.')).toBeNull();
  });

  it('says so where nothing can be changed', async () => {
    await renderApp('start', { info: { readOnly: true } });
    expect(screen.getByText(/In this window Lifeboat only looks/)).toBeTruthy();
  });
});

describe('Versions', () => {
  it('says in the person’s language that it is in English, and is marked as such', async () => {
    await renderApp('versions', { settings: { language: 'ar' } });
    screen.getByText('هذه الشاشة بالإنجليزية فقط حتى الآن.');
    const heading = await screen.findByRole('heading', { level: 1, name: /Versions/ });
    const part = heading.closest('[lang]');
    expect(part?.getAttribute('lang')).toBe('en');
    expect(part?.getAttribute('dir')).toBe('ltr');
  });
});

describe('What happened', () => {
  it('explains why the machine could not be looked at, and looks again', async () => {
    const { user } = await renderApp('what-happened', {
      failures: { inspect: { code: 'TOOL-01', params: { tool: 'lsblk' }, detail: '' } },
    });
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('The program lsblk is missing here.');
    expect(alert.textContent).toContain('Nothing was changed');
    await user.click(screen.getByRole('button', { name: 'Look at the machine again' }));
    await screen.findByText('Demo 1.0 worked before.');
  });
});

describe('Go back', () => {
  it('says why a version cannot be chosen', async () => {
    const machine = new DemoMachine();
    const good = machine.snapshot.versions.find(({ id }) => id === 'demo_1.0');
    Object.assign(good ?? {}, {
      complete: false,
      missing: ['demo_1.0_verity'],
      missingParts: [{ kind: 'root-verity', why: 'absent', id: 'demo_1.0_verity' }],
    });
    const { stores } = await renderApp('what-happened', { machine });
    await screen.findByRole('button', { name: 'See all versions' });
    act(() => {
      stores.rollback.getState().choose({ goal: 'rollback', target: 'demo_1.0' });
      stores.navigation.getState().go('go-back');
    });
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toMatch(
      /^Demo 1\.0 cannot start: .*demo_1\.0_verity.* is missing\.$/,
    );
  });

  it('offers what can be chosen where nothing was', async () => {
    await renderApp('go-back');
    await screen.findByRole('button', { name: 'Go back to Demo 1.0' });
    expect(screen.queryByRole('button', { name: 'Go back to Demo 1.1' })).toBeNull();
  });

  it('changes nothing from a window that only looks', async () => {
    const { user } = await renderApp('go-back', { info: { readOnly: true } });
    await user.click(await screen.findByRole('button', { name: 'Go back to Demo 1.0' }));
    await user.click(await screen.findByRole('button', { name: 'Go on without unlocking' }));
    await screen.findByRole('heading', { name: 'What will be done' });
    expect(screen.getByRole('button', { name: 'Go back to Demo 1.0' })).toHaveProperty(
      'disabled',
      true,
    );
  });
});

describe('Restart', () => {
  it('warns where an unproven version starts next, and shows the better way', async () => {
    const { user } = await renderApp('restart');
    await screen.findByText('Demo 1.1 has never finished starting yet.');
    await user.click(screen.getByRole('button', { name: 'See what can be done' }));
    await screen.findByRole('heading', { level: 1, name: 'What happened' });
  });

  it('stays and says why when the restart fails', async () => {
    const { user } = await renderApp('restart', {
      failures: { reboot: { code: 'REBOOT-01', params: {}, detail: 'refused' } },
    });
    await user.click(await screen.findByRole('button', { name: 'Restart now' }));
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('The restart could not be started.');
    await waitFor(() => {
      expect(screen.getByRole('button', { name: 'Restart now' })).toBeTruthy();
    });
  });
});
