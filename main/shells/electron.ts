/** Electron's own window: sandboxed, isolated, alone, and refusing to leave its page. */
import { join } from 'node:path';
import { app, BrowserWindow, ipcMain, protocol, session } from 'electron';
import { readPageFile } from './page.ts';
import type { Shell, ShellOptions } from './shell.ts';

const scheme = 'lifeboat';
const origin = `${scheme}://app`;

export class ElectronShell implements Shell {
  readonly name = 'electron';
  readonly #options: ShellOptions;
  readonly #closedListeners: (() => void)[] = [];
  #window: BrowserWindow | undefined;

  constructor(options: ShellOptions) {
    this.#options = options;
    protocol.registerSchemesAsPrivileged([
      { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
    ]);
    app.commandLine.appendSwitch('force-renderer-accessibility');
  }

  async start(): Promise<void> {
    await app.whenReady();
    protocol.handle(scheme, (request) => this.#serve(request.url));
    session.defaultSession.setPermissionRequestHandler((_contents, _permission, decide) => {
      decide(false);
    });
    session.defaultSession.setPermissionCheckHandler(() => false);
    ipcMain.handle('lifeboat', (event, channel: unknown, input: unknown) => {
      if (event.senderFrame?.origin !== origin) throw new Error('refused');
      return this.#options.handle(String(channel), input);
    });
    this.#window = this.#open();
    await this.#window.loadURL(`${origin}/index.html`);
  }

  #open(): BrowserWindow {
    const window = new BrowserWindow({
      width: 1280,
      height: 800,
      kiosk: this.#options.kiosk,
      autoHideMenuBar: true,
      webPreferences: {
        preload: join(this.#options.root, 'preload/electron.cjs'),
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        spellcheck: false,
      },
    });
    window.removeMenu();
    window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
    window.webContents.on('will-navigate', (event) => {
      event.preventDefault();
    });
    window.webContents.on('render-process-gone', () => {
      window.webContents.reload();
    });
    window.on('closed', () => {
      this.#window = undefined;
      for (const listener of this.#closedListeners) listener();
    });
    return window;
  }

  async #serve(url: string): Promise<Response> {
    const { pathname } = new URL(url);
    const file = await readPageFile(join(this.#options.root, 'renderer'), pathname);
    return file
      ? new Response(new Uint8Array(file.body), { headers: file.headers })
      : new Response(null, { status: 404 });
  }

  emit(channel: string, payload: unknown): void {
    this.#window?.webContents.send('lifeboat', channel, payload);
  }

  onClosed(listener: () => void): void {
    this.#closedListeners.push(listener);
  }

  close(): Promise<void> {
    this.#window?.destroy();
    return Promise.resolve();
  }
}
