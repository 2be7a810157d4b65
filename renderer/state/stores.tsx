/**
 * State, one store per feature, made once per page from the client and handed down by context.
 * Components read a store through `useStores()` and a selector; nothing else holds shared state.
 */
import { createContext, useContext, useMemo, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Client } from '../client/client.ts';
import { viewJob, type JobView } from './job-view.ts';
import { createJobsStore, type JobsState, type JobsStore } from './jobs.ts';
import { createMachineStore, type MachineState, type MachineStore } from './machine.ts';
import { createNavigationStore, type NavigationState, type NavigationStore } from './navigation.ts';
import { createRollbackStore, type RollbackState, type RollbackStore } from './rollback.ts';
import { createSelectionStore, type SelectionState, type SelectionStore } from './selection.ts';
import { createSettingsStore, type SettingsState, type SettingsStore } from './settings.ts';
import { createFeeds, type Feed } from './terminal-feed.ts';
import { createTerminalsStore, type TerminalsState, type TerminalsStore } from './terminals.ts';

export interface Stores {
  client: Client;
  settings: SettingsStore;
  jobs: JobsStore;
  machine: MachineStore;
  navigation: NavigationStore;
  rollback: RollbackStore;
  selection: SelectionStore;
  terminals: TerminalsStore;
  /** What a terminal shows, attached at the first look. */
  feeds: (terminalId: string) => Promise<Feed>;
}

/** Asks the main process how things stand, makes the stores from it and begins to look around. */
export async function openStores(client: Client): Promise<Stores> {
  const info = await client.invoke('app.info', null);
  const jobs = createJobsStore(client, await client.invoke('job.list', null));
  const machine = createMachineStore(jobs);
  if (machine.getState().jobId === null) void machine.getState().refresh();
  return {
    client,
    settings: createSettingsStore(client, info),
    jobs,
    machine,
    navigation: createNavigationStore(client),
    rollback: createRollbackStore(jobs, machine),
    selection: createSelectionStore(),
    terminals: createTerminalsStore(client),
    feeds: createFeeds(client),
  };
}

const StoresContext = createContext<Stores | null>(null);

export function StoresProvider({ stores, children }: { stores: Stores; children: ReactNode }) {
  return <StoresContext value={stores}>{children}</StoresContext>;
}

/** The stores of this page; throws outside of the provider, which is a bug. */
export function useStores(): Stores {
  const stores = useContext(StoresContext);
  if (stores === null) throw new Error('useStores needs a StoresProvider above it');
  return stores;
}

export const useSettings = <T,>(select: (state: SettingsState) => T): T =>
  useStore(useStores().settings, select);
export const useJobs = <T,>(select: (state: JobsState) => T): T =>
  useStore(useStores().jobs, select);
export const useMachine = <T,>(select: (state: MachineState) => T): T =>
  useStore(useStores().machine, select);
export const useNavigation = <T,>(select: (state: NavigationState) => T): T =>
  useStore(useStores().navigation, select);
export const useRollback = <T,>(select: (state: RollbackState) => T): T =>
  useStore(useStores().rollback, select);
export const useSelection = <T,>(select: (state: SelectionState) => T): T =>
  useStore(useStores().selection, select);
export const useTerminals = <T,>(select: (state: TerminalsState) => T): T =>
  useStore(useStores().terminals, select);

/** The view of one job, null while there is no such job. */
export function useJob(jobId: string | null): JobView | null {
  const job = useJobs(({ jobs }) => jobs.find(({ id }) => id === jobId));
  return useMemo(() => (job === undefined ? null : viewJob(job)), [job]);
}
