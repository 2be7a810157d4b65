/** Every goal from its recommendation to its outcome, by role and name, and what is refused. */
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Goal } from '../../../core/model/plan.ts';
import { audit } from '../../../test/helpers/audit.ts';
import type { DemoMachine } from '../../../test/helpers/demo-machine.ts';
import {
  makeAllBad,
  makeCutOff,
  makeKeptExtension,
  makeLostUpgrade,
  makeOpen,
  makeStagedUpgrade,
  makeTornUpgrade,
  makeUnfitExtension,
} from '../../../test/helpers/machines/changes.ts';
import { renderApp, type RenderedApp } from '../../../test/helpers/render-app.tsx';

const heading = (name: string | RegExp) => screen.findByRole('heading', { level: 1, name });

/** Presses the button as the keyboard does. */
async function press({ user }: RenderedApp, name: string | RegExp): Promise<void> {
  const button = await screen.findByRole('button', { name });
  button.focus();
  await user.keyboard('{Enter}');
}

/** Answers the last question with yes, and checks that it began at Cancel. */
async function confirm(app: RenderedApp, question: string, cancel = 'Cancel'): Promise<void> {
  const dialog = await screen.findByRole('alertdialog', { name: question });
  expect(document.activeElement).toBe(within(dialog).getByRole('button', { name: cancel }));
  await app.user.tab();
  await app.user.keyboard('{Enter}');
}

const planned = ({ bridge }: RenderedApp) =>
  bridge.jobs
    .list()
    .flatMap(({ request }) => (request.command === 'plan' ? [[request.goal, request.target]] : []));
const text = () => document.body.textContent;
const listTitles = () =>
  within(screen.getByRole('main'))
    .getAllByRole('heading', { level: 2 })
    .map((node) => node.textContent);

interface Way {
  goal: Goal;
  machine: () => DemoMachine;
  target: string;
  /** The recommendation's button. */
  wish: string;
  /** The preview's button, once the plan is known. */
  action?: string;
  says: RegExp[];
  done: string;
}

const ways: Way[] = [
  {
    goal: 'rollback',
    machine: makeOpen,
    target: 'demo_1.0',
    wish: 'Go back to Demo 1.0',
    says: [/Demo 1\.1 is kept, and not started by itself/],
    done: 'Done: Demo 1.0 starts from now on',
  },
  {
    goal: 'rollback',
    machine: makeAllBad,
    target: 'demo_1.0',
    wish: 'Try Demo 1.0 again',
    says: [/Give Demo 1\.0 3 new tries/],
    done: 'Done: Demo 1.0 is tried again',
  },
  {
    goal: 'undo-upgrade',
    machine: makeTornUpgrade,
    target: 'demo_1.2',
    wish: 'Clear away the unfinished upgrade to Demo 1.2',
    says: [/The upgrade to Demo 1\.2 is unfinished/, /out of the way, and kept/],
    done: 'Done: the unfinished upgrade to Demo 1.2 is out of the way',
  },
  {
    goal: 'finish-upgrade',
    machine: makeStagedUpgrade,
    target: 'demo_1.2',
    wish: 'Finish the upgrade to Demo 1.2',
    says: [/Starts from then onDemo 1\.2/, /complete, and not yet tried/],
    done: 'Done: the upgrade to Demo 1.2 is complete',
  },
  {
    goal: 'extension',
    machine: makeUnfitExtension,
    target: 'network-tools-0.9',
    wish: 'Put the add-on network-tools-0.9 in order',
    action: 'Put the add-on network-tools-0.9 aside',
    says: [/network-tools-0\.9 is put aside, and kept/],
    done: 'Done: the add-on network-tools-0.9 is put aside',
  },
  {
    goal: 'extension',
    machine: makeKeptExtension,
    target: 'network-tools-0.9',
    wish: 'Put the add-on network-tools-0.9 in order',
    action: 'Bring back the add-on network-tools-1.0',
    says: [/The add-on network-tools-1\.0 is used/],
    done: 'Done: the add-on network-tools-1.0 is back',
  },
];

describe('what is recommended', () => {
  it.each(ways)('$goal: $done', async ({ goal, machine, target, wish, action = wish, ...way }) => {
    const app = await renderApp('what-happened', { machine: machine() });
    await press(app, wish);
    await screen.findByRole('heading', { name: 'What will be done' });
    await heading(action);
    expect(planned(app)).toEqual([[goal, target]]);
    for (const words of way.says) expect(text()).toMatch(words);
    expect(await audit()).toEqual([]);
    await press(app, action);
    await confirm(app, `${action}?`);
    await heading(way.done);
    expect(await audit()).toEqual([]);

    await press(app, 'Take this back');
    await screen.findByRole('heading', { name: 'What will be done' });
    expect(planned(app).at(-1)?.[0]).toBe('undo');
    await heading(`Take back “${action}”`);
    await press(app, `Take back “${action}”`);
    await confirm(app, `Take back “${action}”?`);
    await heading(`Done: “${action}” is taken back`);
    expect(screen.queryByRole('button', { name: 'Take this back' })).toBeNull();
  });
});

