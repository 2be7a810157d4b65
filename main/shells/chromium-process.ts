/** Finds and starts the distribution's Chromium, with its sandbox on and its services off. */
import { spawn, type ChildProcess } from 'node:child_process';
import { accessSync, constants } from 'node:fs';

/** The browser itself: the distribution's wrapper script wants an /etc that the image has not. */
const candidates = ['/usr/lib/chromium/chromium', '/usr/bin/chromium', '/usr/bin/chromium-browser'];

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The path of the browser, or null where none is installed. LIFEBOAT_CHROMIUM overrides. */
export function findChromium(environment: NodeJS.ProcessEnv): string | null {
  const asked = environment['LIFEBOAT_CHROMIUM'];
  return (asked === undefined ? candidates : [asked]).find(isExecutable) ?? null;
}

const blankPage = '--app=data:text/html,<title>Lifeboat</title>';

/** The browser's arguments. Nothing here may weaken its sandbox. */
export function chromiumArguments(options: { profile: string; kiosk: boolean }): string[] {
  return [
    '--remote-debugging-pipe',
    `--user-data-dir=${options.profile}`,
    '--ozone-platform=x11',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--force-renderer-accessibility',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-breakpad',
    '--disable-component-update',
    '--disable-crash-reporter',
    '--disable-default-apps',
    '--disable-extensions',
    '--disable-features=Translate,MediaRouter,OptimizationHints,DialMediaRouteProvider,SpareRendererForSitePerProcess',
    '--disable-renderer-backgrounding',
    '--disable-backgrounding-occluded-windows',
    '--disable-sync',
    '--metrics-recording-only',
    '--no-pings',
    '--password-store=basic',
    '--force-device-scale-factor=1',
    // In a window the browser would warn of the resolver rule, which only spares it vain look-ups.
    ...(options.kiosk
      ? ['--kiosk', '--host-resolver-rules=MAP * ~NOTFOUND']
      : ['--window-size=1280,800', '--window-position=0,0']),
    blankPage,
  ];
}

/** Starts the browser with pipes on descriptors 3 (commands) and 4 (answers). */
export function startChromium(path: string, args: string[]): ChildProcess {
  return spawn(path, args, {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    // The switch that makes Chromium export its accessibility tree.
    env: { ...process.env, ACCESSIBILITY_ENABLED: '1' },
  });
}
