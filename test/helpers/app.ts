/**
 * The real application for app tests: the built main process, its terminals and the real
 * `lifeboat` in the real Chromium shell. Only the machine is a made one: `lifeboat` is told to read
 * it from folders. The test looks at the page over a debugging port that the product itself never
 * opens, and presses keys through the X server like a keyboard.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Browser, type Page } from 'playwright-core';
import { findChromium } from '../../main/shells/chromium-process.ts';
import type { Listener } from '../../tools/demo/by-ear.ts';
import { openDesktop, type Desktop } from './desktop.ts';
import { createMachineDirectory } from './machine-directory.ts';
import type { Scripts } from './stand-in.ts';

export interface App {
  desktop: Desktop;
  page: Page;
  /** The folder that stands for the machine's ESP. */
  esp: string;
  /** What the main process has logged, one object a line. */
  log: Record<string, unknown>[];
  /** Presses keys one after another, as xdotool names them: "Tab", "Return", "super+alt+s". */
  press(...keys: string[]): void;
  /** The keyboard and the screen reader's words, for finding one's way by ear. */
  listener: Listener;
  type(text: string): void;
  /** The process id of the browser as it is now. */
  browserPid(): number;
  close(): Promise<void>;
}

export interface AppOptions {
  size?: string;
  /** Commands that are played instead of run (stand-in.ts). */
  scripts?: Scripts;
  environment?: Record<string, string>;
}

const out = resolve(import.meta.dirname, '../../out');
const nodePty = resolve(import.meta.dirname, '../../node_modules/node-pty');
const openDeadlineMs = 30_000;

/** Lays the built application out below `home`, its `lifeboat` pointed at the made machine. */
function install(home: string, machineArguments: string[]): string {
  const root = join(home, 'app');
  cpSync(out, root, { recursive: true, filter: (path) => !/\/out\/(run|demo|cache)/.test(path) });
  cpSync(nodePty, join(root, 'node_modules/node-pty'), {
    recursive: true,
    filter: (path) => !/node-pty\/(deps|third_party|prebuilds|src)(\/|$)/.test(path),
  });
  const lifeboat = join(root, 'cli/index.mjs');
  const pointed = `process.argv.push(...${JSON.stringify(machineArguments)});\n`;
  writeFileSync(lifeboat, pointed + readFileSync(lifeboat, 'utf8'));
  return root;
}

/** Lets the application's `lifeboat` play what has a script, before anything else. */
function installScripts(root: string, scripts: Scripts): void {
  const lifeboat = join(root, 'cli/index.mjs');
  cpSync(join(import.meta.dirname, 'stand-in.ts'), join(root, 'cli/stand-in.ts'));
  writeFileSync(join(root, 'cli/scripts.json'), JSON.stringify(scripts));
  const first = `import { playScript } from './stand-in.ts';
const exitCode = await playScript(process.argv.slice(1), process.env.LIFEBOAT_CHANNEL);
if (exitCode !== null) process.exit(exitCode);
`;
  writeFileSync(lifeboat, first + readFileSync(lifeboat, 'utf8'));
}

/** Puts a made machine into `home`, whose user then owns it. */
async function layOutMachine(home: string): Promise<{ esp: string; root: string }> {
  const machine = await createMachineDirectory();
  const [esp, root] = [join(home, 'machine/esp'), join(home, 'machine/root')];
  cpSync(machine.esp, esp, { recursive: true });
  cpSync(machine.root, root, { recursive: true });
  await machine.remove();
  return { esp, root };
}

function writeBrowserLauncher(home: string): string {
  const browser = findChromium(process.env);
  if (browser === null) throw new Error('Chromium is not installed.');
  const launcher = join(home, 'browser');
  writeFileSync(
    launcher,
    `#!/bin/sh\necho $$ >${home}/browser.pid\nexec ${browser} "$@" --remote-debugging-port=0\n`,
  );
  chmodSync(launcher, 0o755);
  return launcher;
}

async function poll<T>(
  what: string,
  read: () => T | undefined | Promise<T | undefined>,
): Promise<T> {
  const deadline = Date.now() + openDeadlineMs;
  for (;;) {
    const value = await read();
    if (value !== undefined) return value;
    if (Date.now() > deadline) throw new Error(`waited ${String(openDeadlineMs)} ms for ${what}`);
    await new Promise((wake) => setTimeout(wake, 50));
  }
}

function readDebuggingPort(temporary: string): string | undefined {
  const profile = readdirSync(temporary).find((name) => name.startsWith('lifeboat-browser-'));
  if (profile === undefined) return undefined;
  try {
    const text = readFileSync(join(temporary, profile, 'DevToolsActivePort'), 'utf8');
    // The file is there before its two lines are.
    return /^(\d+)\n./.exec(text)?.[1];
  } catch {
    return undefined;
  }
}

/** Starts the application on a made machine and waits until its first screen has a heading. */
export async function openApp(options: AppOptions = {}): Promise<App> {
  const desktop = await openDesktop(options.size);
  const machine = await layOutMachine(desktop.home);
  const root = install(desktop.home, ['--esp', machine.esp, '--root', machine.root]);
  if (options.scripts !== undefined) installScripts(root, options.scripts);
  const launcher = writeBrowserLauncher(desktop.home);
  desktop.own();
  const main = desktop.run(join(desktop.home, 'bin/node'), [join(root, 'main/index.mjs')], {
    LIFEBOAT_CHROMIUM: launcher,
    ...options.environment,
  });
  const log: App['log'] = [];
  let errors = '';
  main.stderr!.on('data', (chunk) => (errors += String(chunk)));
  createInterface({ input: main.stdout! }).on('line', (line) => {
    log.push(JSON.parse(line) as Record<string, unknown>);
  });
  let browser: Browser | undefined;
  try {
    const port = await poll('the browser', () => {
      if (main.exitCode !== null) {
        throw new Error(`the main process ended: ${errors} ${JSON.stringify(log)}`);
      }
      return readDebuggingPort(desktop.environment['TMPDIR']!);
    });
    browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
    const connected = browser;
    const page = await poll('the page', () =>
      connected
        .contexts()[0]
        ?.pages()
        .find((each) => each.url().startsWith('https://lifeboat.')),
    );
    await page.getByRole('heading', { level: 1 }).waitFor();
    const xdotool = (...args: string[]): void => {
      execFileSync('xdotool', args, { env: desktop.environment });
    };
    const press: App['press'] = (...keys) => {
      for (const key of keys) xdotool('key', '--clearmodifiers', key);
    };
    return {
      desktop,
      page,
      esp: machine.esp,
      press,
      listener: {
        press: (chord) => {
          press(chord.replace('Shift+', 'shift+'));
          return Promise.resolve();
        },
        heard: () => desktop.speech.all(),
      },
      log,
      browserPid: () => Number(readFileSync(join(desktop.home, 'browser.pid'), 'utf8')),
      type: (text) => xdotool('type', '--delay', '20', text),
      close: async () => {
        await connected.close();
        await desktop.close();
      },
    };
  } catch (error) {
    await browser?.close();
    await desktop.close();
    throw error;
  }
}
