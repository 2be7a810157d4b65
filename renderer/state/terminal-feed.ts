/**
 * What a terminal has shown and goes on to show. The page attaches to each terminal once and keeps
 * its text, so that looking away and back loses nothing and nothing is shown twice. Text that no
 * view processes is acknowledged at once: a terminal that nobody looks at must not stand still.
 */
import type { Client } from '../client/client.ts';

/** Text kept per terminal, in characters; older text is cut at a line's end. */
const keptChars = 1_000_000;

export interface FeedView {
  /** Writes text and calls back when it has been processed. */
  write(text: string, processed: () => void): void;
  onExit(exitCode: number): void;
}

export interface Feed {
  /** Shows everything so far and what follows in `view`, until the returned function is called. */
  show(view: FeedView): () => void;
}

/** Attaches to a terminal; rejects when the main process does not know it. */
export async function attachFeed(client: Client, terminalId: string): Promise<Feed> {
  let text = '';
  let exitCode: number | null = null;
  let early: string[] | null = [];
  const views = new Set<FeedView>();

  const acknowledge = (chars: number): void => {
    void client.invoke('terminal.ack', { terminalId, chars });
  };
  const take = (data: string): void => {
    text = cut(text + data);
    if (views.size === 0) acknowledge(data.length);
    for (const view of views)
      view.write(data, () => {
        acknowledge(data.length);
      });
  };
  const off = [
    client.on('terminal.data', (event) => {
      if (event.terminalId !== terminalId) return;
      if (early === null) take(event.data);
      else early.push(event.data);
    }),
    client.on('terminal.exit', (event) => {
      if (event.terminalId !== terminalId) return;
      exitCode = event.exitCode;
      for (const view of views) view.onExit(event.exitCode);
    }),
  ];

  try {
    const attached = await client.invoke('terminal.attach', { terminalId });
    text = cut(attached.scrollback);
    exitCode ??= attached.exitCode;
  } catch (error) {
    for (const stop of off) stop();
    throw error;
  }
  const waiting = early;
  early = null;
  for (const data of waiting) take(data);

  return {
    show(view) {
      view.write(text, () => undefined);
      if (exitCode !== null) view.onExit(exitCode);
      views.add(view);
      return () => {
        views.delete(view);
      };
    },
  };
}

function cut(text: string): string {
  if (text.length <= keptChars) return text;
  const from = text.length - keptChars;
  const lineEnd = text.indexOf('\n', from);
  return text.slice(lineEnd === -1 ? from : lineEnd + 1);
}

/** The feeds of this page, each attached once; a failed attach is tried again at the next look. */
export function createFeeds(client: Client): (terminalId: string) => Promise<Feed> {
  const feeds = new Map<string, Promise<Feed>>();
  return (terminalId) => {
    const known = feeds.get(terminalId);
    if (known !== undefined) return known;
    const feed = attachFeed(client, terminalId);
    feeds.set(terminalId, feed);
    feed.catch(() => feeds.delete(terminalId));
    return feed;
  };
}