describe('the choice', () => {
  it('has the recommended way first, then the others, then earlier changes', async () => {
    await renderApp('go-back', { machine: makeOpen() });
    await screen.findByText('Lifeboat has changed nothing on this machine so far.');
    expect(listTitles()).toEqual(['Recommended', 'Other ways', 'Earlier changes']);
    expect(await audit()).toEqual([]);
  });

  it('starts a version once, and the restart says so', async () => {
    const app = await renderApp('go-back', { machine: makeOpen() });
    await press(app, 'Start Demo 1.0 once');
    await screen.findByRole('heading', { name: 'What will be done' });
    expect(text()).toContain('After that, Demo 1.1 starts as before.');
    await press(app, 'Start Demo 1.0 once');
    await confirm(app, 'Start Demo 1.0 once?');
    await heading('Done: Demo 1.0 starts next time, and only then');
    await press(app, 'Restart this machine');
    await screen.findByText('Demo 1.0 starts next, and only then.');
  });

  it('stays with what is new', async () => {
    const app = await renderApp('go-back', { machine: makeOpen() });
    await press(app, 'Stay with Demo 1.1');
    await screen.findByRole('heading', { name: 'What will be done' });
    await press(app, 'Stay with Demo 1.1');
    await confirm(app, 'Stay with Demo 1.1?');
    await heading('Done: Demo 1.1 stays, and counts as good');
  });

  it('takes an earlier change back, whose record names who asked for it', async () => {
    const app = await renderApp('what-happened', { machine: makeOpen() });
    await press(app, 'Go back to Demo 1.0');
    await press(app, 'More');
    await app.user.type(await screen.findByRole('textbox', { name: /^Your name/ }), ' Ada ');
    await press(app, 'Go back to Demo 1.0');
    await confirm(app, 'Go back to Demo 1.0?');
    await heading(/^Done/);
    await press(app, 'Choose another way');
    await screen.findByText('Asked for by Ada.');
    await press(app, 'Take back “Go back to Demo 1.0”');
    await heading('Take back “Go back to Demo 1.0”');
    await press(app, 'Take back “Go back to Demo 1.0”');
    await confirm(app, 'Take back “Go back to Demo 1.0”?');
    await heading('Done: “Go back to Demo 1.0” is taken back');
    await press(app, 'Choose another way');
    await screen.findByText(/: taken back$/);
    expect(screen.queryByRole('button', { name: /^Take back/ })).toBeNull();
  });

  it('has the words of the other language', async () => {
    await renderApp('go-back', { machine: makeAllBad(), settings: { language: 'de' } });
    await screen.findByRole('button', { name: 'Demo 1.0 noch einmal versuchen' });
    await screen.findByText('Lifeboat hat auf diesem Rechner noch nichts geändert.');
  });
});

it('says in the other language what is taken back', async () => {
  const app = await renderApp('what-happened', {
    machine: makeOpen(),
    settings: { language: 'de' },
  });
  await press(app, 'Zu Demo 1.0 zurückgehen');
  await press(app, 'Zu Demo 1.0 zurückgehen');
  await confirm(app, 'Zu Demo 1.0 zurückgehen?', 'Abbrechen');
  await heading('Erledigt: Demo 1.0 startet von jetzt an');
  await press(app, 'Das zurücknehmen');
  await heading('„Zu Demo 1.0 zurückgehen“ zurücknehmen');
  await screen.findByRole('heading', { name: 'Was getan wird' });
  expect(text()).toMatch(/Zurücknehmen: .*Demo 1\.1/);
  expect(text()).not.toMatch(/Mark Demo 1\.1|Start Demo/);
});

describe('a change that was cut off', () => {
  it('is offered to be finished before anything else', async () => {
    const app = await renderApp('go-back', { machine: makeCutOff() });
    await heading('A change was interrupted');
    expect(await audit()).toEqual([]);
    await press(app, 'Finish “Go back to Demo 1.0”');
    await screen.findByRole('heading', { name: 'What will be done' });
    expect(planned(app)).toEqual([['rollback', 'demo_1.0']]);
    expect(text()).not.toContain('lifeboat apply');
    await press(app, 'Go back to Demo 1.0');
    await confirm(app, 'Go back to Demo 1.0?');
    await heading('Done: Demo 1.0 starts from now on');
  });

  it('is offered to be taken back where it is recommended to finish it', async () => {
    const app = await renderApp('what-happened', { machine: makeCutOff() });
    await screen.findByRole('button', { name: 'Finish “Go back to Demo 1.0”' });
    await press(app, 'Take back what was done');
    await heading('Take back “Go back to Demo 1.0”');
    await screen.findByRole('heading', { name: 'What will be done' });
    expect(planned(app).at(-1)?.[0]).toBe('undo');
  });
});

