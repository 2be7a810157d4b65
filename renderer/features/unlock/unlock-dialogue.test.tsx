import { act, screen, waitFor, within } from '@testing-library/react';
import axe from 'axe-core';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { JobEvent, JobState, Question, UnlockView } from '../../../core/contract/job.ts';
import { fail } from '../../../core/result.ts';
import { unlockPhases } from '../../../core/unlock/unlock-state.ts';
import type { FakeOptions } from '../../../test/helpers/fake-bridge.ts';
import { renderApp, type RenderedApp } from '../../../test/helpers/render-app.tsx';

const subject = 'state';
const baseView: UnlockView = {
  phase: 'looking-for-token',
  method: 'fido2',
  subject,
  token: null,
  opens: null,
  lacks: null,
  triesLeft: null,
  note: null,
  noteParams: {},
  failure: null,
};
const tell = (more: Partial<UnlockView>): JobEvent => ({
  type: 'unlock',
  view: { ...baseView, ...more },
});
let lastQuestion = 0;
const ask = (
  kind: Question['kind'],
  more: Partial<Question> = {},
): JobEvent & { type: 'question' } => ({
  type: 'question',
  question: {
    id: `q-${String(++lastQuestion)}`,
    kind,
    subject,
    retry: false,
    triesLeft: null,
    choices: [],
    isStanding: false,
    ...more,
  },
});
const ways = ask('method', {
  isStanding: true,
  choices: [
    { id: 'passphrase', kind: 'passphrase', name: '' },
    { id: 'recovery-key', kind: 'recovery-key', name: '' },
  ],
});

const jobWith = (events: JobEvent[]): JobState => ({
  id: 'job-1',
  request: { command: 'unlock', device: '/dev/vda6', method: 'fido2' },
  commandLine: 'lifeboat unlock /dev/vda6 --method fido2',
  state: 'running',
  events,
});

async function open(events: JobEvent[], options: FakeOptions = {}): Promise<RenderedApp> {
  const app = await renderApp('unlock', { ...options, jobs: [jobWith(events)] });
  await screen.findByRole('heading', { level: 1, name: /state/ });
  return app;
}
const send = async ({ bridge }: RenderedApp, ...events: JobEvent[]): Promise<void> => {
  await act(async () => {
    for (const event of events) bridge.emit('job.event', { jobId: 'job-1', event });
    await Promise.resolve();
  });
};
const answers = ({ bridge }: RenderedApp) =>
  bridge.calls.filter(({ channel }) => channel === 'job.answer').map(({ input }) => input);
const now = () => screen.getByRole('region', { name: 'What to do now' });
const said = () =>
  [...document.querySelectorAll('.announcer')].map(({ textContent }) => textContent).join(' ');

beforeEach(() => {
  lastQuestion = 0;
});

