import type { Entry } from '../../core/model/machine.ts';
import { makeEntry } from './machines/parts.ts';

/** An entry of which nothing is known but its name; `more` says what is special about it. */
export const createEntry = (id: string, more: Partial<Entry> = {}): Entry =>
  makeEntry(id, {
    path: `EFI/Linux/${id}`,
    version: null,
    sortKey: null,
    architecture: null,
    state: 'good',
    ...more,
  });
