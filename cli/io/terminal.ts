import { readFile } from 'node:fs/promises';
import { isatty } from 'node:tty';
import type { Question } from '../../core/contract/job.ts';
import type { Language } from '../../core/contract/settings.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { Channel } from './channel.ts';
import type { Io } from './io.ts';
import { Keys } from './keys.ts';
import type { TerminalPerson } from './terminal-person.ts';

const maxInputBytes = 512 * 1024;

/** The language of the person's session by the usual variables; English unless it is one of ours. */
export function getLanguage(environment = process.env): Language {
  const names = ['LC_ALL', 'LC_MESSAGES', 'LANG'];
  const locale = names.map((name) => environment[name]).find((value) => value) ?? '';
  return locale.toLowerCase().startsWith('de') ? 'de' : 'en';
}

async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of process.stdin) {
    chunks.push(chunk as Buffer);
    bytes += (chunk as Buffer).length;
    if (bytes > maxInputBytes) throw new Error('too long');
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The text of a file that the caller named, "-" for standard input. */
export async function readInput(path: string): Promise<Result<string>> {
  try {
    return ok(path === '-' ? await readStdin() : await readFile(path, 'utf8'));
  } catch (error) {
    return fail('ARGS-02', { path }, String(error));
  }
}

let pipedLines: string[] | null = null;

/** Answers come one per line where standard input is a pipe; null when there are no more. */
async function takePipedLine(): Promise<string | null> {
  pipedLines ??= (await readStdin()).split('\n');
  const line = pipedLines.shift();
  return line === undefined || (line === '' && pipedLines.length === 0) ? null : line;
}

/** Resolves when `signal` is aborted. */
const untilAborted = (signal: AbortSignal): Promise<null> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve(null);
    else signal.addEventListener('abort', () => resolve(null), { once: true });
  });

/** Where nobody can choose, a standing question just stands, and any other is a stop. */
const answerFromPipe = (question: Question, signal: AbortSignal): Promise<string | null> => {
  if (question.kind !== 'method') return takePipedLine();
  return question.isStanding ? untilAborted(signal) : Promise.resolve(null);
};

/** Asks here and over the channel at once; the first answer wins and ends the other question. */
async function askHere(
  question: Question,
  signal: AbortSignal,
  channel: Channel | null,
  meetPerson: (() => Promise<TerminalPerson>) | null,
): Promise<string | null> {
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  const asked: Promise<string | null>[] = [];
  if (channel) asked.push(channel.ask(question, either));
  if (meetPerson) asked.push(meetPerson().then((person) => person.ask(question, either)));
  else if (!channel) asked.push(answerFromPipe(question, either));
  const secret = await Promise.race(asked);
  stop.abort();
  await Promise.all(asked);
  return secret;
}

/** The person at this terminal, with all that is loaded to ask somebody; null where there is none. */
function findPerson(language: Language, columns: number): (() => Promise<TerminalPerson>) | null {
  const { stdin } = process;
  if (!stdin.isTTY) return null;
  const write = (text: string) => void process.stderr.write(text);
  let person: Promise<TerminalPerson> | null = null;
  const meet = async () => {
    const { TerminalPerson } = await import('./terminal-person.ts');
    return new TerminalPerson(new Keys(stdin), write, language, columns);
  };
  return () => (person ??= meet());
}

/** The Io of a command that runs in this process, at this terminal, with or without a channel. */
export function createTerminalIo(channel: Channel | null, signal: AbortSignal): Io {
  const language = getLanguage();
  // A file or a pipe has neither.
  const isTerminal = isatty(1);
  const columns = Number(process.env['COLUMNS']) || process.stdout.columns || 80;
  const meetPerson = findPerson(language, columns);
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    emit: (event) => channel?.send(event),
    ask: (question, ended) => askHere(question, ended, channel, meetPerson),
    readInput,
    columns,
    isTerminal,
    hasColour: isTerminal && !process.env['NO_COLOR'],
    language,
    signal,
  };
}
