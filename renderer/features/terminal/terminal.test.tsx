import { screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { renderApp } from '../../../test/helpers/render-app.tsx';

const input = () => screen.findByLabelText('Terminal input');

it('opens the session’s shell, and what is typed goes to it', async () => {
  const { bridge, user } = await renderApp('terminal');
  const field = await input();
  await waitFor(() => {
    expect(bridge.calls.map(({ channel }) => channel)).toContain('terminal.attach');
  });
  await user.click(field);
  await user.keyboard('l');
  await waitFor(() => {
    expect(bridge.calls).toContainEqual({
      channel: 'terminal.write',
      input: { terminalId: 'shell-1', data: 'l' },
    });
  });
  await waitFor(() => {
    expect(bridge.calls).toContainEqual({
      channel: 'terminal.ack',
      input: { terminalId: 'shell-1', chars: 1 },
    });
  });
});

it.each([
  ['F6', '{F6}'],
  ['Ctrl+Alt+Up', '{Control>}{Alt>}{ArrowUp}{/Alt}{/Control}'],
])('is left by %s, as its description says', async (_name, keys) => {
  const { user } = await renderApp('terminal');
  const field = await input();
  const described = document.getElementById(field.getAttribute('aria-describedby') ?? '');
  expect(described?.textContent).toMatch(/F6.*leaves the terminal/);
  field.focus();
  await user.keyboard(keys);
  expect(document.activeElement).not.toBe(field);
  expect(document.activeElement?.closest('.xterm')).toBeNull();
});

it('keeps Escape for the program and leaves F1 to the page', async () => {
  const { user, stores } = await renderApp('terminal');
  (await input()).focus();
  await user.keyboard('{Escape}');
  expect(stores.navigation.getState().screen).toBe('terminal');
  await user.keyboard('{F1}');
  expect(await screen.findByRole('dialog', { name: 'Help: Terminal' })).toBeTruthy();
});

it('gives everything that was shown as plain text, and Escape leads back', async () => {
  const { user, stores } = await renderApp('what-happened');
  await screen.findByRole('button', { name: 'Open the terminal' });
  stores.terminals.getState().select('job-1');
  await user.click(screen.getByRole('button', { name: 'Open the terminal' }));
  await input();
  await waitFor(() => {
    expect(document.querySelector('.xterm-rows')?.textContent).toContain('lifeboat inspect');
  });
  await user.click(screen.getByRole('button', { name: 'Read as text' }));
  const review = screen.getByRole('textbox', { name: /Everything that the terminal has shown/ });
  expect(review).toHaveProperty('value', expect.stringContaining('$ lifeboat inspect'));
  expect(document.activeElement).toBe(review);
  await user.keyboard('{Escape}');
  expect(screen.queryByRole('textbox', { name: /Everything/ })).toBeNull();
  expect(document.activeElement).toBe(await input());
  expect(stores.navigation.getState().screen).toBe('terminal');
});
