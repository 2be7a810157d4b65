/**
 * The questions of programs that are no jobs of ours: a service of the system that wants a passphrase.
 * No job ever answers them. They are listed, and one is answered, only when the operator asks for it.
 * The helpers of our own jobs carry a mark in their environment, so that a second job's question is
 * not taken for one of the system.
 */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Ask } from '../../core/unlock/ask-file.ts';
import type { SystemQuestion } from '../../core/unlock/question-list.ts';
import { isWaiting, listQuestionFiles, readQuestion } from './password-agent.ts';

/** What the helpers of our own jobs have in their environment. */
export const jobMark = { LIFEBOAT_JOB: '1' } as const;

async function isOurs(pid: number): Promise<boolean> {
  // What belongs to somebody else can't be read, and so is not ours.
  const environment = await readFile(`/proc/${String(pid)}/environ`, 'utf8').catch(() => '');
  return environment.split('\0').includes(`LIFEBOAT_JOB=${jobMark.LIFEBOAT_JOB}`);
}

/** The name of the program; null when it has gone, and its question with it. */
async function readAsker(pid: number): Promise<string | null> {
  const commandLine = await readFile(`/proc/${String(pid)}/cmdline`, 'utf8').catch(() => null);
  if (commandLine === null) return null;
  return basename(commandLine.split('\0')[0] ?? '') || String(pid);
}

/** A question of the system with all that it takes to answer it. */
export type Asked = SystemQuestion & { ask: Ask };

/** The question in this file; null when it is one of ours, or nobody waits for an answer. */
export async function readSystemQuestion(id: string): Promise<Asked | null> {
  // The name comes from outside; it is looked for, never opened as given.
  if (!(await listQuestionFiles()).includes(id)) return null;
  const ask = await readQuestion(id);
  if (ask === null || !isWaiting(ask) || (await isOurs(ask.pid))) return null;
  const asker = await readAsker(ask.pid);
  return asker === null ? null : { id, message: ask.message, asker, pid: ask.pid, ask };
}

/** All questions of the system that wait for an answer, the oldest process first. */
export async function listSystemQuestions(): Promise<Asked[]> {
  const found = await Promise.all((await listQuestionFiles()).map(readSystemQuestion));
  return found.filter((each) => each !== null).sort((a, b) => a.pid - b.pid);
}
