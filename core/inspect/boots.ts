import { getCmdlineValue } from '../boot/cmdline.ts';
import type { Entry, Version } from '../model/machine.ts';
import type { Boot } from './signs.ts';

/** Words that the loader or the firmware adds to what the entry says. */
const addedWords = /^(?:initrd|BOOT_IMAGE)=/;
const normalize = (cmdline: string) =>
  cmdline
    .split(/\s+/)
    .filter((word) => word !== '' && !addedWords.test(word))
    .join(' ');

/**
 * The entry that a start in the journal came from, by its command line: the same root hash, or the
 * very same words. Null when several entries could have been it, or none.
 */
function findEntry(cmdline: string, entries: readonly Entry[]): Entry | null {
  const hash = getCmdlineValue(cmdline, 'roothash') ?? getCmdlineValue(cmdline, 'usrhash');
  const byHash = entries.filter(
    ({ rootHash, usrHash }) => hash !== null && [rootHash, usrHash].includes(hash),
  );
  const words = normalize(cmdline);
  const byWords = (hash === null ? entries : byHash).filter(
    (entry) => entry.cmdline !== null && normalize(entry.cmdline) === words,
  );
  for (const found of [byHash, byWords]) if (found.length === 1) return found[0] ?? null;
  return null;
}

export interface VersionBoots {
  version: Version;
  /** Oldest first. */
  boots: Boot[];
}

/** The starts of each version, as far as the journal tells them apart. `boots` are oldest first. */
export function assignBoots(
  boots: readonly Boot[],
  entries: readonly Entry[],
  versions: readonly Version[],
): VersionBoots[] {
  const owners = boots.map(({ cmdline }) =>
    cmdline === null ? null : findEntry(cmdline, entries),
  );
  return versions.map((version) => ({
    version,
    boots: boots.filter((_, i) => owners[i]?.id === version.entryId),
  }));
}

/** A start's failed units, one line each, with the start that they belong to. */
export const quoteBoot = ({ id, startedAt, failedUnits }: Boot, name: string): string[] =>
  failedUnits.map(({ unit, message }) =>
    [`${startedAt} (${name}, start ${id.slice(0, 8)})`, unit, message].join(' · '),
  );
