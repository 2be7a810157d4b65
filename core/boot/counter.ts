/**
 * Boot entries and the loader's choice among them. An entry is a file on a boot partition: a UKI in
 * EFI/Linux/ or a text in loader/entries/. Its name may carry a *boot counter*, `+LEFT` or
 * `+LEFT-DONE` before the suffix: the loader takes one from LEFT and adds one to DONE at each start,
 * and the started system removes the counter once it is well. So no counter means good, LEFT above
 * zero means not yet proven, and LEFT at zero means bad. The entry's identity is its name without
 * the counter. This folder reads entries (pe.ts, uki.ts, type1.ts), orders them as systemd-boot
 * does (order.ts) and says which one it would start (choice.ts).
 */
import type { Entry, EntryState } from '../model/machine.ts';

export type Counter = NonNullable<Entry['counter']>;

export interface EntryName {
  /** The file name without the counter. */
  id: string;
  counter: Counter | null;
}

/** Directly before the last suffix; anything else with a plus in it is part of the name. */
const counterPattern = /\+(\d+)(?:-(\d+))?(?=\.[^./+]*$)/;
/** The loader's numbers are C's int; a larger one makes no counter. */
const maxCount = 2 ** 31 - 1;

function matchCounter(fileName: string) {
  const match = counterPattern.exec(fileName);
  if (!match) return null;
  const counter: Counter = { left: Number(match[1]), done: Number(match[2] ?? 0) };
  return counter.left > maxCount || counter.done > maxCount ? null : { match, counter };
}

/** Splits a file name into identity and counter: Boot Loader Specification, "Boot counting". */
export function parseEntryName(fileName: string): EntryName {
  const found = matchCounter(fileName);
  if (!found) return { id: fileName, counter: null };
  return { id: fileName.replace(counterPattern, ''), counter: found.counter };
}

/** Whether the loader takes a file of this name for an entry: systemd-boot(7), "Files". */
export const isEntryFileName = (fileName: string, suffix: '.efi' | '.conf'): boolean => {
  const name = fileName.toLowerCase();
  return name.endsWith(suffix) && !name.startsWith('.') && !name.startsWith('auto-');
};

/** What a counter says about its entry. */
export const stateOfCounter = (counter: Counter | null): EntryState =>
  counter === null ? 'good' : counter.left > 0 ? 'indeterminate' : 'bad';

/**
 * The file name with the tries left set to `left`, the same number of characters long where its
 * digits suffice, so that a directory entry on FAT changes in place; null without a counter.
 */
export function withTriesLeft(fileName: string, left: number): string | null {
  const found = matchCounter(fileName);
  if (!found) return null;
  const [whole, leftDigits = '', doneDigits] = found.match;
  const digits = String(left).padStart(leftDigits.length, '0');
  const changed = `+${digits}${doneDigits === undefined ? '' : `-${doneDigits}`}`;
  const start = found.match.index;
  return fileName.slice(0, start) + changed + fileName.slice(start + whole.length);
}
