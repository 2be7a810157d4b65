/** Which thing is looked at on the screens that list things, so that other screens can lead to it. */
import { createStore, type StoreApi } from 'zustand/vanilla';

/** One thing's place: the screen that lists it and its key there. */
export interface Place {
  screen: 'disks' | 'versions';
  key: string;
}

export interface SelectionState {
  selected: Record<Place['screen'], string | null>;
  select: (place: Place) => void;
}

export type SelectionStore = StoreApi<SelectionState>;

/** A store that remembers one key for each screen. */
export const createSelectionStore = (): SelectionStore =>
  createStore<SelectionState>()((set) => ({
    selected: { disks: null, versions: null },
    select({ screen, key }) {
      set(({ selected }) => ({ selected: { ...selected, [screen]: key } }));
    },
  }));
