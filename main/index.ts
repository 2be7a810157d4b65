/**
 * The main process: it opens a window (shells/), runs `lifeboat` commands in terminals (jobs/,
 * terminals/), keeps the session's settings (session/), and answers the renderer (handlers.ts). It
 * has no rights: whatever needs them is done by the `lifeboat` command through its service.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { createHandler } from './handlers.ts';
import { Jobs } from './jobs/jobs.ts';
import { readKeptPreferences } from './session/preferences.ts';
import { Session } from './session/session.ts';
import type { Shell, ShellOptions } from './shells/shell.ts';
import { superviseShell } from './shells/supervise.ts';
import { Terminals, type Emit } from './terminals/terminals.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const isElectron = 'electron' in process.versions;
const readOnly = process.env['LIFEBOAT_READ_ONLY'] === '1';
const kiosk = process.env['LIFEBOAT_WINDOW'] !== '1';
const log = pino({ base: null, timestamp: false });

if (process.getuid?.() === 0) {
  log.fatal('Lifeboat’s screens do not run as root: start them as an ordinary user.');
  process.exit(1);
}

async function createShell(options: ShellOptions): Promise<Shell> {
  return isElectron
    ? new (await import('./shells/electron.ts')).ElectronShell(options)
    : new (await import('./shells/chromium.ts')).ChromiumShell(options);
}

let shell: Shell | undefined;
const emit: Emit = (channel, payload) => shell?.emit(channel, payload);
const info = (fields: Record<string, unknown>, message: string): void => {
  log.info(fields, message);
};
const session = await Session.open({ emit, ownsMachine: kiosk && !readOnly, log: info });
const terminals = new Terminals(emit);
const command = {
  file: process.execPath,
  args: [join(root, 'cli/index.mjs')],
  // Electron's binary is a Node only when it is told so.
  env: isElectron ? { ELECTRON_RUN_AS_NODE: '1' } : {},
};
const jobs = new Jobs({
  terminals,
  emit,
  command,
  language: () => session.settings.language,
  readOnly,
  log: info,
});
const shellName = isElectron ? 'electron' : 'chromium';
const handle = createHandler({ shellName, readOnly, jobs, terminals, session, log: info });

async function quit(code: number): Promise<never> {
  terminals.closeAll();
  session.end();
  await shell?.close();
  process.exit(code);
}

process.on('SIGTERM', () => void quit(0));
process.on('SIGINT', () => void quit(0));

await session.begin();
if (kiosk) void readKeptPreferences(command).then((kept) => session.takeKept(kept));
const outcome = await superviseShell({
  open: async () => (shell = await createShell({ root, kiosk, handle })),
  // The person closes a window; a screen that fills the machine has to come back.
  reopen: kiosk,
  log: info,
});
if (outcome.error !== null) log.fatal(outcome.error);
await quit(outcome.error === null ? 0 : 1);