describe('what does not come about', () => {
  it('is refused with the reason, what would help, and the other way', async () => {
    const app = await renderApp('what-happened', { machine: makeLostUpgrade() });
    await press(app, 'Finish the upgrade to Demo 1.2');
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toMatch(/cannot be finished: .* is missing/);
    expect(await audit()).toEqual([]);
    await press(app, 'Clear away the unfinished upgrade to Demo 1.2');
    await screen.findByRole('heading', { name: 'What will be done' });
    expect(planned(app).at(-1)).toEqual(['undo-upgrade', 'demo_1.2']);
  });

  it('says first what is not done, then what is', async () => {
    const app = await renderApp('what-happened', {
      machine: makeOpen(),
      failures: { apply: { code: 'APPLY-03', params: { step: 'Mark Demo 1.1' }, detail: 'EIO' } },
    });
    await press(app, 'Go back to Demo 1.0');
    await press(app, 'Go back to Demo 1.0');
    await confirm(app, 'Go back to Demo 1.0?');
    await heading('Only partly done');
    expect(listTitles().slice(-2)).toEqual(['What is not done', 'What is done']);
    expect(screen.getByRole('region', { name: 'What is not done' }).textContent).toContain(
      'Mark Demo 1.1 as bad',
    );
    expect(screen.getByRole('button', { name: 'Take this back' })).toBeTruthy();
    expect(await audit()).toEqual([]);
  });

  it('says that nothing was changed where nothing was', async () => {
    const app = await renderApp('what-happened', {
      machine: makeOpen(),
      failures: { apply: { code: 'APPLY-01', params: { subject: 'loader.conf' }, detail: '' } },
    });
    await press(app, 'Go back to Demo 1.0');
    await press(app, 'Go back to Demo 1.0');
    await confirm(app, 'Go back to Demo 1.0?');
    await heading('Not done');
    expect(text()).toContain('Nothing was changed. This machine starts as before.');
    expect(screen.queryByRole('button', { name: 'Take this back' })).toBeNull();
    await press(app, 'Plan again');
    await screen.findByRole('heading', { name: 'What will be done' });
  });

  it('needs nothing where it is so already', async () => {
    const app = await renderApp('what-happened', { machine: makeOpen() });
    await press(app, 'Go back to Demo 1.0');
    await press(app, 'Go back to Demo 1.0');
    await confirm(app, 'Go back to Demo 1.0?');
    await heading(/^Done/);
    app.stores.rollback.getState().planAgain();
    await screen.findByText(/Nothing needs to be done: Demo 1\.0 is already/);
  });
});

it('has a disk opened for writing first, where the change is on it', async () => {
  const machine = makeOpen();
  machine.lock('/dev/vda6');
  const unfit = makeUnfitExtension();
  const { extensions, problems, versions, entries, loader, images, host } = unfit.snapshot;
  machine.snapshot = {
    ...machine.snapshot,
    ...{ extensions, problems, versions, entries, loader, images, host },
  };
  machine.survey = unfit.survey;
  machine.unlock = (device) => {
    for (const { partitions } of machine.snapshot.disks)
      for (const { path, luks } of partitions)
        if (path === device && luks !== null) luks.openedAs = '/dev/mapper/lifeboat-state';
  };
  machine.lock = (device) => {
    for (const { partitions } of machine.snapshot.disks)
      for (const { path, luks } of partitions) if (path === device && luks) luks.openedAs = null;
  };
  const app = await renderApp('what-happened', { machine });
  await press(app, 'Put the add-on network-tools-0.9 in order');
  await app.user.type(
    await screen.findByLabelText('Passphrase for “state”'),
    'correct horse{Enter}',
  );
  await press(app, 'Go on: Put the add-on network-tools-0.9 in order');
  await press(app, 'Unlock “state” for writing');
  await app.user.type(
    await screen.findByLabelText('Passphrase for “state”'),
    'correct horse{Enter}',
  );
  await screen.findByText('It is open for writing, until you restart.');
  await press(app, 'Go on: Put the add-on network-tools-0.9 in order');
  await screen.findByRole('heading', { name: 'What will be done' });
  await waitFor(() => {
    expect(
      screen.getByRole('button', { name: 'Put the add-on network-tools-0.9 aside' }),
    ).toHaveProperty('disabled', false);
  });
  const unlocks = app.bridge.jobs
    .list()
    .flatMap(({ request }) => (request.command === 'unlock' ? [request.isWritable ?? false] : []));
  expect(unlocks).toEqual([false, true]);
});
