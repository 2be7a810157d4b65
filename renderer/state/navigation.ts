/** Where the person is, and the way back. The address keeps it, so that a reload changes nothing. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { screenSchema, type Screen } from '../../core/contract/ipc.ts';
import type { Client } from '../client/client.ts';

export interface NavigationState {
  screen: Screen;
  /** Screens that lead here, the last one first to return to. */
  trail: readonly Screen[];
  go: (screen: Screen) => void;
  /** One step back; does nothing on the first screen. */
  back: () => void;
}

export type NavigationStore = StoreApi<NavigationState>;

/** A store of the current screen that tells the main process and the address of each move. */
export function createNavigationStore(client: Client): NavigationStore {
  const remembered = screenSchema.safeParse(location.hash.slice(1));
  const store = createStore<NavigationState>()((set, get) => {
    const move = (screen: Screen, trail: readonly Screen[]): void => {
      set({ screen, trail });
      history.replaceState(null, '', `#${screen}`);
      void client.invoke('app.screen', { screen });
    };
    return {
      screen: remembered.success ? remembered.data : 'start',
      trail: [],
      go(screen) {
        const { screen: here, trail } = get();
        if (screen !== here) move(screen, [...trail, here]);
      },
      back() {
        const { screen: here, trail } = get();
        const last = trail.at(-1);
        if (last !== undefined) move(last, trail.slice(0, -1));
        else if (here !== 'start') move('start', []);
      },
    };
  });
  void client.invoke('app.screen', { screen: store.getState().screen });
  return store;
}
