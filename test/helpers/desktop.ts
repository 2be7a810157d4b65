/**
 * A desktop for app tests: a virtual X display with a window manager, a D-Bus session and the
 * accessibility bus, all run by an ordinary user in a folder of its own, because the product refuses
 * to run as root. Everything is ended by pid with the desktop.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import {
  chownSync,
  constants,
  copyFileSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { SpeechLog } from './speech/speech-log.ts';

/** We are root in CI and drop to `nobody`: the message bus wants a user that has an account. */
const ordinary = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

export interface Desktop {
  home: string;
  speech: SpeechLog;
  environment: Record<string, string>;
  /** Starts a program in this desktop as its user. */
  run(file: string, args: string[], environment?: Record<string, string>): ChildProcess;
  /** Gives what lies below the home folder to the desktop's user. */
  own(): void;
  close(): Promise<void>;
}

function chownTree(path: string): void {
  if (ordinary.uid === undefined) return;
  for (const entry of readdirSync(path, { withFileTypes: true, recursive: true })) {
    lchownSync(join(entry.parentPath, entry.name), ordinary.uid, ordinary.gid);
  }
  chownSync(path, ordinary.uid, ordinary.gid);
}

/** Ends what has left its parent, as speech-dispatcher does: all whose command line names `home`. */
function endDaemons(home: string): void {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(home)) continue;
      process.kill(Number(pid), 'SIGKILL');
    } catch {
      // It has ended meanwhile.
    }
  }
}

async function readLine(stream: Readable): Promise<string> {
  let text = '';
  for await (const chunk of stream) {
    text += String(chunk);
    if (text.includes('\n')) return text.slice(0, text.indexOf('\n'));
  }
  throw new Error('the program ended before it said anything');
}

/** Opens a desktop of 1280×800; rejects when a program that it needs is missing. */
export async function openDesktop(size = '1280x800'): Promise<Desktop> {
  const home = mkdtempSync(join(tmpdir(), 'lifeboat-desktop-'));
  mkdirSync(join(home, 'runtime'), { mode: 0o700 });
  mkdirSync(join(home, 'tmp'));
  mkdirSync(join(home, 'bin'));
  // Our own Node may lie where the desktop's user cannot look.
  copyFileSync(process.execPath, join(home, 'bin/node'), constants.COPYFILE_FICLONE);
  const speech = SpeechLog.install(home);
  const environment: Record<string, string> = {
    HOME: home,
    TMPDIR: join(home, 'tmp'),
    XDG_RUNTIME_DIR: join(home, 'runtime'),
    PATH: `${join(home, 'bin')}:/usr/bin:/bin`,
    LANG: 'C.UTF-8',
    GSETTINGS_BACKEND: 'memory',
    ACCESSIBILITY_ENABLED: '1',
  };
  const started: ChildProcess[] = [];
  const run: Desktop['run'] = (file, args, extra = {}) => {
    const child = spawn(file, args, {
      ...ordinary,
      cwd: home,
      env: { ...environment, ...extra },
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    started.push(child);
    return child;
  };
  const own = (): void => chownTree(home);
  own();

  const display = run('Xvfb', [
    '-displayfd',
    '3',
    '-screen',
    '0',
    `${size}x24`,
    '-nolisten',
    'tcp',
  ]);
  environment['DISPLAY'] = `:${await readLine(display.stdio[3] as Readable)}`;
  const bus = run('dbus-daemon', ['--session', '--nofork', '--print-address=1']);
  environment['DBUS_SESSION_BUS_ADDRESS'] = await readLine(bus.stdout!);
  run('openbox', ['--sm-disable']);
  run('/usr/libexec/at-spi-bus-launcher', ['--launch-immediately', '--screen-reader=1']);

  const close = async (): Promise<void> => {
    for (const child of started.reverse()) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const exited = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      const grace = setTimeout(() => child.kill('SIGKILL'), 2000);
      await exited;
      clearTimeout(grace);
    }
    endDaemons(home);
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  };
  return { home, speech, environment, run, own, close };
}
