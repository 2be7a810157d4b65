/** The whole way from the first screen to the restart, by keyboard and by role and name alone. */
import { screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { createFakeBridge } from '../test/helpers/fake-bridge.ts';
import { renderApp, type RenderedApp } from '../test/helpers/render-app.tsx';

/** Waits for the screen with this heading, which must have the focus on arrival. */
async function heading(name: string | RegExp): Promise<HTMLElement> {
  const arrived = await screen.findByRole('heading', { level: 1, name });
  await waitFor(() => {
    expect(document.activeElement?.textContent).toBe(arrived.textContent);
  });
  return arrived;
}

/** Tabs until the control with this role and name has the focus; fails when it never gets it. */
async function tabTo({ user }: RenderedApp, role: string, name: string | RegExp): Promise<void> {
  const wanted = screen.getByRole(role, { name });
  for (let presses = 0; presses < 60; presses++) {
    if (document.activeElement === wanted) return;
    await user.tab();
  }
  throw new Error(`Tab never reached ${role} ${String(name)}`);
}

async function press(app: RenderedApp, name: string | RegExp): Promise<void> {
  await tabTo(app, 'button', name);
  await app.user.keyboard('{Enter}');
}

it('goes from the first screen to the restart, wrong passphrase and all', async () => {
  const app = await renderApp('start');
  const { bridge, user, stores } = app;

  await heading('Welcome to Lifeboat');
  await press(app, 'See what happened');

  await waitFor(() => {
    expect(screen.getByText('Demo 1.1 was started once and never finished starting.')).toBeTruthy();
  });
  expect(
    document.getElementById((await heading('What happened')).getAttribute('aria-describedby')!),
  ).toHaveProperty('textContent', expect.stringContaining('Demo 1.0 worked before.'));
  await press(app, 'Go back to Demo 1.0');

  await heading('Unlock “state”');
  const field = screen.getByLabelText('Passphrase for “state”');
  await tabTo(app, 'radio', 'Passphrase');
  await user.tab();
  expect(document.activeElement).toBe(field);
  await user.keyboard('wrong horse{Enter}');
  await waitFor(() => {
    expect(screen.getByText('That passphrase was not right. 2 tries are left.')).toBeTruthy();
  });
  expect(field).toHaveProperty('value', '');
  expect(field.getAttribute('aria-invalid')).toBe('true');
  expect(document.activeElement).toBe(field);
  await user.keyboard('correct horse{Enter}');

  await heading('“state” is unlocked');
  await press(app, 'Go on: back to Demo 1.0');

  await waitFor(() => {
    expect(screen.getByRole('heading', { name: 'What will be done' })).toBeTruthy();
  });
  await heading('Go back to Demo 1.0');
  await press(app, 'Go back to Demo 1.0');

  const dialog = await screen.findByRole('alertdialog', { name: 'Go back to Demo 1.0?' });
  expect(dialog.textContent).toContain('From now on this machine starts Demo 1.0.');
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Cancel' }));
  await user.keyboard('{Enter}');
  expect(screen.queryByRole('alertdialog')).toBeNull();
  expect(bridge.jobs.list().some(({ request }) => request.command === 'apply')).toBe(false);

  await press(app, 'Go back to Demo 1.0');
  await screen.findByRole('alertdialog');
  await user.tab();
  expect(document.activeElement?.textContent).toBe('Go back to Demo 1.0');
  await user.keyboard('{Enter}');

  await heading('Done: Demo 1.0 starts from now on');
  await press(app, 'Restart this machine');
  await heading('Restart this machine');
  await waitFor(() => {
    expect(screen.getByText('Demo 1.0 starts next.')).toBeTruthy();
  });
  await press(app, 'Restart now');
  await heading('The machine restarts');

  expect(bridge.jobs.list().map(({ request }) => request.command)).toEqual([
    'inspect',
    'unlock',
    'inspect',
    'plan',
    'apply',
    'inspect',
    'reboot',
  ]);
  expect(bridge.secrets).toEqual(['wrong horse', 'correct horse']);
  const kept = JSON.stringify([bridge.calls, stores.jobs.getState(), document.body.innerHTML]);
  expect(kept).not.toMatch(/(wrong|correct) horse/);
});

it('says each step of the change once', async () => {
  const app = await renderApp('what-happened');
  const said: string[] = [];
  new MutationObserver((records) => {
    for (const { addedNodes } of records)
      for (const node of addedNodes)
        for (const sentence of (node as Element).children) said.push(sentence.textContent.trim());
  }).observe(document.querySelector('.announcer[aria-live="polite"]')!, { childList: true });

  await screen.findByRole('button', { name: 'Go back to Demo 1.0' });
  await press(app, 'Go back to Demo 1.0');
  await press(app, 'Go on without unlocking');
  await screen.findByRole('heading', { name: 'What will be done' });
  await press(app, 'Go back to Demo 1.0');
  await screen.findByRole('alertdialog');
  await app.user.tab();
  await app.user.keyboard('{Enter}');
  await heading('Done: Demo 1.0 starts from now on');

  const steps = said.filter((sentence) => sentence.startsWith('Step'));
  expect(steps).toContain('Step 4: Start Demo 1.0 from now on');
  expect(new Set(steps).size).toBe(steps.length);
});

it('says what is done, what is not, and what to do when a step fails half way', async () => {
  const app = await renderApp('what-happened', {
    failures: { apply: { code: 'APPLY-03', params: { step: 'Mark Demo 1.1' }, detail: 'EIO' } },
  });
  await screen.findByRole('button', { name: 'Go back to Demo 1.0' });
  await press(app, 'Go back to Demo 1.0');
  await press(app, 'Go on without unlocking');
  await screen.findByRole('heading', { name: 'What will be done' });
  await press(app, 'Go back to Demo 1.0');
  await screen.findByRole('alertdialog');
  await app.user.tab();
  await app.user.keyboard('{Enter}');

  await heading('Only partly done');
  expect(screen.getByRole('alert').textContent).toContain('One step did not work');
  expect(screen.getByRole('alert').textContent).toContain('Code APPLY-03');
  await press(app, 'Plan again');
  await heading('Go back to Demo 1.0');
});

it('goes on where it was when the page is shown anew during a change', async () => {
  const bridge = createFakeBridge();
  const first = await renderApp('what-happened', { bridge });
  await screen.findByRole('button', { name: 'Go back to Demo 1.0' });
  await press(first, 'Go back to Demo 1.0');
  await press(first, 'Go on without unlocking');
  await screen.findByRole('heading', { name: 'What will be done' });
  await press(first, 'Go back to Demo 1.0');
  await screen.findByRole('alertdialog');
  await first.user.tab();
  bridge.jobs.paceMs = 80;
  await first.user.keyboard('{Enter}');
  await heading('Going back to Demo 1.0');

  document.body.replaceChildren();
  await renderApp('go-back', { bridge });
  await heading('Going back to Demo 1.0');
  await heading('Done: Demo 1.0 starts from now on');
  expect(bridge.jobs.list().filter(({ request }) => request.command === 'apply')).toHaveLength(1);
});