describe('each moment of unlocking', () => {
  const pin = (triesLeft: number | null, retry = false) => ask('pin', { triesLeft, retry });
  const moments: [string, JobEvent[], RegExp][] = [
    ['looking', [tell({})], /Looking for the security token/],
    ['insert', [tell({ phase: 'insert-token' }), ways], /Plug in the security token for “state”/],
    [
      'wrong token',
      [tell({ phase: 'wrong-token', token: 'Yubico YubiKey' }), ways],
      /Yubico YubiKey does not open “state”/,
    ],
    [
      'a token of another disk',
      [tell({ phase: 'wrong-token', token: 'SoloKey', opens: 'archive' }), ways],
      /SoloKey belongs to “archive”, not to “state”/,
    ],
    [
      'a token that can’t',
      [tell({ phase: 'wrong-token', token: 'U2F', lacks: 'hmac-secret' }), ways],
      /U2F cannot keep the key of a disk/,
    ],
    ['PIN', [tell({ phase: 'token-needs-pin' }), pin(8), ways], /wants its PIN/],
    ['PIN wrong', [tell({ phase: 'pin-wrong' }), pin(2, true), ways], /PIN was not right/],
    ['touch', [tell({ phase: 'touch-now' }), ways], /Touch the security token now/],
    ['verify', [tell({ phase: 'verify-on-token' }), ways], /put your finger on its sensor/],
    ['TPM', [tell({ phase: 'asking-tpm', method: 'tpm2' }), ways], /Asking the security chip/],
    [
      'TPM PIN',
      [tell({ phase: 'tpm-needs-pin', method: 'tpm2' }), ask('tpm2-pin'), ways],
      /security chip wants its PIN/,
    ],
    ['passphrase', [tell({ phase: 'passphrase' }), ask('passphrase'), ways], /Type the passphrase/],
    [
      'recovery key',
      [tell({ phase: 'recovery-key' }), ask('recovery-key'), ways],
      /Type the recovery key/,
    ],
    ['opening', [tell({ phase: 'opening' })], /Unlocking “state”/],
    [
      'blocked until reinserted',
      [tell({ phase: 'pin-blocked-until-reinserted', failure: fail('UNLOCK-07').failure }), ways],
      /takes no more until it is pulled out/,
    ],
    [
      'blocked for good',
      [tell({ phase: 'pin-blocked-for-good', failure: fail('UNLOCK-06').failure }), ways],
      /blocked for good/,
    ],
    [
      'timed out',
      [tell({ phase: 'timed-out', failure: fail('UNLOCK-10').failure }), ways],
      /No security token that opens this disk/,
    ],
    [
      'failed',
      [tell({ phase: 'failed', failure: fail('UNLOCK-14').failure }), ways],
      /keeps its key back/,
    ],
  ];

  it.each(moments)(
    '%s: says what is wanted, and axe finds nothing',
    async (_name, events, words) => {
      await open(events);
      expect(within(now()).getAllByText(words).length).toBeGreaterThan(0);
      const { violations } = await axe.run(document.body, {
        rules: { 'color-contrast': { enabled: false } },
      });
      expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    },
  );

  it.each(moments)('%s: is whole in German', async (_name, events) => {
    await renderApp('unlock', { jobs: [jobWith(events)], settings: { language: 'de' } });
    const region = await screen.findByRole('region', { name: 'Was jetzt zu tun ist' });
    expect(region.textContent).not.toMatch(/unlock\.|[{}#]/);
    expect(region.textContent).not.toBe('');
  });

  it('has a picture for every phase there is', async () => {
    const app = await open([tell({})]);
    for (const phase of unlockPhases) {
      await send(app, tell({ phase }));
      expect(now().querySelector('svg')?.childElementCount).toBeGreaterThan(0);
    }
  });
});

describe('the person', () => {
  it('is told the tries that are left before the PIN is typed, and of the last one', async () => {
    await open([tell({ phase: 'pin-wrong' }), ask('pin', { triesLeft: 1, retry: true })]);
    expect(
      screen.getByText('This is the last try. After it, the token is blocked for good.'),
    ).toBeTruthy();
    expect(screen.getByText('That PIN was not right. One try is left.')).toBeTruthy();
  });

  it('types the PIN where the focus is, and it is kept nowhere', async () => {
    const app = await open([tell({}), ways]);
    await send(app, tell({ phase: 'token-needs-pin' }), ask('pin', { triesLeft: 8 }));
    const field = screen.getByLabelText('PIN of the security token');
    await waitFor(() => expect(document.activeElement).toBe(field));
    expect(screen.getByText(/8 tries are left/)).toBeTruthy();
    await app.user.keyboard('4711{Enter}');
    expect(app.bridge.secrets).toEqual(['4711']);
    expect(field).toHaveProperty('value', '');
    const kept = JSON.stringify([app.bridge.calls, app.stores.jobs.getState()]);
    expect(kept + document.body.innerHTML).not.toContain('4711');
  });

  it('is not made to spend a try on a PIN that can’t be one', async () => {
    const app = await open([tell({ phase: 'token-needs-pin' }), ask('pin')]);
    await app.user.type(screen.getByLabelText('PIN of the security token'), '123{Enter}');
    expect(screen.getByRole('alert').textContent).toContain('at least four characters');
    expect(app.bridge.secrets).toEqual([]);
  });

  it('hears what is wanted next, and the focus is not lost with the field', async () => {
    const question = ask('pin');
    const app = await open([tell({ phase: 'token-needs-pin' }), question, ways]);
    await send(
      app,
      { type: 'question-closed', id: question.question.id },
      tell({ phase: 'touch-now' }),
    );
    // The focus says it; once is enough.
    expect(document.activeElement?.textContent).toBe('Touch the security token now.');
    expect(said()).not.toContain('Touch the security token now.');
  });

  it('stays in the field while the answer is tried, and hears there that it was wrong', async () => {
    const [first, second] = [
      ask('pin', { triesLeft: 8 }),
      ask('pin', { triesLeft: 7, retry: true }),
    ];
    const app = await open([tell({ phase: 'token-needs-pin' }), first, ways]);
    const field = screen.getByLabelText('PIN of the security token');
    await app.user.click(field);
    await send(app, { type: 'question-closed', id: first.question.id }, tell({ phase: 'opening' }));
    expect(document.activeElement).toBe(field);
    expect(field).toHaveProperty('readOnly', true);
    await send(app, tell({ phase: 'pin-wrong' }), second);
    expect(document.activeElement).toBe(field);
    expect(field).toHaveProperty('readOnly', false);
    expect(screen.getByRole('alert').textContent).toContain('7 tries are left');
    expect(said()).not.toContain('PIN');
  });

  it('does not meet the field again once the token was touched', async () => {
    const question = ask('pin');
    const app = await open([tell({ phase: 'token-needs-pin' }), question, ways]);
    await send(app, { type: 'question-closed', id: question.question.id });
    await send(app, tell({ phase: 'touch-now' }));
    await send(app, tell({ phase: 'opening' }));
    expect(screen.queryByLabelText('PIN of the security token')).toBeNull();
  });

  it('hears that a touch came too late and is wanted again', async () => {
    const app = await open([tell({ phase: 'touch-now' }), ways]);
    await send(app, tell({ phase: 'looking-for-token', note: 'unlock.note.touch-again' }));
    const sentence = 'Nobody touched the token in time. It waits again.';
    await waitFor(() => expect(said()).toContain(sentence), { timeout: 3000 });
  });

  it('takes another way by a button or one chord, also while a PIN is typed', async () => {
    const app = await open([tell({ phase: 'token-needs-pin' }), ask('pin'), ways]);
    await app.user.click(screen.getByRole('button', { name: /Use the passphrase instead/ }));
    expect(app.bridge.secrets).toEqual(['passphrase']);
    await app.user.click(screen.getByLabelText('PIN of the security token'));
    await app.user.keyboard('{Alt>}r{/Alt}');
    expect(app.bridge.secrets).toEqual(['passphrase', 'recovery-key']);
    expect(answers(app)).toHaveLength(2);
  });

  it('sees how much of a recovery key is there, and what can’t be in one', async () => {
    const app = await open([tell({ phase: 'recovery-key' }), ask('recovery-key'), ways]);
    const field = screen.getByLabelText('Recovery key for “state”');
    await app.user.type(field, 'CBDE fghi');
    expect(screen.getByText('One group of 8 is complete.')).toBeTruthy();
    await app.user.type(field, 'a');
    expect(screen.getByText('a is in no recovery key.')).toBeTruthy();
  });

  it('is offered the key in a file', async () => {
    const app = await open([tell({ phase: 'recovery-key' }), ask('recovery-key'), ways]);
    const file = { id: 'file-0', kind: 'file' as const, name: 'KEYS.TXT (STICK)' };
    await send(app, ask('method', { isStanding: true, choices: [file] }));
    await waitFor(() => {
      expect(said()).toContain('Use the key in KEYS.TXT (STICK)');
    });
    await app.user.click(screen.getByRole('button', { name: 'Use the key in KEYS.TXT (STICK)' }));
    expect(app.bridge.secrets).toEqual(['file-0']);
  });

  it('is offered the US layout after a refused passphrase', async () => {
    const app = await open(
      [tell({ phase: 'passphrase' }), ask('passphrase', { retry: true, triesLeft: 4 })],
      { settings: { keymap: 'de' } },
    );
    await app.user.click(screen.getByRole('button', { name: /English \(US\) layout/ }));
    expect(app.bridge.calls.at(-1)).toMatchObject({
      channel: 'app.settings',
      input: { keymap: 'us' },
    });
  });

  it('chooses how to go on after a failure', async () => {
    const retry = { id: 'retry', kind: 'retry' as const, name: '' };
    const app = await open([
      tell({ phase: 'failed', failure: fail('UNLOCK-08').failure }),
      ask('method', { choices: [retry] }),
    ]);
    expect(screen.getByRole('alert').textContent).toContain('The security token refused.');
    await app.user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(app.bridge.secrets).toEqual(['retry']);
  });

  it('is not advised to try a token again that is blocked for good', async () => {
    const retry = { id: 'retry', kind: 'retry' as const, name: '' };
    const offered = ask('method', { choices: [retry] });
    const app = await open([
      tell({ phase: 'pin-blocked-for-good', failure: fail('UNLOCK-06').failure }),
      offered,
    ]);
    const button = () => screen.getByRole('button', { name: 'Try again' });
    expect(button().className).not.toContain('primary');
    await send(app, tell({ phase: 'failed', failure: fail('UNLOCK-08').failure }));
    expect(button().className).toContain('primary');
  });

  it('stops at any moment', async () => {
    const app = await open([tell({ phase: 'touch-now' }), ways]);
    await app.user.click(screen.getByRole('button', { name: 'Stop unlocking' }));
    expect(app.bridge.calls.some(({ channel }) => channel === 'job.cancel')).toBe(true);
  });

  it('hears a tone for what is wanted', async () => {
    const started: number[] = [];
    class FakeAudio {
      state = 'running';
      currentTime = 0;
      destination = {};
      createOscillator() {
        const node = {
          frequency: { value: 0 },
          connect: (to: object) => to,
          start: () => started.push(node.frequency.value),
          stop: () => undefined,
        };
        return node;
      }
      createGain() {
        const ramp = () => undefined;
        return {
          gain: { setValueAtTime: ramp, linearRampToValueAtTime: ramp },
          connect: () => undefined,
        };
      }
    }
    vi.stubGlobal('AudioContext', FakeAudio);
    await open([tell({ phase: 'touch-now' })]);
    expect(started).toEqual([784, 784, 784]);
    vi.unstubAllGlobals();
  });
});
