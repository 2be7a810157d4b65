/**
 * The text menu: every task as numbered choices, for a console, a serial line or a braille display.
 * Lines are at most 40 characters where they are ours. Each task is the same `lifeboat` command that
 * the screens run, as a child process at this terminal, so nothing can be done here that cannot be
 * done there.
 */
import { spawn } from 'node:child_process';
import { createDomainFormatter, type MessageId } from '../core/messages/domain.ts';
import { machineSchema, type Machine } from '../core/model/machine.ts';
import { LineInput } from './io/line-input.ts';
import { parseJsonLine } from './io/lines.ts';
import { getLanguage } from './io/terminal.ts';
import { heading, wrap } from './text/layout.ts';

const columns = 40;
const say = createDomainFormatter(getLanguage());
let typed: LineInput | null = null;
const print = (text: string) => void process.stdout.write(`${text}\n`);

interface Choice {
  label: string;
  run(): Promise<void>;
}

/** Runs `lifeboat` with these words at this terminal; its stdout is returned when it is captured. */
function runLifeboat(words: string[], options: { capture?: boolean; input?: string } = {}) {
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

async function runTask(words: string[]): Promise<void> {
  await runLifeboat(words);
}

async function readMachine(): Promise<Machine | null> {
  const { stdout } = await runLifeboat(['inspect', '--json'], { capture: true });
  return machineSchema.safeParse(parseJsonLine(stdout)).data ?? null;
}

/** One line from the person; null when the terminal has gone. */
function askLine(label: string): Promise<string | null> {
  process.stdout.write(`${wrap(label, columns)} `);
  // Only the menu reads standard input like this, so only its first question may begin to.
  typed ??= new LineInput(process.stdin);
  return typed.read();
}

/** Shows numbered choices until one is taken; false when the terminal has gone. */
async function choose(title: string, choices: Choice[]): Promise<boolean> {
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

const isConfirmed = async (question: string) =>
  (await askLine(question))?.trim().toLowerCase() === say('menu.yes');

const createBack = (): Choice => ({ label: say('menu.back'), run: () => Promise.resolve() });

async function unlockDisk(): Promise<void> {
  const locked = (await readMachine())?.disks
    .flatMap(({ partitions }) => partitions)
    .filter(({ luks }) => luks?.openedAs === null);
  if (!locked || locked.length === 0) {
    print(say('menu.nothing-locked'));
    return;
  }
  const methods: [string, MessageId][] = [
    ['passphrase', 'menu.passphrase'],
    ['recovery-key', 'menu.recovery-key'],
  ];
  const choices = locked.flatMap(({ path, label }) =>
    methods.map(([method, message]) => ({
      label: `${label ?? path}: ${say(message)}`,
      run: () => runTask(['unlock', path, '--method', method]),
    })),
  );
  await choose(say('menu.unlock'), [...choices, createBack()]);
}

async function goBackTo(id: string, name: string): Promise<void> {
  const words = ['plan', 'rollback', '--to', id];
  if ((await runLifeboat(words)).exitCode !== 0) return;
  const plan = await runLifeboat([...words, '--json'], { capture: true });
  if (!(await isConfirmed(say('menu.confirm', { version: name })))) {
    print(say('menu.not-done'));
    return;
  }
  await runLifeboat(['apply', '-'], { input: plan.stdout });
}

async function goBack(): Promise<void> {
  const versions = (await readMachine())?.versions.filter(({ isLifeboat }) => !isLifeboat) ?? [];
  if (versions.length === 0) {
    print(say('menu.no-version'));
    return;
  }
  const choices = versions.map(({ id, name, state, complete }) => ({
    label: `${name}: ${say(complete ? `state.${state}` : 'state.incomplete')}`,
    run: () => goBackTo(id, name),
  }));
  await choose(say('menu.go-back'), [...choices, createBack()]);
}

async function restart(): Promise<void> {
  if (!(await isConfirmed(say('menu.confirm-restart')))) {
    print(say('menu.not-done'));
    return;
  }
  await runTask(['reboot']);
}

const listMainChoices = (): Choice[] => [
  {
    label: say('menu.what-happened'),
    run: () => runTask(['inspect', '--brief']),
  },
  { label: say('menu.versions'), run: () => runTask(['inspect']) },
  { label: say('menu.unlock'), run: unlockDisk },
  { label: say('menu.go-back'), run: goBack },
  { label: say('menu.report'), run: () => runTask(['report']) },
  { label: say('menu.restart'), run: restart },
];

/** Shows the menu until its terminal goes away. */
export async function runMenu(): Promise<number> {
  // Ctrl+C ends what runs now, never the menu: there is nothing behind it.
  process.on('SIGINT', () => undefined);
  while (await choose(say('menu.title'), listMainChoices()));
  return 0;
}
