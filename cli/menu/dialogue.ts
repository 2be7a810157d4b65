/** What every part of the text menu is made of: short lines, numbered choices, and child commands. */
import { spawn } from 'node:child_process';
import type { z } from 'zod';
import { createDomainFormatter } from '../../core/messages/domain.ts';
import { LineInput } from '../io/line-input.ts';
import { parseJsonLine } from '../io/lines.ts';
import { getLanguage } from '../io/terminal.ts';
import { heading, wrap } from '../text/layout.ts';

const columns = 40;
let typed: LineInput | null = null;
const print = (text: string) => void process.stdout.write(`${text}\n`);

export const say = createDomainFormatter(getLanguage());

export interface Choice {
  label: string;
  run(): Promise<void>;
}

/** Runs `lifeboat` with these words at this terminal; its stdout is returned when it is captured. */
export function runLifeboat(words: string[], options: { capture?: boolean; input?: string } = {}) {
  return new Promise<{ exitCode: number; stdout: string }>((resolve) => {
    const child = spawn(process.execPath, [process.argv[1] ?? '', ...words], {
      stdio: [
        options.input === undefined ? 'inherit' : 'pipe',
        options.capture ? 'pipe' : 'inherit',
        'inherit',
      ],
      env: { ...process.env, COLUMNS: String(columns) },
    });
    let stdout = '';
    child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString('utf8')));
    child.stdin?.end(options.input);
    child.on('error', () => resolve({ exitCode: 1, stdout }));
    child.on('close', (code) => resolve({ exitCode: code ?? 1, stdout }));
  });
}

export async function runTask(words: string[]): Promise<void> {
  await runLifeboat(words);
}

/** What `lifeboat WORDS --json` prints; null when it failed, which it has said on stderr itself. */
export async function readResult<T>(words: string[], schema: z.ZodType<T>): Promise<T | null> {
  const { stdout } = await runLifeboat([...words, '--json'], { capture: true });
  return schema.safeParse(parseJsonLine(stdout)).data ?? null;
}

export const tell = (text: string): void => print(wrap(text, columns));

/** One line from the person; null when the terminal has gone. */
function askLine(label: string): Promise<string | null> {
  process.stdout.write(`${wrap(label, columns)} `);
  // Only the menu reads standard input like this, so only its first question may begin to.
  typed ??= new LineInput(process.stdin);
  return typed.read();
}

/** Shows numbered choices until one is taken; false when the terminal has gone. */
export async function choose(title: string, choices: Choice[]): Promise<boolean> {
  print(`\n${heading(title, { columns, hasColour: false })}`);
  choices.forEach(({ label }, i) => print(wrap(label, columns, `${String(i + 1)}. `)));
  for (;;) {
    const line = await askLine(say('menu.choose'));
    if (line === null) return false;
    const choice = /^\s*\d{1,3}\s*$/.test(line) ? choices[Number(line) - 1] : undefined;
    if (choice) {
      await choice.run();
      return true;
    }
    print(say('menu.not-a-choice'));
  }
}

/** True when the person types the whole word; says that nothing was done otherwise. */
export async function isConfirmed(question: string): Promise<boolean> {
  const answer = (await askLine(question))?.trim().toLowerCase();
  if (answer === say('menu.yes')) return true;
  print(say('menu.not-done'));
  return false;
}

export const createBack = (): Choice => ({ label: say('menu.back'), run: () => Promise.resolve() });
