/**
 * The job that unlocks one volume: it starts systemd-cryptsetup, follows its lines and questions with
 * the state machine of core, and brings each question to the person and the answer back. The mapping
 * is read-only until a later change asks for more.
 */
import { execa } from 'execa';
import type { Question, UnlockMethod } from '../../core/contract/job.ts';
import type { Partition } from '../../core/model/machine.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { Ask } from '../../core/unlock/ask-file.ts';
import { parseHelperLine } from '../../core/unlock/helper-lines.ts';
import { normalizeRecoveryKey } from '../../core/unlock/recovery-key.ts';
import {
  advanceUnlock,
  countTriesLeft,
  isRetry,
  startUnlock,
  type UnlockInput,
} from '../../core/unlock/unlock-state.ts';
import type { Io } from '../io/io.ts';
import { toolEnvironment } from '../tools/run-tool.ts';
import { getMappingName, getVolumeName } from './device.ts';
import { replyToQuestion, watchQuestions } from './password-agent.ts';

const helper = '/usr/lib/systemd/systemd-cryptsetup';
/** `tries=0`: the helper asks for ever, since it counts a wrong passphrase twice; we count. */
const helperOptions = 'luks,read-only,password-cache=no,tries=0';
const maxDetailChars = 4000;

interface Job {
  partition: Partition;
  method: UnlockMethod;
  io: Io;
}

/** Asks until there is an answer that can be one; null when the person gave up or no try is left. */
async function askPerson(
  { partition, method, io }: Job,
  question: Omit<Question, 'id' | 'kind' | 'subject'>,
  signal: AbortSignal,
): Promise<string | null> {
  const subject = getVolumeName(partition);
  for (let isRepeated = question.retry; ; isRepeated = true) {
    const id = crypto.randomUUID();
    io.emit({
      type: 'question',
      question: { ...question, id, kind: method, subject, retry: isRepeated },
    });
    const secret = await io.ask(
      { ...question, id, kind: method, subject, retry: isRepeated },
      signal,
    );
    io.emit({ type: 'question-closed', id });
    if (secret === null || method !== 'recovery-key') return secret;
    // Text that cannot be a recovery key is not worth one of the tries.
    const key = normalizeRecoveryKey(secret);
    if (key !== null) return key;
  }
}

/** Unlocks the volume for reading and returns the path of the mapping. UNLOCK-01 to -05. */
export async function runUnlockJob(job: Job): Promise<Result<string>> {
  const { partition, io } = job;
  const name = getMappingName(partition);
  const detail: string[] = [];
  let state = startUnlock;
  const advance = (input: UnlockInput) => {
    state = advanceUnlock(state, input);
  };

  const child = execa(helper, ['attach', name, partition.path, '-', helperOptions], {
    env: {
      ...toolEnvironment(),
      LANG: 'C',
      SYSTEMD_CRYPTSETUP_USE_TOKEN_MODULE: '0',
      SYSTEMD_EMOJI: '0',
      SYSTEMD_COLORS: '0',
      SYSTEMD_LOG_TARGET: 'console-prefixed',
    },
    extendEnv: false,
    stdin: 'ignore',
    stdout: 'ignore',
    reject: false,
    buffer: false,
    cancelSignal: io.signal,
  });
  if (child.pid === undefined)
    return (await child, fail('TOOL-01', { tool: 'systemd-cryptsetup' }));

  const open = new Map<string, AbortController>();
  const answer = async (file: string, ask: Ask) => {
    const gone = new AbortController();
    open.set(file, gone);
    advance({ kind: 'question' });
    const triesLeft = countTriesLeft(state);
    const signal = AbortSignal.any([gone.signal, io.signal]);
    const secret =
      triesLeft > 0 ? await askPerson(job, { retry: isRetry(state), triesLeft }, signal) : null;
    if (gone.signal.aborted) return;
    advance(
      secret === null
        ? { kind: 'gave-up', why: triesLeft > 0 ? 'person' : 'no-tries-left' }
        : { kind: 'answered' },
    );
    const replied = await replyToQuestion(ask, secret);
    if (!replied.ok) {
      detail.push(replied.failure.detail);
      child.kill();
    }
  };
  const stopWatching = await watchQuestions(child.pid, {
    onQuestion: (file, ask) => void answer(file, ask),
    onGone: (file) => open.get(file)?.abort(),
  });
  try {
    for await (const line of child.iterable({ from: 'stderr' })) {
      detail.push(line.replace(/^<\d>/, ''));
      const meaning = parseHelperLine(line);
      if (meaning !== null) advance({ kind: 'line', line: meaning });
    }
  } catch (error) {
    // The iterable throws when the child ends badly; its result below says how.
    detail.push((error as Error).message);
  }
  const { exitCode } = await child;
  stopWatching();
  for (const gone of open.values()) gone.abort();
  if (io.signal.aborted) advance({ kind: 'gave-up', why: 'person' });
  advance({ kind: 'exit', exitCode: exitCode ?? 1 });
  if (state.phase === 'unlocked') return ok(`/dev/mapper/${name}`);
  const device = getVolumeName(partition);
  return fail(state.code ?? 'UNLOCK-05', { device }, detail.join('\n').slice(-maxDetailChars));
}
