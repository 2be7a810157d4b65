import { spawn } from 'node-pty';

interface Command {
  file: string;
  args: string[];
  env: Record<string, string>;
}

/** Somebody at a terminal of 40 columns. */
export interface Typist {
  /** Waits until the words were shown, after all that was waited for before. */
  sees(words: RegExp): Promise<void>;
  types(text: string): void;
  /** Everything shown so far, as lines. */
  lines(): string[];
  close(): void;
}

/** Runs a command at a terminal of its own. */
export function openTerminal({ file, args, env }: Command): Typist {
  const pty = spawn(file, args, { cols: 40, rows: 24, env });
  let [shown, seen] = ['', 0];
  let notify: () => void = () => undefined;
  pty.onData((data) => {
    shown += data.replaceAll('\r', '');
    notify();
  });
  return {
    sees: (words) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(
          () => reject(new Error(`no ${String(words)} in:\n${shown.slice(seen)}`)),
          20_000,
        );
        notify = () => {
          const found = words.exec(shown.slice(seen));
          if (found === null) return;
          clearTimeout(late);
          notify = () => undefined;
          seen += found.index + found[0].length;
          resolve();
        };
        notify();
      }),
    types: (text) => pty.write(text),
    lines: () => shown.split('\n'),
    close: () => pty.kill('SIGKILL'),
  };
}
