import type { Entry, Loader } from '../model/machine.ts';
import { matchesGlob } from './glob.ts';

type Candidate = Pick<Entry, 'id' | 'state'>;

/**
 * The id of the entry that the loader starts by itself, null when there is none. `entries` are in
 * the loader's order. A preferred entry is passed over when it is bad, a default one is not; the
 * one-shot entry is left out, since it counts for one start only. systemd-boot(7), loader.conf(5).
 */
export function chooseEntry(entries: readonly Candidate[], loader: Loader): string | null {
  const find = (pattern: string | null, isFit: (entry: Candidate) => boolean) =>
    pattern === null || pattern.startsWith('@')
      ? undefined
      : entries.find((entry) => matchesGlob(pattern, entry.id) && isFit(entry));
  const isNotBad = (entry: Candidate) => entry.state !== 'bad';
  const chosen =
    find(loader.efiPreferred, isNotBad) ??
    find(loader.confPreferred, isNotBad) ??
    find(loader.efiDefault, () => true) ??
    find(loader.confDefault, () => true) ??
    entries[0];
  return chosen?.id ?? null;
}
