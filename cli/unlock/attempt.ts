/**
 * One run of systemd-cryptsetup with one method: the helper's lines and questions go through the
 * state machine of core, and what the machine decides is done: answers are handed in, and a helper
 * that can do no more good is ended, gently first, so that a token isn't left waiting for a touch.
 */
import { execa } from 'execa';
import { classifyAsk, type Ask } from '../../core/unlock/ask-file.ts';
import { parseHelperLine } from '../../core/unlock/helper-lines.ts';
import type { UnlockMethod } from '../../core/unlock/methods.ts';
import { advanceUnlock } from '../../core/unlock/advance-unlock.ts';
import {
  getSettleMs,
  hasEnded,
  startUnlock,
  type UnlockInput,
  type UnlockState,
} from '../../core/unlock/unlock-state.ts';
import { toolEnvironment } from '../tools/run-program.ts';
import { replyToQuestion, watchQuestions } from './password-agent.ts';
import { jobMark } from './system-questions.ts';

const helper = '/usr/lib/systemd/systemd-cryptsetup';
const tokenTimeoutSeconds = 30;
/** A helper whose question was cancelled ends by itself; one that talks to a token is told to. */
const graceMs = 500;
const killAfterMs = 3000;
const maxDetailChars = 4000;

export interface AttemptOptions {
  method: UnlockMethod;
  device: string;
  /** The name of the mapping. */
  name: string;
  isReadOnly: boolean;
  onState: (state: UnlockState) => void;
}

export interface Attempt {
  readonly state: UnlockState;
  /** The state at the end, and what the helper said on the way. Never rejects. */
  readonly ended: Promise<{ state: UnlockState; detail: string }>;
  feed(input: UnlockInput): void;
  /** Hands in the answer to the open question and clears the buffer. */
  answer(secret: Buffer): Promise<void>;
}

/** `tries=0`: the helper asks for ever, since it counts a wrong passphrase twice; we count. */
function listOptions(method: UnlockMethod, isReadOnly: boolean): string {
  const timeout = `token-timeout=${String(tokenTimeoutSeconds)}s`;
  const own = {
    fido2: ['fido2-device=auto', timeout],
    tpm2: ['tpm2-device=auto', timeout],
    passphrase: [],
    'recovery-key': [],
  }[method];
  return [
    'luks',
    ...own,
    'password-cache=no',
    'tries=0',
    ...(isReadOnly ? ['read-only'] : []),
  ].join(',');
}

/** The native token path, sentences in English, and a priority in front of each line. */
const helperEnvironment = () => ({
  ...toolEnvironment(),
  ...jobMark,
  LANG: 'C',
  SYSTEMD_CRYPTSETUP_USE_TOKEN_MODULE: '0',
  SYSTEMD_EMOJI: '0',
  SYSTEMD_COLORS: '0',
  SYSTEMD_LOG_TARGET: 'console-prefixed',
});

/** Starts the helper; a helper that is missing ends at once, in phase "failed". */
export function startAttempt(options: AttemptOptions): Attempt {
  const { method, device, name, isReadOnly, onState } = options;
  const detail: string[] = [];
  const open = new Map<string, Ask>();
  const timers = new Set<NodeJS.Timeout>();
  let state = startUnlock(method);
  let settling: NodeJS.Timeout | undefined;
  let isEnding = false;

  const child = execa(helper, ['attach', name, device, '-', listOptions(method, isReadOnly)], {
    env: helperEnvironment(),
    extendEnv: false,
    stdin: 'ignore',
    stdout: 'ignore',
    reject: false,
    buffer: false,
  });
  // From the first moment on: what nobody reads yet when the event loop turns is thrown away.
  const lines = child.iterable({ from: 'stderr' });
  const later = (ms: number, work: () => void) => timers.add(setTimeout(work, ms));

  const endHelper = () => {
    if (isEnding) return;
    isEnding = true;
    const asks = [...open.values()];
    for (const ask of asks) void replyToQuestion(ask, null);
    later(asks.length > 0 ? graceMs : 0, () => child.kill('SIGTERM'));
    later(killAfterMs, () => child.kill('SIGKILL'));
  };
  const feed = (input: UnlockInput) => {
    const before = state;
    state = advanceUnlock(state, input);
    if (state === before) return;
    clearTimeout(settling);
    if (state.pending !== null)
      settling = setTimeout(() => feed({ kind: 'settled' }), getSettleMs(state));
    if (state.mustStop) endHelper();
    onState(state);
  };

  const follow = async () => {
    const { pid } = child;
    if (pid === undefined) return 1;
    const stopWatching = await watchQuestions((ask) => ask.pid === pid, {
      onQuestion: (file, ask) => {
        open.set(file, ask);
        // A question that comes while the helper is being ended would keep it alive.
        if (isEnding) void replyToQuestion(ask, null);
        else feed({ kind: 'question', ask: classifyAsk(ask) });
      },
      onGone: (file) => {
        open.delete(file);
        if (open.size === 0) feed({ kind: 'question-gone' });
      },
    });
    try {
      for await (const line of lines) {
        detail.push(line.replace(/^<\d{1,3}>/, ''));
        const meaning = parseHelperLine(line);
        if (meaning !== null) feed({ kind: 'line', line: meaning });
      }
    } catch (error) {
      // The iterable throws when the child ends badly; its result below says how.
      detail.push((error as Error).message);
    }
    const { exitCode } = await child;
    stopWatching();
    return exitCode ?? 1;
  };

  const run = async () => {
    const exitCode = await follow();
    for (const timer of timers) clearTimeout(timer);
    clearTimeout(settling);
    if (!hasEnded(state)) feed({ kind: 'exit', exitCode });
    return { state, detail: detail.join('\n').slice(-maxDetailChars) };
  };

  return {
    get state() {
      return state;
    },
    ended: run(),
    feed,
    async answer(secret) {
      const [[file, ask] = []] = open;
      if (file === undefined || ask === undefined || !state.isAsking) {
        secret.fill(0);
        return;
      }
      open.delete(file);
      feed({ kind: 'answered' });
      const replied = await replyToQuestion(ask, secret);
      secret.fill(0);
      if (replied.ok) return;
      detail.push(replied.failure.detail);
      endHelper();
    },
  };
}
