/** Which terminal is looked at: the session's own shell or that of a job (it has the job's id). */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../client/client.ts';

export interface TerminalsState {
  /** The session's shell, null until it was first looked at. */
  shellId: string | null;
  /** The terminal to show; null means the shell. */
  selectedId: string | null;
  select: (terminalId: string | null) => void;
  /** Opens the session's shell once and returns its id. */
  openShell: (cols: number, rows: number) => Promise<string>;
  /** Forgets a shell that has ended, so that the next look opens a new one. */
  forgetShell: () => void;
}

export type TerminalsStore = StoreApi<TerminalsState>;

const rememberedShell = 'lifeboat.shell';

/** A store of the terminals; the shell's id outlives a reload of the page. */
export function createTerminalsStore(client: Client): TerminalsStore {
  let opening: Promise<string> | null = null;
  return createStore<TerminalsState>()((set, get) => ({
    shellId: sessionStorage.getItem(rememberedShell),
    selectedId: null,
    select(selectedId) {
      set({ selectedId });
    },
    openShell(cols, rows) {
      const { shellId } = get();
      if (shellId !== null) return Promise.resolve(shellId);
      opening ??= client.invoke('terminal.open', { cols, rows }).then(({ terminalId }) => {
        sessionStorage.setItem(rememberedShell, terminalId);
        set({ shellId: terminalId });
        opening = null;
        return terminalId;
      });
      return opening;
    },
    forgetShell() {
      sessionStorage.removeItem(rememberedShell);
      set({ shellId: null });
    },
  }));
}
