/**
 * A main process that plays a demo machine, for component tests and for looking at the screens in
 * any browser. It keeps the contract: what comes in and goes out is parsed, jobs send their events
 * in the real order, and the plan is the real planner's. `paceMs` is the time between two events.
 */
import {
  eventContract,
  invokeContract,
  type AppInfo,
  type Bridge,
  type EventChannel,
  type EventPayload,
  type InvokeChannel,
} from '../../core/contract/ipc.ts';
import type { JobRequest, JobState } from '../../core/contract/job.ts';
import { defaultSettings, type Settings } from '../../core/contract/settings.ts';
import { keyRows, type KeyboardLayout } from '../../core/contract/keyboard-layout.ts';
import type { Failure } from '../../core/result.ts';
import { DemoMachine } from './demo-machine.ts';
import { FakeJobs } from './fake-jobs.ts';

export interface FakeOptions {
  settings?: Partial<Settings>;
  info?: Partial<AppInfo>;
  paceMs?: number;
  machine?: DemoMachine;
  /** The passphrase of the demo machine's disk. */
  passphrase?: string;
  /** Makes the next job with this command fail after its first step. */
  failures?: Partial<Record<JobRequest['command'], Failure | null>>;
  jobs?: JobState[];
}

export interface FakeBridge extends Bridge {
  /** Every call in its order, without the secrets. */
  calls: { channel: string; input: unknown }[];
  /** Secrets that came over the bridge, in their order. */
  secrets: (string | null)[];
  emit<C extends EventChannel>(channel: C, payload: EventPayload<C>): void;
  jobs: FakeJobs;
}

/** The German layout, row by row: alone, with Shift and with AltGr. */
const germanRows = [
  [
    '◌\u0302 1 2 3 4 5 6 7 8 9 0 ß ◌\u0301',
    '° ! " § $ % & / ( ) = ? ◌\u0300',
    '′ ¹ ² ³ ¼ ½ ¬ { [ ] } \\ ◌\u0327',
  ],
  ['q w e r t z u i o p ü +', 'Q W E R T Z U I O P Ü *', '@ ł € ¶ ŧ ← ↓ → ø þ ◌\u0308 ~'],
  [
    'a s d f g h j k l ö ä #',
    "A S D F G H J K L Ö Ä '",
    'æ ſ ð đ ŋ ħ ◌\u0323 ĸ ł ◌\u030b ◌\u0302 ’',
  ],
  ['< y x c v b n m , . -', '> Y X C V B N M ; : _', '| » « ¢ „ “ ” µ · … –'],
];
const germanLayout: KeyboardLayout = Object.fromEntries(
  keyRows.flatMap((codes, row) => {
    const levels = germanRows[row]?.map((level) => level.split(' ')) ?? [];
    return codes.map((code, i) => [code, levels.map((level) => level[i] ?? '')]);
  }),
);

const shellPrompt = 'lifeboat@lifeboat:~$ ';

/** A bridge of its own to a demo machine of its own. */
export function createFakeBridge(options: FakeOptions = {}): FakeBridge {
  const listeners = new Map<string, Set<(payload: unknown) => void>>();
  const calls: FakeBridge['calls'] = [];
  const secrets: FakeBridge['secrets'] = [];
  let settings: Settings = { ...defaultSettings, ...options.settings };

  const emit: FakeBridge['emit'] = (channel, payload) => {
    const parsed = eventContract[channel].parse(payload);
    for (const listener of listeners.get(channel) ?? []) listener(parsed);
  };
  const jobs = new FakeJobs({
    machine: options.machine ?? new DemoMachine(),
    passphrase: options.passphrase ?? 'correct horse',
    failures: options.failures ?? {},
    paceMs: options.paceMs ?? 0,
    known: options.jobs ?? [],
    onEvent: (jobId, event) => {
      emit('job.event', { jobId, event });
    },
    onEnded: (jobId, state) => {
      emit('job.ended', { jobId, state });
    },
  });

  const handle = (channel: InvokeChannel, input: never): unknown => {
    const given = input as Record<string, string>;
    switch (channel) {
      case 'app.info':
        return { ...baseInfo, settings, ...options.info } satisfies AppInfo;
      case 'app.settings':
        return (settings = input);
      case 'app.keyboard':
        return germanLayout;
      case 'speech.accept':
        return (settings = { ...settings, speech: true });
      case 'job.start':
        return jobs.start(input);
      case 'job.list':
        return jobs.list();
      case 'job.answer':
        secrets.push(given['secret'] ?? null);
        jobs.answer(given['jobId']!, given['questionId']!, given['secret'] ?? null);
        return null;
      case 'job.cancel':
        jobs.cancel(given['jobId']!);
        return null;
      case 'terminal.open':
        return { terminalId: 'shell-1' };
      case 'terminal.attach':
        return { scrollback: jobs.transcript(given['terminalId']!) ?? shellPrompt, exitCode: null };
      case 'terminal.write':
        emit('terminal.data', { terminalId: given['terminalId']!, data: given['data']! });
        return null;
      default:
        return null;
    }
  };

  return {
    calls,
    secrets,
    emit,
    jobs,
    async invoke(channel, input) {
      const contract = invokeContract[channel as InvokeChannel];
      const parsed = contract.input.parse(input);
      const hasSecret = channel === 'job.answer';
      calls.push({ channel, input: hasSecret ? { ...(parsed as object), secret: '•' } : parsed });
      await Promise.resolve();
      return structuredClone(
        contract.output.parse(handle(channel as InvokeChannel, parsed as never)),
      );
    },
    on(channel, listener) {
      const group = listeners.get(channel) ?? new Set();
      listeners.set(channel, group.add(listener));
      return () => {
        group.delete(listener);
      };
    },
  };
}

const baseInfo: Omit<AppInfo, 'settings'> = {
  version: '0.1.0',
  shell: 'chromium',
  readOnly: false,
  canSpeak: true,
  keymaps: [
    { id: 'us', name: 'English (US)' },
    { id: 'gb', name: 'English (UK)' },
    { id: 'de', name: 'German' },
    { id: 'fr', name: 'French' },
    { id: 'us(dvorak)', name: 'English (Dvorak)' },
  ],
};
