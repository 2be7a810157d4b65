/** The real page on a made machine (test/screens/page.ts), built in memory and shown in Chromium. */
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { findProgram } from '../setup/host.ts';
import { CommandError } from './errors.ts';
import { repositoryDir } from './paths.ts';

/** What is shown; the names are those of the page's address. */
export interface View {
  screen: string;
  machine?: string;
  theme?: string;
  language?: string;
  isDense?: boolean;
  screenKeyboard?: boolean;
  /** A moment of unlocking (test/helpers/unlock-moments.ts). */
  moment?: string;
  /** Text size in percent. */
  size?: number;
  width?: number;
  height?: number;
  /** Buttons that are pressed on the way, by their names. */
  press?: string[];
}

export interface Camera {
  /** The page with `view` on it, arrived and at rest. */
  show(view: View): Promise<Page>;
  close(): Promise<void>;
}

/** Until a screen that is made in steps has come to its end; only pictures depend on it. */
const settleMs = 400;

const origin = 'https://lifeboat.invalid';
const types: Record<string, string> = {
  html: 'text/html',
  js: 'text/javascript',
  css: 'text/css',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
};

async function buildPage(): Promise<Map<string, string | Buffer>> {
  // Under vitest the libraries would be built for a test without a browser, which draws no lists.
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  const result = await build({
    configFile: false,
    root: join(repositoryDir, 'test/screens'),
    logLevel: 'warn',
    plugins: [react()],
    build: { write: false, target: 'esnext', chunkSizeWarningLimit: 4000 },
  });
  process.env['NODE_ENV'] = before;
  const bundles = Array.isArray(result) ? result : [result];
  return new Map(
    bundles
      .flatMap((bundle) => ('output' in bundle ? bundle.output : []))
      .map((file) => [
        `/${file.fileName}`,
        file.type === 'chunk' ? file.code : Buffer.from(file.source),
      ]),
  );
}

/**
 * Builds the page and opens a browser for it; no socket is opened, the files come from memory.
 * `scale` is the number of pixels that a picture has for one of the page.
 */
export async function openCamera({ scale = 1 } = {}): Promise<Camera> {
  const executablePath = findProgram('chromium');
  if (executablePath === undefined)
    throw new CommandError('Chromium is missing.', 'install it with `apt-get install chromium`.');
  const files = await buildPage();
  const browser = await chromium.launch({ executablePath });
  const page = await browser.newPage({ deviceScaleFactor: scale });
  page.on('pageerror', (error) => process.stderr.write(`${String(error)}\n`));
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.route('**/*', async (route) => {
    const { pathname } = new URL(route.request().url());
    const path = pathname === '/' ? '/index.html' : pathname;
    const body = files.get(path);
    const contentType = types[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
    await route.fulfill(body === undefined ? { status: 404 } : { body, contentType });
  });
  return {
    async show({ screen, width = 1280, height = 800, press = [], ...wanted }) {
      const given = Object.entries(wanted).map(([name, value]): [string, string] => [
        name,
        String(value),
      ]);
      await page.setViewportSize({ width, height });
      // Another document each time: a change of the fragment alone would load nothing.
      await page.goto('about:blank');
      await page.goto(`${origin}/?${new URLSearchParams(given).toString()}#${screen}`);
      await page.locator('h1:focus').waitFor();
      for (const name of press) await page.getByRole('button', { name, exact: true }).click();
      if (press.length > 0) await page.waitForTimeout(settleMs);
      await page.evaluate('document.fonts.ready.then(() => undefined)');
      return page;
    },
    close: () => browser.close(),
  };
}
