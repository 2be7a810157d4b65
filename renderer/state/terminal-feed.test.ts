import { expect, it } from 'vitest';
import { createFakeBridge } from '../../test/helpers/fake-bridge.ts';
import { createClient } from '../client/client.ts';
import { createFeeds, type FeedView } from './terminal-feed.ts';

function open() {
  const bridge = createFakeBridge();
  const client = createClient(bridge);
  const emit = (data: string) => {
    bridge.emit('terminal.data', { terminalId: 'shell-1', data });
  };
  const acked = () =>
    bridge.calls
      .filter(({ channel }) => channel === 'terminal.ack')
      .reduce((sum, { input }) => sum + (input as { chars: number }).chars, 0);
  return { bridge, feeds: createFeeds(client), emit, acked };
}

function viewer() {
  const view = { text: '', waiting: [] as (() => void)[], exit: null as number | null };
  const feedView: FeedView = {
    write(text, processed) {
      view.text += text;
      view.waiting.push(processed);
    },
    onExit(code) {
      view.exit = code;
    },
  };
  return { view, feedView };
}

it('shows what was before, what came while it attached, and what follows, each once', async () => {
  const { feeds, emit } = open();
  const attaching = feeds('shell-1');
  emit('early ');
  const feed = await attaching;
  const first = viewer();
  const hide = feed.show(first.feedView);
  emit('later ');
  hide();
  emit('unseen ');
  const second = viewer();
  (await feeds('shell-1')).show(second.feedView);
  expect(first.view.text).toBe('lifeboat@lifeboat:~$ early later ');
  expect(second.view.text).toBe('lifeboat@lifeboat:~$ early later unseen ');
});

it('acknowledges what a view has processed, and at once what nobody looks at', async () => {
  const { feeds, emit, acked } = open();
  const feed = await feeds('shell-1');
  emit('12345');
  expect(acked()).toBe(5);
  const { view, feedView } = viewer();
  feed.show(feedView);
  emit('678');
  expect(acked()).toBe(5);
  view.waiting.at(-1)?.();
  expect(acked()).toBe(8);
});

it('tells an exit to those who look and to those who come later', async () => {
  const { bridge, feeds } = open();
  const feed = await feeds('shell-1');
  bridge.emit('terminal.exit', { terminalId: 'shell-1', exitCode: 3 });
  const { view, feedView } = viewer();
  feed.show(feedView);
  expect(view.exit).toBe(3);
});
