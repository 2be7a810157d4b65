/**
 * The second shell: the distribution's Chromium as one window, driven over a pipe. The page is
 * served from disk under a name that resolves nowhere, so nothing listens on a socket; every other
 * request is refused, and a second window is closed before it loads.
 */
import type { ChildProcess } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';
import { Cdp, type CdpEvent } from './cdp.ts';
import { chromiumArguments, findChromium, startChromium } from './chromium-process.ts';
import { makeProfile } from './chromium-profile.ts';
import { readPageFile } from './page.ts';
import type { Shell, ShellOptions } from './shell.ts';

const origin = 'https://lifeboat.invalid';
const closeGraceMs = 1500;

const targetSchema = z.object({
  targetInfo: z.object({ targetId: z.string(), type: z.string() }),
  sessionId: z.string().optional(),
});
const pausedSchema = z.object({ requestId: z.string(), request: z.object({ url: z.string() }) });
const calledSchema = z.object({ name: z.string(), payload: z.string() });
const requestSchema = z.object({
  id: z.number(),
  channel: z.string(),
  input: z.unknown().optional(),
});

export class ChromiumShell implements Shell {
  readonly name = 'chromium';
  readonly #options: ShellOptions;
  readonly #closedListeners: (() => void)[] = [];
  #process: ChildProcess | undefined;
  #cdp: Cdp | undefined;
  #session: string | undefined;
  #queue: object[] = [];
  #isFlushing = false;

  constructor(options: ShellOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    const path = findChromium(process.env);
    if (path === null) throw new Error('Chromium is not installed: install the package “chromium”');
    const profile = await makeProfile();
    const args = chromiumArguments({ profile, kiosk: this.#options.kiosk });
    const browser = startChromium(path, args);
    this.#process = browser;
    const exited = new Promise<never>((_resolve, reject) => {
      browser.once('error', reject);
      browser.once('exit', (code, signal) => {
        this.#session = undefined;
        void rm(profile, { recursive: true, force: true, maxRetries: 5 });
        for (const listener of this.#closedListeners) listener();
        reject(new Error(`the browser ended (${signal ?? String(code)})`));
      });
    });
    exited.catch(() => undefined);
    await Promise.race([this.#open(browser), exited]);
  }

  async #open(browser: ChildProcess): Promise<void> {
    const cdp = new Cdp(browser.stdio[3] as Writable, browser.stdio[4] as Readable);
    this.#cdp = cdp;
    const found = new Promise<string>((resolve) => {
      cdp.on(({ method, params }) => {
        if (method !== 'Target.targetCreated') return;
        const { targetInfo } = targetSchema.parse(params);
        if (targetInfo.type === 'page') resolve(targetInfo.targetId);
      });
    });
    await cdp.send('Target.setDiscoverTargets', { discover: true });
    const targetId = await found;
    const attached = await cdp.send('Target.attachToTarget', { targetId, flatten: true });
    const session = z.object({ sessionId: z.string() }).parse(attached).sessionId;
    cdp.on((event) => {
      this.#onEvent(event, session, targetId);
    });
    const preload = await readFile(join(this.#options.root, 'preload/chromium.cjs'), 'utf8');
    await Promise.all([
      cdp.send('Target.setAutoAttach', {
        autoAttach: true,
        waitForDebuggerOnStart: true,
        flatten: true,
      }),
      cdp.send('Page.enable', {}, session),
      cdp.send('Runtime.enable', {}, session),
      cdp.send('Inspector.enable', {}, session),
      cdp.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }, session),
      cdp.send('Runtime.addBinding', { name: '__lifeboatSend' }, session),
      cdp.send(
        'Page.addScriptToEvaluateOnNewDocument',
        { source: `(() => {${preload}\n})()` },
        session,
      ),
    ]);
    this.#session = session;
    await this.#navigate();
  }

  async #navigate(): Promise<void> {
    await this.#cdp?.send('Page.navigate', { url: `${origin}/index.html` }, this.#session);
  }

  #onEvent({ method, params, sessionId }: CdpEvent, session: string, ownTarget: string): void {
    if (method === 'Target.attachedToTarget') {
      const { targetInfo } = targetSchema.parse(params);
      if (targetInfo.type !== 'page' || targetInfo.targetId === ownTarget) return;
      this.#cdp?.send('Target.closeTarget', { targetId: targetInfo.targetId }).catch(() => null);
    } else if (sessionId !== session) {
      return;
    } else if (method === 'Fetch.requestPaused') {
      void this.#serve(pausedSchema.parse(params));
    } else if (method === 'Runtime.bindingCalled') {
      void this.#answer(calledSchema.parse(params).payload);
    } else if (method === 'Inspector.targetCrashed') {
      this.#navigate().catch(() => null);
    }
  }

  async #serve({ requestId, request }: z.infer<typeof pausedSchema>): Promise<void> {
    const url = new URL(request.url);
    const folder = join(this.#options.root, 'renderer');
    const file = url.origin === origin ? await readPageFile(folder, url.pathname) : null;
    const reply = file
      ? this.#cdp?.send(
          'Fetch.fulfillRequest',
          {
            requestId,
            responseCode: 200,
            body: file.body.toString('base64'),
            responseHeaders: Object.entries(file.headers).map(([name, value]) => ({ name, value })),
          },
          this.#session,
        )
      : this.#cdp?.send(
          'Fetch.failRequest',
          { requestId, errorReason: 'BlockedByClient' },
          this.#session,
        );
    // A request whose page was left meanwhile has nobody to answer to.
    await reply?.catch(() => null);
  }

  async #answer(payload: string): Promise<void> {
    const { id, channel, input } = requestSchema.parse(JSON.parse(payload));
    try {
      this.#push({ kind: 'reply', id, value: await this.#options.handle(channel, input) });
    } catch (error) {
      this.#push({ kind: 'reply', id, error: error instanceof Error ? error.message : 'failed' });
    }
  }

  #push(message: object): void {
    this.#queue.push(message);
    if (!this.#isFlushing) void this.#flush();
  }

  /** Batches what has gathered while the last batch was on its way. */
  async #flush(): Promise<void> {
    this.#isFlushing = true;
    while (this.#queue.length > 0 && this.#session !== undefined) {
      const batch = JSON.stringify(this.#queue);
      this.#queue = [];
      // A page that is just being replaced cannot take it and will ask anew.
      await this.#cdp
        ?.send(
          'Runtime.evaluate',
          { expression: `__lifeboatReceive(${batch})`, silent: true },
          this.#session,
        )
        .catch(() => null);
    }
    this.#queue = [];
    this.#isFlushing = false;
  }

  emit(channel: string, payload: unknown): void {
    if (this.#session !== undefined) this.#push({ kind: 'event', channel, payload });
  }

  onClosed(listener: () => void): void {
    this.#closedListeners.push(listener);
  }

  async close(): Promise<void> {
    const browser = this.#process;
    if (browser?.exitCode !== null || browser.signalCode !== null) return;
    const exited = new Promise((resolve) => browser.once('exit', resolve));
    this.#cdp?.send('Browser.close').catch(() => null);
    const grace = setTimeout(() => browser.kill('SIGKILL'), closeGraceMs);
    await exited;
    clearTimeout(grace);
  }
}
