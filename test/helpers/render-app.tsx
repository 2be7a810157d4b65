/** The whole page on a fake bridge, for component tests: rendered as main.tsx does it. */
import '../../renderer/client/no-eval.ts';
import { act, cleanup, configure, prettyDOM, render } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { afterEach, vi } from 'vitest';
import type { Screen } from '../../core/contract/ipc.ts';
import { App } from '../../renderer/app.tsx';
import { createClient } from '../../renderer/client/client.ts';
import { openStores, StoresProvider, type Stores } from '../../renderer/state/stores.tsx';
import { createFakeBridge, type FakeBridge, type FakeOptions } from './fake-bridge.ts';

export interface RenderedApp {
  bridge: FakeBridge;
  stores: Stores;
  user: UserEvent;
}

/** A query that found nothing, most often one that is tried again: draws the page only when read. */
class NotFoundError extends Error {
  override name = 'TestingLibraryElementError';

  constructor(message: string | null, container: Element) {
    super();
    const draw = () => [message, prettyDOM(container)].join('\n\n');
    Object.defineProperty(this, 'message', { get: draw, configurable: true });
  }
}

configure({
  // A busy machine is slow, not wrong.
  asyncUtilTimeout: 10_000,
  getElementError: (message, container) => new NotFoundError(message, container),
});
vi.setConfig({ testTimeout: 30_000 });

// What jsdom lacks: it draws nothing, so nothing is ever resized, matched or hidden by a style.
const nothing = (): void => undefined;
vi.stubGlobal(
  'ResizeObserver',
  class {
    observe = nothing;
    unobserve = nothing;
    disconnect = nothing;
  },
);
vi.stubGlobal('matchMedia', (media: string) => ({
  matches: false,
  media,
  addEventListener: nothing,
  removeEventListener: nothing,
  addListener: nothing,
  removeListener: nothing,
}));
Element.prototype.scrollTo = nothing;
Element.prototype.scrollIntoView = nothing;
HTMLCanvasElement.prototype.getContext = () => null;
Element.prototype.checkVisibility = () => true;

afterEach(() => {
  cleanup();
  sessionStorage.clear();
  history.replaceState(null, '', location.pathname);
});

/** Opens the page on `screen`; `bridge` goes on with an earlier page's, as a reload does. */
export async function renderApp(
  screen: Screen,
  options: FakeOptions & { bridge?: FakeBridge } = {},
): Promise<RenderedApp> {
  history.replaceState(null, '', `#${screen}`);
  const bridge = options.bridge ?? createFakeBridge(options);
  const stores = await openStores(createClient(bridge));
  await act(async () => {
    render(
      <StoresProvider stores={stores}>
        <App />
      </StoresProvider>,
    );
    await Promise.resolve();
  });
  return { bridge, stores, user: userEvent.setup({ delay: null }) };
}
