/** The session's preferences. The main process keeps them; the page asks it to change them. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppInfo } from '../../core/contract/ipc.ts';
import type { Settings } from '../../core/contract/settings.ts';
import type { Client } from '../client/client.ts';

export interface SettingsState {
  info: AppInfo;
  settings: Settings;
  change: (patch: Partial<Settings>) => Promise<void>;
  /** Takes up the offer of speech, on the sound card of that place; null leaves the choice open. */
  acceptSpeech: (place: number | null) => Promise<void>;
}

export type SettingsStore = StoreApi<SettingsState>;

/** A store of the settings that shows a change at once and then what the main process made of it. */
export function createSettingsStore(client: Client, info: AppInfo): SettingsStore {
  const store = createStore<SettingsState>()((set, get) => ({
    info,
    settings: info.settings,
    async change(patch) {
      const wanted = { ...get().settings, ...patch };
      set({ settings: wanted });
      set({ settings: await client.invoke('app.settings', wanted) });
    },
    async acceptSpeech(place) {
      set({ settings: await client.invoke('speech.accept', { place }) });
    },
  }));
  client.on('settings.changed', (settings) => {
    store.setState({ settings });
  });
  return store;
}
