/** Moments of unlocking the demo machine's disk, as the events of a job that has come so far. */
import type { JobEvent, JobState, Question, UnlockView } from '../../core/contract/job.ts';
import { fail } from '../../core/result.ts';
import type { ScriptStep } from './stand-in.ts';

const subject = 'state';

const tell = (more: Partial<UnlockView>): JobEvent => ({
  type: 'unlock',
  view: {
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
    ...more,
  },
});
const ask = (kind: Question['kind'], more: Partial<Question> = {}): JobEvent => ({
  type: 'question',
  question: {
    id: kind,
    kind,
    subject,
    retry: false,
    triesLeft: null,
    choices: [],
    isStanding: false,
    ...more,
  },
});
const step = (message: string, state: 'running' | 'done'): JobEvent => ({
  type: 'step',
  id: message,
  message,
  params: {},
  state,
});
const choices = [
  { id: 'passphrase', kind: 'passphrase' as const, name: '' },
  { id: 'recovery-key', kind: 'recovery-key' as const, name: '' },
];
const ways = ask('method', { isStanding: true, choices });
const token = { id: 'fido2', kind: 'fido2' as const, name: '' };
const retry = { id: 'retry', kind: 'retry' as const, name: '' };

/** From the token that is looked for to the disk that is open: one wrong PIN, then a touch. */
export const unlockWithToken: ScriptStep[] = [
  step('job.unlock.check', 'running'),
  { pauseMs: 300 },
  step('job.unlock.check', 'done'),
  { pauseMs: 2000 },
  step('job.unlock.open', 'running'),
  { pauseMs: 1500 },
  tell({}),
  ways,
  { pauseMs: 2500 },
  tell({ phase: 'token-needs-pin', token: 'SoloKey' }),
  ask('pin', { id: 'pin-1', triesLeft: 8 }),
  { waitFor: 'pin-1' },
  { type: 'question-closed', id: 'pin-1' },
  { pauseMs: 400 },
  tell({ phase: 'pin-wrong', token: 'SoloKey' }),
  ask('pin', { id: 'pin-2', retry: true, triesLeft: 7 }),
  { waitFor: 'pin-2' },
  { type: 'question-closed', id: 'pin-2' },
  { pauseMs: 400 },
  tell({ phase: 'touch-now', token: 'SoloKey' }),
  { pauseMs: 6000 },
  tell({ phase: 'opening', token: 'SoloKey' }),
  { type: 'question-closed', id: 'method' },
  tell({ phase: 'unlocked', token: 'SoloKey' }),
  step('job.unlock.open', 'done'),
  { type: 'result', value: null },
];

export const unlockMoments: Record<string, JobEvent[]> = {
  insert: [tell({ phase: 'insert-token' }), ways],
  wrong: [tell({ phase: 'wrong-token', token: 'SoloKey', opens: 'archive' }), ways],
  pin: [tell({ phase: 'pin-wrong' }), ask('pin', { retry: true, triesLeft: 2 }), ways],
  last: [tell({ phase: 'pin-wrong' }), ask('pin', { retry: true, triesLeft: 1 }), ways],
  touch: [tell({ phase: 'touch-now', note: 'unlock.note.touch-again' }), ways],
  blocked: [
    tell({ phase: 'pin-blocked-for-good', failure: fail('UNLOCK-06').failure }),
    ask('method', { choices: [retry, ...choices] }),
  ],
  key: [
    tell({ phase: 'recovery-key', method: 'recovery-key' }),
    ask('recovery-key', { triesLeft: 5 }),
    ask('method', {
      isStanding: true,
      choices: [
        { id: 'file-0', kind: 'file', name: 'RECOVERY.TXT (STICK)' },
        token,
        { id: 'passphrase', kind: 'passphrase', name: '' },
      ],
    }),
  ],
};

/** The job at one of these moments; none for a name that is none of them. */
export function makeUnlockJobs(moment: string): JobState[] {
  const events = unlockMoments[moment];
  if (events === undefined) return [];
  return [
    {
      id: 'job-1',
      request: { command: 'unlock', device: '/dev/vda6', method: 'fido2' },
      commandLine: 'lifeboat unlock /dev/vda6 --method fido2',
      state: 'running',
      events,
    },
  ];
}
