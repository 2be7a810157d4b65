/** The page's files as both shells serve them: from disk, with a strict policy, nothing else. */
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';

export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const mimeTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

export interface PageFile {
  body: Buffer;
  headers: Record<string, string>;
}

/** The file of the page at a URL path below `folder`; null where there is none or it is outside. */
export async function readPageFile(folder: string, urlPath: string): Promise<PageFile | null> {
  let path: string;
  try {
    path = normalize(join(folder, decodeURIComponent(urlPath)));
  } catch {
    return null;
  }
  const type = mimeTypes[extname(path)];
  if (!path.startsWith(folder + sep) || type === undefined) return null;
  try {
    const body = await readFile(path);
    const headers = {
      'content-type': type,
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
    };
    return { body, headers };
  } catch {
    return null;
  }
}
