/**
 * One terminal on the page. It takes every key but those of the page (keys.ts) and the announced
 * ways out, so nobody is caught in it.
 */
import { useId, useImperativeHandle, useRef, type Ref } from 'react';
import type { Terminal } from '@xterm/xterm';
import { useText } from '../../i18n/text.tsx';
import { useTerminal } from './use-terminal.ts';

export interface PaneHandle {
  focus: () => void;
  /** Everything on the terminal as plain text. */
  readText: () => string;
}

interface TerminalPaneProps {
  ref: Ref<PaneHandle>;
  /** The job whose terminal it is; null is the session's shell. */
  jobId: string | null;
  isHidden: boolean;
}

export function TerminalPane({ ref, jobId, isHidden }: TerminalPaneProps) {
  const t = useText();
  const wayOut = useId();
  const place = useRef<HTMLDivElement>(null);
  const { terminal, exitCode } = useTerminal({ place, jobId, describedBy: wayOut });

  useImperativeHandle(ref, () => ({
    focus: () => terminal?.focus(),
    readText: () => (terminal === null ? '' : readBuffer(terminal)),
  }));

  return (
    <div className="terminal-pane" hidden={isHidden}>
      <p id={wayOut} className="muted">
        {t('terminal.way-out')}
      </p>
      <div
        ref={place}
        className="terminal-place"
        role="region"
        aria-label={t('terminal.title')}
        data-region=""
      />
      {exitCode === null ? null : <p role="status">{t('terminal.exited', { code: exitCode })}</p>}
    </div>
  );
}

function readBuffer({ buffer: { active } }: Terminal): string {
  const lines: string[] = [];
  for (let row = 0; row < active.length; row++) {
    const line = active.getLine(row);
    const text = line?.translateToString(true) ?? '';
    if (line?.isWrapped === true) lines.push((lines.pop() ?? '') + text);
    else lines.push(text);
  }
  return lines.join('\n').trimEnd();
}
