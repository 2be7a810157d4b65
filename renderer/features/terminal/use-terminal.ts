/**
 * A terminal on the page, tied to a program: the session's shell or a job. It is attached when the
 * place is there and let go when it goes; the feed keeps what was shown.
 */
import { useEffect, useState, type RefObject } from 'react';
import { cycleRegions, isPageKey } from '../../keys.ts';
import { useText } from '../../i18n/text.tsx';
import type { Feed } from '../../state/terminal-feed.ts';
import { useSettings, useStores, type Stores } from '../../state/stores.tsx';
import { useAnnounce } from '../../ui/announcer.tsx';
import { terminalInput } from '../keyboard/type-into.ts';
import { createOutputSpeaker } from './spoken-output.ts';
import type { Xterm } from './xterm.ts';

interface TerminalOptions {
  place: RefObject<HTMLDivElement | null>;
  /** The job whose terminal it is; null is the session's shell. */
  jobId: string | null;
  describedBy: string;
}

/** The terminal once it is open, and the exit code once its program has ended. */
export function useTerminal({ place, jobId, describedBy }: TerminalOptions) {
  const t = useText();
  const announce = useAnnounce();
  const stores = useStores();
  const textSize = useSettings(({ settings }) => settings.textSize);
  const [terminal, setTerminal] = useState<Xterm['terminal'] | null>(null);
  const [exitCode, setExitCode] = useState<number | null>(null);

  useEffect(() => {
    const open = new AbortController();
    const { signal } = open;
    const isLetGo = (): boolean => signal.aborted;

    const attach = async (element: HTMLElement): Promise<void> => {
      const { openXterm } = await import('./xterm.ts');
      if (isLetGo()) return;
      const xterm = openXterm(element, {
        inputLabel: t('terminal.input'),
        describedBy,
        isKeyOfPage,
      });
      const speaker = createOutputSpeaker(xterm.terminal, {
        isWanted: () => stores.settings.getState().settings.speech,
        say: announce,
        sayFlood: (lines) => {
          announce(t('terminal.flood', { lines }));
        },
      });
      setTerminal(xterm.terminal);
      element.addEventListener(
        terminalInput,
        (event) => {
          xterm.terminal.input((event as CustomEvent<string>).detail);
        },
        { signal },
      );
      signal.addEventListener('abort', () => {
        speaker.dispose();
        xterm.dispose();
        setTerminal(null);
      });

      const { id, feed } = await findProgram(stores, jobId, xterm.terminal);
      if (isLetGo()) return;
      connectInput(stores, id, xterm);
      const hide = feed.show({
        write(text, processed) {
          xterm.terminal.write(text, () => {
            processed();
            speaker.onOutput();
          });
        },
        onExit(code) {
          setExitCode(code);
          if (jobId === null) stores.terminals.getState().forgetShell();
        },
      });
      signal.addEventListener('abort', hide);
    };
    if (place.current !== null) void attach(place.current);
    return () => {
      open.abort();
    };
  }, [announce, describedBy, jobId, place, stores, t, textSize]);

  return { terminal, exitCode };
}

/** The program to show. A shell of an earlier main process is forgotten and a new one opened. */
async function findProgram(
  { feeds, terminals }: Stores,
  jobId: string | null,
  { cols, rows }: Xterm['terminal'],
): Promise<{ id: string; feed: Feed }> {
  if (jobId !== null) return { id: jobId, feed: await feeds(jobId) };
  const shellId = await terminals.getState().openShell(cols, rows);
  try {
    return { id: shellId, feed: await feeds(shellId) };
  } catch {
    terminals.getState().forgetShell();
    const id = await terminals.getState().openShell(cols, rows);
    return { id, feed: await feeds(id) };
  }
}

function connectInput({ client }: Stores, terminalId: string, { terminal, fit }: Xterm): void {
  const resize = ({ cols, rows }: { cols: number; rows: number }): void => {
    void client.invoke('terminal.resize', { terminalId, cols, rows });
  };
  terminal.onData((data) => void client.invoke('terminal.write', { terminalId, data }));
  terminal.onResize(resize);
  fit();
  resize(terminal);
}

/** Keys of every screen, and Ctrl+Alt+arrow as the way out to the part before or after. */
function isKeyOfPage(event: KeyboardEvent): boolean {
  if (isPageKey(event)) return true;
  const isWayOut = event.ctrlKey && event.altKey && event.key.startsWith('Arrow');
  if (isWayOut && event.type === 'keydown') {
    event.preventDefault();
    cycleRegions(event.key === 'ArrowRight' || event.key === 'ArrowDown' ? 1 : -1);
  }
  return isWayOut;
}
