import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { jobEventSchema, type JobState } from '../../../core/contract/job.ts';
import type { Holding } from '../../../core/model/machine.ts';
import { DemoMachine } from '../../../test/helpers/demo-machine.ts';
import { makeHolding } from '../../../test/helpers/machines/parts.ts';
import { renderApp } from '../../../test/helpers/render-app.tsx';

const passphrase = () => screen.findByLabelText('Passphrase for “state”');

it('shows and hides what is typed, and never puts it in an attribute', async () => {
  const { user } = await renderApp('unlock');
  const field = await passphrase();
  await user.type(field, 'open sesame');
  expect(field).toHaveProperty('type', 'password');
  await user.click(screen.getByRole('button', { name: 'Show passphrase' }));
  expect(field).toHaveProperty('type', 'text');
  expect(field).toHaveProperty('value', 'open sesame');
  expect(document.body.innerHTML).not.toContain('open sesame');
});

it('tells of Caps Lock while it is on', async () => {
  await renderApp('unlock');
  const field = await passphrase();
  fireEvent.keyDown(field, { key: 'a', modifierCapsLock: true });
  expect(await screen.findByText('Caps Lock is on.')).toBeTruthy();
  fireEvent.keyUp(field, { key: 'CapsLock', modifierCapsLock: false });
  expect(screen.queryByText('Caps Lock is on.')).toBeNull();
});

it('asks for a secret before it starts anything', async () => {
  const { user, bridge } = await renderApp('unlock');
  await passphrase();
  await user.click(screen.getByRole('button', { name: 'Unlock “state”' }));
  expect(screen.getByRole('alert').textContent).toBe('Type the passphrase first.');
  expect(document.activeElement).toBe(await passphrase());
  expect(bridge.jobs.list().some(({ request }) => request.command === 'unlock')).toBe(false);
});

it('takes the recovery key instead', async () => {
  const { user, bridge } = await renderApp('unlock');
  await passphrase();
  await user.click(screen.getByRole('radio', { name: 'Recovery key' }));
  const key = Array(8).fill('cbdefghi').join('-');
  await user.type(screen.getByLabelText('Recovery key for “state”'), `${key}{Enter}`);
  await screen.findByRole('heading', { name: '“state” is unlocked' });
  expect(bridge.secrets).toEqual([key]);
});

it('looks for the recovery key on a USB stick, and none is typed before', async () => {
  const { user, bridge } = await renderApp('unlock');
  await passphrase();
  expect(screen.queryByRole('button', { name: /USB stick/ })).toBeNull();
  await user.click(screen.getByRole('radio', { name: 'Recovery key' }));
  await user.click(screen.getByRole('button', { name: 'Use a key on a USB stick' }));
  const isUnlock = ({ request }: JobState) => request.command === 'unlock';
  const job = await waitFor(() => {
    const found = bridge.jobs.list().find(isUnlock);
    expect(found?.request).toMatchObject({ method: 'recovery-key' });
    return found;
  });
  const view = { subject: 'state', method: 'recovery-key', phase: 'recovery-key', token: null };
  const more = {
    opens: null,
    lacks: null,
    triesLeft: 5,
    note: null,
    noteParams: {},
    failure: null,
  };
  const event = jobEventSchema.parse({ type: 'unlock', view: { ...view, ...more } });
  act(() => {
    bridge.emit('job.event', { jobId: job?.id ?? '', event });
  });
  // The dialogue, which offers each file with a key as it is found.
  expect(await screen.findByRole('region', { name: 'What to do now' })).toBeTruthy();
});

it('explains three wrong answers and lets the person try anew', async () => {
  const { user } = await renderApp('unlock');
  const field = await passphrase();
  for (const left of ['2 tries are left.', 'One try is left.']) {
    await user.type(field, 'wrong{Enter}');
    await screen.findByText(`That passphrase was not right. ${left}`);
  }
  await user.type(field, 'wrong{Enter}');
  await screen.findByText('The disk stayed locked: the answers were not right.');
  await waitFor(() => {
    expect(document.activeElement).toBe(field);
  });
  await user.type(field, 'correct horse{Enter}');
  await screen.findByRole('heading', { name: '“state” is unlocked' });
});

