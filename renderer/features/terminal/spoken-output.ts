/**
 * What a terminal prints, said in a measured way: once it is quiet for a moment, a few new lines
 * are read and a flood is summed up. (xterm.js's own live region reads floods run together.)
 */
import type { Terminal } from '@xterm/xterm';

const quietMs = 400;
const mostLines = 6;

interface SpeakerOptions {
  isWanted: () => boolean;
  say: (text: string) => void;
  sayFlood: (lines: number) => void;
}

/** A speaker of one terminal's output; call `onOutput` after each write. */
export function createOutputSpeaker(terminal: Terminal, options: SpeakerOptions) {
  let spokenRow = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let isDisposed = false;

  const speak = (): void => {
    timer = null;
    const { active } = terminal.buffer;
    const row = active.baseY + active.cursorY;
    // After a clear, or when old lines were cut, the rows begin again below what was spoken.
    const from = Math.min(spokenRow, row);
    const lines: string[] = [];
    for (let at = from; at <= row; at++) {
      const text = active.getLine(at)?.translateToString(true).trim() ?? '';
      if (text !== '') lines.push(text);
    }
    spokenRow = row;
    if (lines.length === 0 || !options.isWanted()) return;
    if (lines.length > mostLines) options.sayFlood(lines.length);
    else options.say(lines.join('\n'));
  };
  return {
    onOutput(): void {
      if (isDisposed) return;
      if (timer !== null) clearTimeout(timer);
      timer = setTimeout(speak, quietMs);
    },
    dispose(): void {
      isDisposed = true;
      if (timer !== null) clearTimeout(timer);
    },
  };
}
