import { parseEntryName, stateOfCounter } from '../boot/counter.ts';
import { compareEntries } from '../boot/order.ts';
import type { Entry, Loader, Machine } from '../model/machine.ts';
import type { Action } from '../model/plan.ts';

/** The part of a machine that actions change: what the loader decides by. */
export interface BootState {
  /** In the loader's order. */
  entries: Entry[];
  loader: Loader;
}

/** The machine's present boot state. */
export const toBootState = ({ entries, loader }: Machine): BootState => ({ entries, loader });

/** The boot state after `action`, as the loader would see it. Changes nothing. */
export function applyAction(state: BootState, action: Action): BootState {
  switch (action.kind) {
    case 'set-efi-default':
      return { ...state, loader: { ...state.loader, efiDefault: action.to } };
    case 'set-loader-default':
      return { ...state, loader: { ...state.loader, confDefault: action.to } };
    case 'rename-entry':
      return {
        ...state,
        entries: state.entries
          .map((entry) =>
            entry.partition === action.partition && entry.path === action.from
              ? renameEntry(entry, action.to)
              : entry,
          )
          .sort(compareEntries),
      };
  }
}

function renameEntry(entry: Entry, path: string): Entry {
  const { id, counter } = parseEntryName(path.replace(/^.*\//, ''));
  return { ...entry, path, id, counter, state: stateOfCounter(counter) };
}
