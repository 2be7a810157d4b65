import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ElectronShell } from './electron.ts';

type Listener = (...args: unknown[]) => unknown;

/** As much of Electron's module as the shell may touch; anything else is a TypeError. */
const fake = vi.hoisted(() => {
  const state = {
    preferences: {} as Record<string, unknown>,
    options: {} as Record<string, unknown>,
    handlers: new Map<string, Listener>(),
    contentListeners: new Map<string, Listener>(),
    windowListeners: new Map<string, Listener>(),
    serve: undefined as ((request: { url: string }) => Promise<Response>) | undefined,
    permission: undefined as Listener | undefined,
    openHandler: undefined as (() => unknown) | undefined,
    sent: [] as unknown[][],
    url: '',
    reloads: 0,
  };
  class BrowserWindow {
    webContents = {
      setWindowOpenHandler: (handler: () => unknown) => (state.openHandler = handler),
      on: (name: string, listener: Listener) => state.contentListeners.set(name, listener),
      send: (...args: unknown[]) => state.sent.push(args),
      reload: () => state.reloads++,
    };
    constructor(options: { webPreferences: Record<string, unknown> }) {
      state.options = { ...options };
      state.preferences = options.webPreferences;
    }
    removeMenu() {}
    on(name: string, listener: Listener) {
      state.windowListeners.set(name, listener);
    }
    async loadURL(url: string) {
      state.url = url;
    }
    destroy() {
      state.windowListeners.get('closed')?.();
    }
  }
  const module = {
    app: { whenReady: async () => undefined, commandLine: { appendSwitch: () => undefined } },
    BrowserWindow,
    ipcMain: { handle: (name: string, handler: Listener) => state.handlers.set(name, handler) },
    protocol: {
      registerSchemesAsPrivileged: () => undefined,
      handle: (_scheme: string, serve: typeof state.serve) => (state.serve = serve),
    },
    session: {
      defaultSession: {
        setPermissionRequestHandler: (handler: Listener) => (state.permission = handler),
        setPermissionCheckHandler: () => undefined,
      },
    },
  };
  return { state, module };
});
vi.mock('electron', () => fake.module);

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'electron-test-'));
  await mkdir(join(root, 'renderer'));
  await writeFile(join(root, 'renderer/index.html'), '<h1>Lifeboat</h1>');
});
afterAll(() => rm(root, { recursive: true }));

describe('ElectronShell', () => {
  let shell: ElectronShell;
  beforeEach(async () => {
    shell = new ElectronShell({ root, kiosk: true, handle: async (channel) => `did ${channel}` });
    await shell.start();
  });

  it('opens one sandboxed, isolated window that fills the screen', () => {
    expect(fake.state.options['kiosk']).toBe(true);
    expect(fake.state.preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
    });
    expect(fake.state.url).toBe('lifeboat://app/index.html');
  });

  it('answers its own page and refuses any other', async () => {
    const handle = fake.state.handlers.get('lifeboat')!;
    const own = { senderFrame: { origin: 'lifeboat://app' } };
    expect(await handle(own, 'app.info', null)).toBe('did app.info');
    expect(() => handle({ senderFrame: { origin: 'https://x.invalid' } }, 'app.info')).toThrow();
    expect(() => handle({ senderFrame: null }, 'app.info')).toThrow();
  });

  it('refuses windows, navigation and permissions', () => {
    expect(fake.state.openHandler!()).toEqual({ action: 'deny' });
    const preventDefault = vi.fn();
    fake.state.contentListeners.get('will-navigate')!({ preventDefault });
    expect(preventDefault).toHaveBeenCalledOnce();
    const decide = vi.fn();
    fake.state.permission!({}, 'media', decide);
    expect(decide).toHaveBeenCalledWith(false);
  });

  it('serves the page with its policy and nothing outside it', async () => {
    const page = await fake.state.serve!({ url: 'lifeboat://app/index.html' });
    expect(await page.text()).toBe('<h1>Lifeboat</h1>');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect((await fake.state.serve!({ url: 'lifeboat://app/../x.js' })).status).toBe(404);
  });

  it('sends events on one channel, and tells when the window has gone', async () => {
    shell.emit('job.ended', { jobId: 'a' });
    expect(fake.state.sent.at(-1)).toEqual(['lifeboat', 'job.ended', { jobId: 'a' }]);
    const closed = vi.fn();
    shell.onClosed(closed);
    await shell.close();
    expect(closed).toHaveBeenCalledOnce();
  });

  it('loads the page again when its process is lost', () => {
    const before = fake.state.reloads;
    fake.state.contentListeners.get('render-process-gone')!();
    expect(fake.state.reloads).toBe(before + 1);
  });
});
