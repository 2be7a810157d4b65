import type { ReadStream } from 'node:tty';

const enter = new Set(['\r', '\n']);
const backspace = new Set(['\u007f', '\b']);
const give = { up: '\u0003', end: '\u0004', escape: '\u001b', clear: '\u0015' };

/**
 * One line typed in the terminal without echo; null on Ctrl+C, Ctrl+D, Escape or when `signal` ends
 * the waiting. The terminal is left as it was found.
 */
export function promptSecret(
  input: ReadStream,
  write: (text: string) => void,
  label: string,
  signal: AbortSignal,
): Promise<string | null> {
  return new Promise((resolve) => {
    let typed = '';
    const finish = (secret: string | null) => {
      input.off('data', onData);
      input.off('end', onEnd);
      signal.removeEventListener('abort', onEnd);
      input.setRawMode(false);
      input.pause();
      typed = '';
      write('\n');
      resolve(secret);
    };
    const onEnd = () => finish(null);
    const onData = (chunk: string) => {
      // An escape sequence is a cursor or function key: it is no part of a secret.
      if (chunk.startsWith(give.escape) && chunk.length > 1) return;
      for (const char of chunk) {
        if (enter.has(char)) {
          finish(typed);
          return;
        }
        if ([give.up, give.end, give.escape].includes(char)) {
          finish(null);
          return;
        }
        if (char === give.clear) typed = '';
        else if (backspace.has(char)) typed = Array.from(typed).slice(0, -1).join('');
        else typed += char;
      }
    };
    if (signal.aborted) {
      resolve(null);
      return;
    }
    signal.addEventListener('abort', onEnd);
    write(`${label}: `);
    input.setEncoding('utf8');
    input.setRawMode(true);
    input.on('data', onData);
    input.on('end', onEnd);
    input.resume();
  });
}
