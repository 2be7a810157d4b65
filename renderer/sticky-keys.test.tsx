import { screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { renderApp } from '../test/helpers/render-app.tsx';

const said = () => document.querySelector('.announcer[aria-live="assertive"]')?.textContent ?? '';

async function openField(settings = { stickyKeys: true }) {
  const app = await renderApp('unlock', { settings });
  const field = await screen.findByLabelText<HTMLInputElement>('Passphrase for “state”');
  await app.user.click(field);
  return { ...app, field };
}

it('holds a modifier for the next key, in the layout that is set', async () => {
  const { user, field } = await openField();
  await waitFor(async () => {
    await user.keyboard('{Shift}[Digit7]');
    expect(field.value.endsWith('/')).toBe(true);
  });
  field.value = '';
  await user.keyboard('{Shift}a{AltGraph}[KeyQ]b');
  expect(field.value).toBe('A@b');
  await waitFor(() => {
    expect(said()).toContain('Shift holds for the next key. AltGr holds for the next key.');
  });
});

it('holds a modifier that is pressed twice until it is pressed again', async () => {
  const { user, field } = await openField();
  await user.keyboard('{Shift}{Shift}ab{Shift}c');
  expect(field.value).toBe('ABc');
});

it('shows what is held', async () => {
  const { user } = await openField();
  await user.keyboard('{Shift}{Control}');
  expect(document.querySelector('.held-keys')?.textContent).toBe('ShiftControl');
  await user.keyboard('{Tab}');
  expect(document.querySelector('.held-keys')).toBeNull();
});

it('goes back with Shift, then Tab, and on with Tab', async () => {
  const { user, field } = await openField();
  await user.keyboard('{Shift}{Tab}');
  const before = document.activeElement;
  expect(before).not.toBe(field);
  await user.keyboard('{Tab}');
  expect(document.activeElement).toBe(field);
});

it('takes the chords of the page one key after the other', async () => {
  const { user, bridge } = await openField();
  await user.keyboard('{Meta}{Alt}[KeyS]');
  await waitFor(() => {
    expect(bridge.calls.at(-1)).toMatchObject({ input: { speech: true } });
  });
});

it('leaves a chord that is pressed as one alone', async () => {
  const { user, field } = await openField();
  await user.keyboard('{Shift>}A{/Shift}b');
  expect(field.value).toBe('Ab');
});

it('holds nothing where it is off', async () => {
  const { user, field } = await openField({ stickyKeys: false });
  await user.keyboard('{Shift}a');
  expect(field.value).toBe('a');
});

it('is switched by Shift alone, five times, and not by a Shift that was part of a chord', async () => {
  const { user, bridge } = await renderApp('start');
  await user.keyboard('{Shift}{Shift}{Shift}{Shift}{Shift>}{Tab}{/Shift}{Shift}');
  expect(bridge.calls.some(({ channel }) => channel === 'app.settings')).toBe(false);
  await user.keyboard('{Shift}{Shift}{Shift}{Shift}');
  expect(bridge.calls).toContainEqual({
    channel: 'app.settings',
    input: expect.objectContaining({ stickyKeys: true }) as unknown,
  });
  await waitFor(() => {
    expect(said()).toMatch(/^Sticky keys are on/);
  });
});

it('writes an accent, not the mark of a dead key', async () => {
  const { user, field } = await openField();
  await user.keyboard('{AltGraph}[BracketLeft]');
  expect(field.value).toBe('"');
});

it('takes Control and a letter in a field', async () => {
  const { user, field } = await openField();
  await user.keyboard('ab{Control}a{Shift}c');
  expect(field.value).toBe('C');
});

it('takes Control and a letter in the terminal', async () => {
  const { user, bridge } = await renderApp('terminal', { settings: { stickyKeys: true } });
  await user.click(await screen.findByRole('textbox', { name: /terminal/i }));
  await user.keyboard('{Control}c');
  const written = bridge.calls.filter(({ channel }) => channel === 'terminal.write');
  expect(written.map(({ input }) => (input as { data: string }).data)).toEqual(['\u0003']);
});
