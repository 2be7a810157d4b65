import { screen, within } from '@testing-library/react';
import axe from 'axe-core';
import { expect, it } from 'vitest';
import { renderApp } from '../../../test/helpers/render-app.tsx';

const question = {
  id: 'ask.Qd3kFz',
  message: 'Passphrase for the backup:',
  asker: 'backup-agent',
  pid: 512,
};

async function open(questions = [question]) {
  const app = await renderApp('unlock');
  app.bridge.jobs.questions = questions;
  await app.user.click(await screen.findByRole('button', { name: /Questions of the system/ }));
  await screen.findByRole('heading', { level: 1, name: 'Questions of the system' });
  return app;
}

it('says who asks what, and that nothing is answered by itself', async () => {
  await open();
  await screen.findByText('Asked by backup-agent');
  expect(screen.getByText(/Lifeboat answers none of them by itself/)).toBeTruthy();
  const { violations } = await axe.run(document.body, {
    rules: { 'color-contrast': { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
});

it('answers the one that is chosen, and keeps nothing of it', async () => {
  const { user, bridge, stores } = await open();
  await user.click(
    await screen.findByRole('button', { name: 'Answer “Passphrase for the backup:”' }),
  );
  await user.type(
    await screen.findByLabelText('Answer to “Passphrase for the backup:”'),
    'open sesame{Enter}',
  );
  await screen.findByText(/The answer was handed over/);
  expect(bridge.secrets).toEqual(['open sesame']);
  const kept = JSON.stringify([bridge.calls, stores.jobs.getState()]);
  expect(kept + document.body.innerHTML).not.toContain('open sesame');
});

it('says so when a question has gone meanwhile', async () => {
  const { user, bridge } = await open();
  const button = await screen.findByRole('button', { name: /^Answer/ });
  bridge.jobs.questions = [];
  await user.click(button);
  const alert = await screen.findByRole('alert');
  expect(within(alert).getByText(/This question has gone/)).toBeTruthy();
});

it('says that nobody asks, and leads back', async () => {
  const { user } = await open([]);
  await screen.findByText('No program asks for anything.');
  await user.click(screen.getByRole('button', { name: 'Back to unlocking' }));
  await screen.findByRole('heading', { level: 1, name: 'Unlock “state”' });
});
