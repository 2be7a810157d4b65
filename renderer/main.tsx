/** The page's start: a client over the bridge, the stores from it, and the frame around them. */
// First, so that each component's own style sheet can go beyond it.
import './ui/base.css';
import './client/no-eval.ts';
import { createRoot } from 'react-dom/client';
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
