import { isStop, type Keys } from './keys.ts';

const enter = new Set(['\r', '\n']);
const backspace = new Set(['\u007f', '\b']);
const clear = '\u0015';
const tab = '\t';

export interface SecretPrompt {
  keys: Keys;
  write: (text: string) => void;
  label: string;
  signal: AbortSignal;
  /** What Tab does, where there is another way. */
  onTab: (() => void) | null;
}

/**
 * One line typed in the terminal without echo; null on Ctrl+C, Ctrl+D, Escape or when `signal` ends
 * the waiting.
 */
export function promptSecret(prompt: SecretPrompt): Promise<string | null> {
  const { keys, write, label, signal, onTab } = prompt;
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve(null);
      return;
    }
    let typed = '';
    const finish = (secret: string | null) => {
      stopListening();
      signal.removeEventListener('abort', onEnd);
      typed = '';
      write('\n');
      resolve(secret);
    };
    const onEnd = () => finish(null);
    const stopListening = keys.listen((chunk) => {
      if (isStop(chunk)) {
        finish(null);
        return;
      }
      if (chunk === tab && onTab !== null) {
        onTab();
        return;
      }
      if (chunk.startsWith('\u001b')) return;
      for (const char of chunk) {
        if (enter.has(char)) {
          finish(typed);
          return;
        }
        if (isStop(char)) {
          finish(null);
          return;
        }
        if (char === clear) typed = '';
        else if (backspace.has(char)) typed = Array.from(typed).slice(0, -1).join('');
        else typed += char;
      }
    });
    signal.addEventListener('abort', onEnd);
    write(`${label}: `);
  });
}
