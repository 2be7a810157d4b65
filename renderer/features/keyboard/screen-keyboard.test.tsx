import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { audit } from '../../../test/helpers/audit.ts';
import { renderApp } from '../../../test/helpers/render-app.tsx';

const keyboard = () => screen.getByRole('region', { name: 'On-screen keyboard' });
const key = (name: string) => within(keyboard()).getByRole('button', { name });

/** Unlock, with the focus in the passphrase, and the keys below it. */
async function openField() {
  const app = await renderApp('unlock', { settings: { screenKeyboard: true } });
  const field = await screen.findByLabelText<HTMLInputElement>('Passphrase for “state”');
  await waitFor(() => key('q'));
  await app.user.click(field);
  const tap = async (...names: string[]) => {
    for (const name of names) await app.user.click(key(name));
  };
  return { ...app, field, tap };
}

it('types into the field that has the focus, and leaves it there', async () => {
  const { field, tap } = await openField();
  await tap('q', 'Shift', 'E', 'e', 'AltGr', '@', 'Space', '2');
  expect(field.value).toBe('qEe@ 2');
  expect(document.activeElement).toBe(field);
});

it('holds Shift at the second tap, and lets go at the third', async () => {
  const { field, tap } = await openField();
  await tap('Shift', 'Shift', 'Q', 'E', 'Shift', 'q');
  expect(field.value).toBe('QEq');
  expect(key('Shift').getAttribute('aria-pressed')).toBe('false');
});

it('puts an accent on its letter, before one that has none, and alone', async () => {
  const { field, tap } = await openField();
  const acute = '◌\u0301';
  await tap(acute, 'e', acute, 'q', acute, 'Space');
  expect(field.value).toBe("é'q'");
});

it('goes back and forth in the text and takes away what stands before', async () => {
  const { field, tap } = await openField();
  await tap('q', 'e', '2', 'Left', 'Left', 'x', 'Right', 'Backspace');
  expect(field.value).toBe('qx2');
  field.setSelectionRange(0, 2);
  await tap('Backspace', 'Backspace', 'Right', 'e');
  expect(field.value).toBe('2e');
});

it('hands in what was typed', async () => {
  const { bridge, field, tap } = await openField();
  await tap('q', 'e', 'Enter');
  await waitFor(() => {
    expect(bridge.secrets).toEqual(['qe']);
  });
  expect(field.value).toBe('');
});

it('types into the terminal', async () => {
  const { user, bridge } = await renderApp('terminal', { settings: { screenKeyboard: true } });
  const input = await screen.findByRole('textbox', { name: /terminal/i });
  await waitFor(() => key('q'));
  await user.click(input);
  for (const name of ['q', 'Left', 'Enter']) await user.click(key(name));
  const written = bridge.calls.filter(({ channel }) => channel === 'terminal.write');
  expect(written.map(({ input: sent }) => (sent as { data: string }).data).join('')).toBe(
    'q\u001b[D\r',
  );
});

it('comes with the first finger on a field, and not again once it was closed', async () => {
  const { user } = await renderApp('unlock');
  const field = await screen.findByLabelText('Passphrase for “state”');
  fireEvent.pointerDown(field, { pointerType: 'mouse' });
  expect(screen.queryByRole('region', { name: 'On-screen keyboard' })).toBeNull();
  fireEvent.pointerDown(field, { pointerType: 'touch' });
  await waitFor(() => key('q'));
  await user.click(key('Close'));
  fireEvent.pointerDown(field, { pointerType: 'touch' });
  expect(screen.queryByRole('region', { name: 'On-screen keyboard' })).toBeNull();
});

it('passes axe, and is no stop on the way of Tab', async () => {
  await openField();
  expect(await audit()).toEqual([]);
  expect(
    within(keyboard())
      .getAllByRole('button')
      .map(({ tabIndex }) => tabIndex),
  ).not.toContain(0);
});
