/**
 * A shell is the window that the renderer lives in. Lifeboat has two behind this interface:
 * Electron's own, and the distribution's Chromium driven over a pipe, for images that are built
 * from distribution packages alone. Everything else in main/ is the same for both.
 */

/** Answers one request of the renderer; a rejection's message is what the renderer gets. */
export type Handler = (channel: string, input: unknown) => Promise<unknown>;

export interface ShellOptions {
  /** The folder with `preload/` and `renderer/` in it. */
  root: string;
  /** Fills the screen, has no frame and cannot be closed by the person. */
  kiosk: boolean;
  handle: Handler;
}

export interface Shell {
  readonly name: 'electron' | 'chromium';
  /** Opens the window and loads the page; rejects when there is no browser or no display. */
  start(): Promise<void>;
  /** Sends an event to the page; without a page it is dropped, since a page asks for what is. */
  emit(channel: string, payload: unknown): void;
  /** Calls back once when the window has gone, however that came about. */
  onClosed(listener: () => void): void;
  close(): Promise<void>;
}
