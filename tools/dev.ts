/*
 * `npm run dev`: the application in a window on this very machine. It looks and never touches: the
 * main process refuses every command that would change something, and nothing here asks for root.
 */
import { join } from 'node:path';
import { execa } from 'execa';
import { buildApp } from './lib/build-app.ts';
import { CommandError, runCommand } from './lib/errors.ts';
import { parseOptions } from './lib/options.ts';
import { outDir } from './lib/paths.ts';
import { say } from './lib/steps.ts';
import { findProgram } from './setup/host.ts';
import { prepareNodePty } from './setup/node-pty.ts';

function requireDesktop(): void {
  if (process.getuid?.() === 0)
    throw new CommandError(
      'Lifeboat’s screens do not run as root, for the browser’s sandbox needs an ordinary user.',
      'run `npm run dev` as an ordinary user.',
    );
  if (!process.env['DISPLAY'])
    throw new CommandError(
      'There is no X display to open a window on.',
      'run this in a desktop session (X11, or Wayland with Xwayland), or use `xvfb-run -a npm run dev`.',
    );
  if (findProgram('chromium') === undefined)
    throw new CommandError('Chromium is missing.', 'install it with `apt-get install chromium`.');
}

await runCommand(async () => {
  parseOptions({}, 'use `npm run dev`; it has no options.');
  requireDesktop();
  await prepareNodePty();
  await buildApp();
  say('  Lifeboat opens in a window, read-only. Closing the window ends it.');
  const result = await execa(process.execPath, [join(outDir, 'main/index.mjs')], {
    env: { LIFEBOAT_READ_ONLY: '1', LIFEBOAT_WINDOW: '1' },
    stdio: 'inherit',
    reject: false,
  });
  if (result.exitCode !== 0) throw new CommandError('Lifeboat ended with an error; see above.');
});
