import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { renderApp } from '../test/helpers/render-app.tsx';

const region = () => document.activeElement?.closest('[data-region]')?.tagName;

it('F6 goes round the regions of a screen, Shift+F6 the other way', async () => {
  const { user } = await renderApp('start');
  await waitFor(() => {
    expect(document.activeElement?.tagName).toBe('H1');
  });
  const forth: unknown[] = [];
  for (let presses = 0; presses < 3; presses++) {
    await user.keyboard('{F6}');
    forth.push(region());
  }
  expect(forth).toEqual(['NAV', 'DIV', 'MAIN']);
  expect(document.activeElement?.tagName).toBe('H1');
  await user.keyboard('{Shift>}{F6}{/Shift}');
  expect(region()).toBe('DIV');
});

it('F1 opens the help of this screen; Escape closes it and the focus returns', async () => {
  const { user } = await renderApp('unlock');
  const heading = await screen.findByRole('heading', { level: 1, name: /Unlock/ });
  await waitFor(() => {
    expect(document.activeElement).toBe(heading);
  });
  await user.keyboard('{F1}');
  const dialog = await screen.findByRole('dialog', { name: 'Help: Unlock' });
  expect(dialog.textContent).toContain('Wrong tries do no harm');
  await user.keyboard('{Escape}');
  expect(screen.queryByRole('dialog')).toBeNull();
  await waitFor(() => {
    expect(document.activeElement).toBe(heading);
  });
});

it('F2 shows more on one screen and less again, and says so', async () => {
  const { user } = await renderApp('start');
  const density = () => document.documentElement.dataset['density'];
  await user.keyboard('{F2}');
  expect(density()).toBe('dense');
  await screen.findByText('Much on one screen.');
  await user.keyboard('{F2}');
  expect(density()).toBe('calm');
});

it('Escape goes back the way one came, and no further than the first screen', async () => {
  const { user, stores } = await renderApp('start');
  stores.navigation.getState().go('what-happened');
  stores.navigation.getState().go('disks');
  const at = () => stores.navigation.getState().screen;
  await user.keyboard('{Escape}');
  expect(at()).toBe('what-happened');
  await user.keyboard('{Escape}');
  expect(at()).toBe('start');
  await user.keyboard('{Escape}');
  expect(at()).toBe('start');
});

it('Super+Alt+S turns speech on and off', async () => {
  const { user, bridge } = await renderApp('disks');
  await user.keyboard('{Meta>}{Alt>}[KeyS]{/Alt}{/Meta}');
  await waitFor(() => {
    expect(bridge.calls.at(-1)).toMatchObject({
      channel: 'app.settings',
      input: { speech: true },
    });
  });
  expect(screen.getByRole('switch', { name: 'Speech' })).toHaveProperty('checked', true);
});

it.each([
  ['ArrowRight', { speechRate: 60 }, 'Speed 60.'],
  ['ArrowLeft', { speechRate: 40 }, 'Speed 40.'],
  ['ArrowDown', { speechVolume: 90 }, 'Volume 90.'],
  ['ArrowUp', { speechVolume: 100 }, 'Volume 100. It goes no further.'],
])('Super+Alt+%s changes how speech sounds, and says so', async (arrow, changed, said) => {
  const { user, bridge } = await renderApp('disks');
  await user.keyboard(`{Meta>}{Alt>}{${arrow}}{/Alt}{/Meta}`);
  expect(await screen.findByText(said)).toBeTruthy();
  expect(bridge.calls.at(-1)).toMatchObject({ channel: 'app.settings', input: changed });
});

it('buttons on Start change how speech sounds', async () => {
  const { user } = await renderApp('start');
  await user.click(screen.getByRole('button', { name: 'Faster' }));
  expect(await screen.findByText('Speed 60.')).toBeTruthy();
  expect(screen.getByRole('group', { name: 'Speed of speech: 60 %' })).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Softer' }));
  expect(await screen.findByText('Volume 90.')).toBeTruthy();
});

it('holding Shift for eight seconds turns slow keys on, says so and shows it', async () => {
  const { bridge, user } = await renderApp('disks');
  const now = vi.spyOn(performance, 'now');
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  fireEvent.keyDown(document.body, { key: 'Shift', code: 'ShiftLeft' });
  act(() => {
    vi.advanceTimersByTime(8100);
  });
  vi.useRealTimers();
  fireEvent.keyUp(document.body, { key: 'Shift', code: 'ShiftLeft' });
  expect(bridge.calls.at(-1)).toMatchObject({ channel: 'app.settings', input: { slowKeys: true } });
  expect(await screen.findByText(/^Slow keys are on:/)).toBeTruthy();

  // A key that is brushed does nothing; held, it opens the help, once.
  const start = performance.now();
  now.mockImplementation(() => start);
  const f1 = { key: 'F1', code: 'F1' };
  fireEvent.keyDown(document.body, f1);
  expect(screen.queryByRole('dialog')).toBeNull();
  now.mockImplementation(() => start + 701);
  fireEvent.keyDown(document.body, { ...f1, repeat: true });
  now.mockRestore();
  expect(await screen.findByRole('dialog')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Close help' }));
  await user.click(screen.getByRole('switch', { name: 'Slow keys' }));
  expect(screen.queryByRole('switch', { name: 'Slow keys' })).toBeNull();
});

it('switches on Start make the keyboard forgiving', async () => {
  const { user, bridge } = await renderApp('start');
  await user.click(screen.getByRole('switch', { name: 'Ignore keys that bounce' }));
  expect(bridge.calls.at(-1)).toMatchObject({ input: { bounceKeys: true, slowKeys: false } });
  await user.click(screen.getByRole('switch', { name: 'Slow keys' }));
  expect(bridge.calls.at(-1)).toMatchObject({ input: { bounceKeys: true, slowKeys: true } });
});

it('says so where speech cannot be had', async () => {
  const { user, bridge } = await renderApp('disks', { info: { canSpeak: false } });
  await user.keyboard('{Meta>}{Alt>}[KeyS]{/Alt}{/Meta}');
  expect(await screen.findByText('There is no speech on this machine.')).toBeTruthy();
  expect(bridge.calls.some(({ channel }) => channel === 'app.settings')).toBe(false);
});

it('tells the person when a call to the main process breaks, and goes on', async () => {
  const { user } = await renderApp('disks');
  const event = Object.assign(new Event('unhandledrejection'), { reason: new Error('no handler') });
  act(() => {
    dispatchEvent(event);
  });
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('Lifeboat could not do that.');
  await user.click(screen.getByRole('button', { name: 'Close this notice' }));
  expect(screen.queryByRole('alert')).toBeNull();
});
