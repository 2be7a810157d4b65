import type { Readable } from 'node:stream';

/** No message of ours is longer; a peer that sends more is not one of ours. */
export const maxLineBytes = 1024 * 1024;

/**
 * Calls `onLine` for each line of a stream, without its end. A line that is too long destroys the
 * stream, so that no peer can make this process collect memory.
 */
export function readLines(stream: Readable, onLine: (line: string) => void): void {
  let pending = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    pending += chunk;
    const lines = pending.split('\n');
    pending = lines.pop() ?? '';
    for (const line of lines) {
      if (stream.destroyed) return;
      if (line !== '') onLine(line);
    }
    if (Buffer.byteLength(pending) > maxLineBytes) stream.destroy();
  });
}

/** The JSON value of a line, undefined when it is not JSON. */
export function parseJsonLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
