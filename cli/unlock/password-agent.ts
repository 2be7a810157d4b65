/**
 * A password agent for one child process. Helpers of systemd that run without a terminal write their
 * questions as files into a directory; the agent watches it, takes the questions of its own child,
 * leaves all others alone and drops those that nobody waits for any more. It answers through
 * systemd-reply-password, the secret on standard input. https://systemd.io/PASSWORD_AGENTS/
 */
import { watch } from 'node:fs';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isExpired, parseAskFile, type Ask } from '../../core/unlock/ask-file.ts';
import { ok, type Result } from '../../core/result.ts';
import { runTool } from '../tools/run-tool.ts';

const directory = '/run/systemd/ask-password';
const replyTool = '/usr/lib/systemd/systemd-reply-password';
/** Notifications can be lost between two readings; a look now and then costs nothing. */
const rescanMs = 500;

export interface AgentEvents {
  onQuestion(file: string, ask: Ask): void;
  onGone(file: string): void;
}

/** Whose questions an agent takes. */
export type Takes = (ask: Ask) => boolean;

/** NotAfter counts on CLOCK_MONOTONIC, as this clock does. */
const getMonotonicUsec = () => process.hrtime.bigint() / 1000n;

/** The names of the files that hold questions; none where nobody ever asked. */
export const listQuestionFiles = async (): Promise<string[]> =>
  (await readdir(directory).catch((): string[] => [])).filter((file) => file.startsWith('ask.'));

/** The question in a file of that directory; null when it has gone, or is not complete yet. */
export const readQuestion = async (file: string): Promise<Ask | null> =>
  parseAskFile(await readFile(join(directory, file), 'utf8').catch(() => ''));

/** Whether somebody still waits for the answer. */
export const isWaiting = (ask: Ask): boolean => !isExpired(ask, getMonotonicUsec());

/** Watches the questions that `takes` wants until the returned function is called. */
export async function watchQuestions(takes: Takes, events: AgentEvents): Promise<() => void> {
  await mkdir(directory, { recursive: true });
  const open = new Map<string, Ask>();
  let isScanning = false;
  const scan = async () => {
    if (isScanning) return;
    isScanning = true;
    const files = await listQuestionFiles();
    for (const [file, ask] of open) {
      if (files.includes(file) && isWaiting(ask)) continue;
      open.delete(file);
      events.onGone(file);
    }
    for (const file of files.filter((each) => !open.has(each))) {
      const ask = await readQuestion(file);
      if (ask === null || !takes(ask) || !isWaiting(ask)) continue;
      open.set(file, ask);
      events.onQuestion(file, ask);
    }
    isScanning = false;
  };
  const watcher = watch(directory, () => void scan());
  const timer = setInterval(() => void scan(), rescanMs);
  await scan();
  return () => {
    watcher.close();
    clearInterval(timer);
  };
}

/** Hands in an answer, or cancels the question with null. A question that has gone is no failure. */
export async function replyToQuestion(ask: Ask, secret: Uint8Array | null): Promise<Result<null>> {
  const reply = secret === null ? '0' : '1';
  const replied = await runTool(replyTool, [reply, ask.socket], {
    input: secret ?? new Uint8Array(),
  });
  if (replied.ok || replied.failure.detail.includes('No such file')) return ok(null);
  return replied;
}
