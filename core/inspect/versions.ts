import type { Disk, Entry, Version } from '../model/machine.ts';
import { findRootByName, listNeeds } from './images.ts';

/** Whether an entry starts Lifeboat itself; both signs count, since neither may be touched then. */
const isLifeboatEntry = (entry: Entry) =>
  entry.sortKey === 'lifeboat' || /^lifeboat([_.-]|$)/i.test(entry.id);

function listMissing(entry: Entry, disks: readonly Disk[] | null): string[] {
  const missing = entry.problems.length > 0 ? [`the boot file ${entry.path}`] : [];
  if (disks === null) return missing;
  const partitions = disks.flatMap((disk) => disk.partitions);
  for (const need of listNeeds(entry)) {
    if (!partitions.some(({ partUuid }) => partUuid === need.partUuid)) {
      missing.push(`the ${need.role} partition ${need.partUuid}`);
    }
  }
  const byName = findRootByName(entry);
  if (byName && !partitions.some(byName)) missing.push('the root partition');
  return missing;
}

/** Names as a person says them; two that are the same are told apart by their version or id. */
function nameVersions(entries: readonly Entry[]): string[] {
  const plain = entries.map((entry) => entry.title ?? entry.version ?? entry.id);
  const isShared = (names: string[], name: string) =>
    names.filter((other) => other === name).length > 1;
  const withVersion = plain.map((name, i) =>
    isShared(plain, name) && entries[i]?.version ? `${name} (${entries[i].version})` : name,
  );
  return withVersion.map((name, i) =>
    isShared(withVersion, name) ? `${name} (${entries[i]?.id ?? ''})` : name,
  );
}

/** One system version for each entry, in the loader's order. `disks` null: nothing is missing there. */
export function assembleVersions(
  entries: readonly Entry[],
  disks: readonly Disk[] | null,
): Version[] {
  const names = nameVersions(entries);
  const stems = entries.map(({ id }) => id.replace(/\.(efi|conf)$/i, ''));
  return entries.map((entry, i) => {
    const missing = listMissing(entry, disks);
    const stem = stems[i] ?? entry.id;
    return {
      id: stems.filter((other) => other === stem).length > 1 ? entry.id : stem,
      name: names[i] ?? entry.id,
      version: entry.version,
      entryId: entry.id,
      complete: missing.length === 0,
      state: entry.state,
      missing,
      lastBooted: null,
      isDefault: entry.isDefault,
      isLifeboat: isLifeboatEntry(entry),
    };
  });
}
