/**
 * Keeps the window there. A browser that dies is opened again, with all jobs still running; one that
 * dies too often, or never starts, is given up, so that whoever started us can offer the text menu.
 */
import type { Shell } from './shell.ts';

const maxLossesInWindow = 3;
const lossWindowMs = 60_000;

export interface SuperviseOptions {
  open: () => Promise<Shell>;
  /** Whether a closed window is opened again. */
  reopen: boolean;
  log: (fields: Record<string, unknown>, message: string) => void;
  now?: () => number;
}

/** Resolves when the window is gone for good: with null when it was closed, else with the reason. */
export async function superviseShell(options: SuperviseOptions): Promise<{ error: string | null }> {
  const { log, now = Date.now } = options;
  const losses: number[] = [];
  for (;;) {
    let reason: string;
    try {
      const shell = await options.open();
      const closed = new Promise<void>((resolve) => {
        shell.onClosed(resolve);
      });
      await shell.start();
      log({ shell: shell.name }, 'window open');
      await closed;
      if (!options.reopen) return { error: null };
      reason = 'the browser ended';
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error);
      if (!options.reopen) return { error: reason };
    }
    losses.push(now());
    const recent = losses.filter((time) => time > now() - lossWindowMs);
    log({ reason, losses: recent.length }, 'window lost');
    if (recent.length >= maxLossesInWindow)
      return { error: `The window cannot stay open: ${reason}` };
  }
}
