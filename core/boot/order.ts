import { compareVersions } from '../compare-versions.ts';
import type { Entry } from '../model/machine.ts';
import { toLowerAscii } from './lines.ts';

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function compareTries(a: Entry, b: Entry): number {
  if (a.counter === null || b.counter === null) return 0;
  return b.counter.left - a.counter.left || a.counter.done - b.counter.done;
}

/**
 * The loader's order, for Array.sort: bad entries last, then entries with a sort key by key, machine
 * id and version (newest first), then the others by name (newest first), then by tries.
 * Boot Loader Specification, "Sorting"; systemd-boot's boot_entry_compare().
 */
export function compareEntries(a: Entry, b: Entry): number {
  const bySortKey = () =>
    compareText(a.sortKey ?? '', b.sortKey ?? '') ||
    compareText(a.machineId ?? '', b.machineId ?? '') ||
    -compareVersions(a.version ?? '', b.version ?? '');
  return (
    Number(a.state === 'bad') - Number(b.state === 'bad') ||
    Number(a.sortKey === null) - Number(b.sortKey === null) ||
    (a.sortKey !== null && b.sortKey !== null ? bySortKey() : 0) ||
    -compareVersions(toLowerAscii(a.id), toLowerAscii(b.id)) ||
    compareTries(a, b)
  );
}
