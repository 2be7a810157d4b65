/** The page's start: a client over the bridge, the stores from it, and the frame around them. */
import { createRoot } from 'react-dom/client';
import { config } from 'zod';
import type { Bridge } from '../core/contract/ipc.ts';
import { App } from './app.tsx';
import { createClient } from './client/client.ts';
import { openStores, StoresProvider } from './state/stores.tsx';
import { Mishap } from './ui/mishap.tsx';

declare global {
  interface Window {
    readonly lifeboat: Bridge;
  }
}

// The page's policy forbids code from strings, so zod must not even try to compile its schemas.
config({ jitless: true });

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no #root');

const stores = await openStores(createClient(window.lifeboat));
createRoot(root).render(
  <Mishap>
    <StoresProvider stores={stores}>
      <App />
    </StoresProvider>
  </Mishap>,
);
