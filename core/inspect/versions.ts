import { sayInEnglish } from '../messages/domain.ts';
import type { Disk, Entry, Image, MissingPart, Version } from '../model/machine.ts';
import type { EntryWithRelease } from './entries.ts';
import { findUnmet } from './needs.ts';
import { sayMissing } from './say.ts';

/** Whether an entry starts Lifeboat itself; both signs count, since neither may be touched then. */
const isLifeboatEntry = (entry: Entry) =>
  entry.sortKey === 'lifeboat' || /^lifeboat([_.-]|$)/i.test(entry.id);

/** What is wrong with an image that is there; null when nothing is. */
function judgeImage({ role, name, placement, verified, ...image }: Image): MissingPart | null {
  const { expectedRootHash: expected, foundRootHash: found } = image;
  if (placement === 'partial') return { kind: role, why: 'unfinished', id: name };
  const isOther = expected !== null && found !== null && expected !== found;
  // The verity data tell of both; one sentence is enough.
  if (role === 'root' || role === 'usr') return null;
  const isUnfit = verified === 'mismatch' || isOther;
  return isUnfit ? { kind: role, why: 'unfit', id: name } : null;
}

function listMissing(
  entry: Entry,
  disks: readonly Disk[] | null,
  own: readonly Image[],
): MissingPart[] {
  const missing: MissingPart[] =
    entry.problems.length > 0 ? [{ kind: 'boot-file', why: 'unfinished', id: entry.path }] : [];
  if (disks === null) return missing;
  const unmet = findUnmet(entry, disks).map(({ role, name }): MissingPart => ({
    kind: role,
    why: 'absent',
    id: name,
  }));
  const unfit = own.map(judgeImage).filter((part) => part !== null);
  const isSame = (a: MissingPart) => (b: MissingPart) =>
    a.kind === b.kind && a.why === b.why && a.id === b.id;
  const parts = [...unmet, ...unfit];
  return [...missing, ...parts.filter((part, i) => parts.findIndex(isSame(part)) === i)];
}

/** The images that each entry uses, by the entry's id. */
function indexImages(images: readonly Image[]): (entryId: string) => readonly Image[] {
  const used = new Map<string, Image[]>();
  for (const image of images) {
    for (const id of image.usedBy) used.set(id, [...(used.get(id) ?? []), image]);
  }
  return (entryId) => used.get(entryId) ?? [];
}

/** Tells which names stand in a list more than once. */
function findShared(names: readonly string[]): (name: string) => boolean {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return (name) => (counts.get(name) ?? 0) > 1;
}

/** Names as a person says them; two that are the same are told apart by their version or id. */
function nameVersions(entries: readonly Entry[]): string[] {
  const plain = entries.map((entry) => entry.title ?? entry.version ?? entry.id);
  const isShared = findShared(plain);
  const withVersion = plain.map((name, i) =>
    isShared(name) && entries[i]?.version ? `${name} (${entries[i].version})` : name,
  );
  const isStillShared = findShared(withVersion);
  return withVersion.map((name, i) =>
    isStillShared(name) ? `${name} (${entries[i]?.id ?? ''})` : name,
  );
}

/**
 * One system version for each entry, in the loader's order. `disks` null: nothing is said to be
 * missing from them. When each was last started is for others to know.
 */
export function assembleVersions(
  described: readonly Pick<EntryWithRelease, 'entry' | 'isChoice'>[],
  disks: readonly Disk[] | null,
  images: readonly Image[] = [],
): Version[] {
  const entries = described.map(({ entry }) => entry);
  const names = nameVersions(entries);
  const stems = entries.map(({ id }) => id.replace(/\.(efi|conf)$/i, ''));
  const isShared = findShared(stems);
  const findImages = indexImages(images);
  return described.map(({ entry, isChoice }, i) => {
    const missingParts = listMissing(entry, disks, findImages(entry.id));
    const stem = stems[i] ?? entry.id;
    return {
      id: isShared(stem) ? entry.id : stem,
      name: names[i] ?? entry.id,
      version: entry.version,
      entryId: entry.id,
      complete: missingParts.length === 0,
      state: entry.state,
      missing: sayMissing({ missingParts }, sayInEnglish),
      missingParts,
      lastBooted: null,
      isDefault: isChoice,
      isLifeboat: isLifeboatEntry(entry),
    };
  });
}
