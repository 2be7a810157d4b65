import type { Disk, Entry, Image, Version } from '../model/machine.ts';
import { findUnmet } from './needs.ts';

/** Whether an entry starts Lifeboat itself; both signs count, since neither may be touched then. */
const isLifeboatEntry = (entry: Entry) =>
  entry.sortKey === 'lifeboat' || /^lifeboat([_.-]|$)/i.test(entry.id);

const roleWords: Record<Image['role'], string> = {
  root: 'root file system',
  usr: '/usr file system',
  'root-verity': 'verity data of the root file system',
  'usr-verity': 'verity data of the /usr file system',
};

/** What is wrong with an image that is there; null when nothing is. */
function judgeImage({ role, name, placement, verified, ...image }: Image): string | null {
  const { expectedRootHash: expected, foundRootHash: found } = image;
  const words = `the ${roleWords[role]} in ${name}`;
  if (placement === 'partial') return `${words}, which was not written to the end`;
  const isOther = expected !== null && found !== null && expected !== found;
  // The verity data tell of both; one sentence is enough.
  if (role === 'root' || role === 'usr') return null;
  return verified === 'mismatch' || isOther ? `${words}, which does not fit its image` : null;
}

function listMissing(entry: Entry, disks: readonly Disk[] | null, images: readonly Image[]) {
  const missing = entry.problems.length > 0 ? [`the boot file ${entry.path}`] : [];
  if (disks === null) return missing;
  const own = images.filter(({ usedBy }) => usedBy.includes(entry.id));
  const unmet = findUnmet(entry, disks).map(({ role, name }) => `the ${roleWords[role]} (${name})`);
  const unfit = own.map(judgeImage).filter((words) => words !== null);
  return [...missing, ...new Set([...unmet, ...unfit])];
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

/**
 * One system version for each entry, in the loader's order. `disks` null: nothing is said to be
 * missing from them. When each was last started is for others to know.
 */
export function assembleVersions(
  entries: readonly Entry[],
  disks: readonly Disk[] | null,
  images: readonly Image[] = [],
): Version[] {
  const names = nameVersions(entries);
  const stems = entries.map(({ id }) => id.replace(/\.(efi|conf)$/i, ''));
  return entries.map((entry, i) => {
    const missing = listMissing(entry, disks, images);
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