it('stops the job when it is cancelled and goes back', async () => {
  const { user, bridge, stores } = await renderApp('what-happened');
  stores.navigation.getState().go('unlock');
  await user.type(await passphrase(), 'wrong{Enter}');
  await screen.findByText(/was not right/);
  await user.click(screen.getByRole('button', { name: 'Cancel' }));
  await screen.findByRole('heading', { name: 'What happened' });
  await waitFor(() => {
    expect(bridge.jobs.list().at(-1)).toMatchObject({ state: 'cancelled' });
  });
});

it('lets the person choose where several disks are locked', async () => {
  const machine = new DemoMachine();
  const disk = machine.snapshot.disks[0];
  const state = disk?.partitions.find(({ label }) => label === 'state');
  if (disk === undefined || state === undefined) throw new Error('the demo machine has no state');
  disk.partitions.push({ ...structuredClone(state), path: '/dev/vda9', label: 'archive' });
  const { user, bridge } = await renderApp('unlock', { machine });
  await passphrase();
  await user.click(screen.getByRole('radio', { name: /archive/ }));
  await waitFor(() => {
    const said = [...document.querySelectorAll('.announcer')].map((log) => log.textContent).join();
    expect(said).toContain('Unlock “archive”');
  });
  await user.type(screen.getByLabelText('Passphrase for “archive”'), 'correct horse{Enter}');
  await screen.findByRole('heading', { name: '“archive” is unlocked' });
  expect(bridge.jobs.list().map(({ request }) => request)).toContainEqual({
    command: 'unlock',
    device: '/dev/vda9',
    method: 'passphrase',
  });
});

it('shows the keyboard layout beside the field and changes it there', async () => {
  const { user, bridge } = await renderApp('unlock');
  await passphrase();
  await user.click(screen.getByRole('button', { name: /Keyboard layout/ }));
  await user.click(await screen.findByRole('option', { name: 'German' }));
  expect(bridge.calls.at(-1)).toMatchObject({ channel: 'app.settings', input: { keymap: 'de' } });
});

/** A machine whose state volume is opened with a volume group in it, of which this is active. */
function makeGroupMachine(children: Holding[]): DemoMachine {
  const machine = new DemoMachine();
  const state = machine.snapshot.disks[0]?.partitions.find(({ label }) => label === 'state');
  if (state === undefined) throw new Error('the demo machine has no state');
  const group = { fsType: 'LVM2_member', children };
  state.holds = [makeHolding('crypt', '/dev/mapper/lifeboat-state', group)];
  return machine;
}

it('says of a volume group that it could not be opened', async () => {
  const { user } = await renderApp('unlock', { machine: makeGroupMachine([]) });
  await user.type(await passphrase(), 'correct horse{Enter}');
  expect(await screen.findByText(/a part of a volume group \(LVM\)/)).toBeTruthy();
});

it('names the volumes of a group that is open', async () => {
  const home = { name: 'vault-my--home', fsType: 'ext4' };
  const machine = makeGroupMachine([makeHolding('lvm', '/dev/mapper/vault-my--home', home)]);
  const { user } = await renderApp('unlock', { machine });
  await user.type(await passphrase(), 'correct horse{Enter}');
  expect(await screen.findByText(/these volumes are open: vault\/my-home/)).toBeTruthy();
});

/** The demo machine with a second encrypted disk before the first: somebody's /home. */
function addHome(): DemoMachine {
  const machine = new DemoMachine();
  const [disk] = machine.snapshot.disks;
  const state = disk?.partitions.find(({ luks }) => luks !== null);
  if (state === undefined) throw new Error('the demo machine has a locked disk');
  disk?.partitions.unshift({ ...state, path: '/dev/vda9', label: 'home', partTypeName: 'home' });
  return machine;
}

it('begins with the disk that can be of use, and says which one is not needed', async () => {
  await renderApp('unlock', { machine: addHome() });
  await passphrase();
  const disks = screen.getByRole('radiogroup', { name: 'Which disk?' });
  expect([...disks.querySelectorAll('label')].map(({ textContent }) => textContent)).toEqual([
    'state/dev/vda6',
    'home/dev/vda9, not needed for going back',
  ]);
});

it('does not stand in the way back when only a disk is locked that is not needed', async () => {
  const machine = addHome();
  machine.unlock('/dev/vda6');
  const { user } = await renderApp('what-happened', { machine });
  await user.click(await screen.findByRole('button', { name: 'Go back to Demo 1.0' }));
  expect(await screen.findByRole('heading', { name: 'What will be done' })).toBeTruthy();
});
