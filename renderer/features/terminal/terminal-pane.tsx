/**
 * One terminal on the page. It takes every key but those of the page (keys.ts) and the announced
 * ways out, Ctrl+Alt+arrow and F6, so nobody is caught in it.
 */
import { useEffect, useImperativeHandle, useRef, useState, type Ref } from 'react';
import type { Terminal } from '@xterm/xterm';
import { useText } from '../../i18n/text.tsx';
import { useSettings, useStores } from '../../state/stores.tsx';
import { useAnnounce } from '../../ui/announcer.tsx';
import { openXterm } from './xterm.ts';
import { createOutputSpeaker } from './spoken-output.ts';

export interface PaneHandle {
  focus(): void;
  /** Everything on the terminal as plain text. */
  readText(): string;
}

interface TerminalPaneProps {
  ref: Ref<PaneHandle>;
  /** The job whose terminal it is; null is the session's shell. */
  jobId: string | null;
  isHidden: boolean;
}

export function TerminalPane({ ref, jobId, isHidden }: TerminalPaneProps) {
  const t = useText();
  const announce = useAnnounce();
  const { client, feeds, terminals, settings } = useStores();
  const textSize = useSettings((state) => state.settings.textSize);
  const place = useRef<HTMLDivElement>(null);
  const xterm = useRef<Terminal | null>(null);
  const [exitCode, setExitCode] = useState<number | null>(null);

  useImperativeHandle(ref, () => ({
    focus: () => xterm.current?.focus(),
    readText: () => readBuffer(xterm.current),
  }));

  useEffect(() => {
    const { current: element } = place;
    if (element === null) return;
    const { terminal, fit, dispose } = openXterm(element, {
      inputLabel: t('terminal.input'),
      describedBy: 'terminal-way-out',
    });
    xterm.current = terminal;
    const speaker = createOutputSpeaker(terminal, {
      isWanted: () => settings.getState().settings.speech,
      say: announce,
      sayFlood: (lines) => announce(t('terminal.flood', { lines })),
    });
    let isHere = true;
    let hide = (): void => undefined;

    const attach = async (): Promise<void> => {
      const { cols, rows } = terminal;
      const id = jobId ?? (await terminals.getState().openShell(cols, rows));
      const feed = await feeds(id).catch(() => {
        // A shell of an earlier session of the main process: forget it and open a new one.
        terminals.getState().forgetShell();
        return null;
      });
      if (!isHere) return;
      if (feed === null) {
        if (jobId === null) await attach();
        return;
      }
      terminal.onData((data) => void client.invoke('terminal.write', { terminalId: id, data }));
      terminal.onResize(
        (size) => void client.invoke('terminal.resize', { terminalId: id, ...size }),
      );
      fit();
      void client.invoke('terminal.resize', {
        terminalId: id,
        cols: terminal.cols,
        rows: terminal.rows,
      });
      hide = feed.show({
        write(text, processed) {
          terminal.write(text, () => {
            processed();
            speaker.onOutput();
          });
        },
        onExit(code) {
          setExitCode(code);
          if (jobId === null) terminals.getState().forgetShell();
        },
      });
    };
    void attach();
    return () => {
      isHere = false;
      hide();
      speaker.dispose();
      dispose();
      xterm.current = null;
    };
  }, [announce, client, feeds, jobId, settings, t, terminals, textSize]);

  return (
    <div className="terminal-pane" hidden={isHidden}>
      <p id="terminal-way-out" className="muted">
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

function readBuffer(terminal: Terminal | null): string {
  if (terminal === null) return '';
  const { active } = terminal.buffer;
  const lines: string[] = [];
  for (let row = 0; row < active.length; row++) {
    const line = active.getLine(row);
    const text = line?.translateToString(true) ?? '';
    if (line?.isWrapped === true) lines.push((lines.pop() ?? '') + text);
    else lines.push(text);
  }
  return lines.join('\n').trimEnd();
}
