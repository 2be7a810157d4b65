/**
 * An *interrupted upgrade* is a new version that is there in part. A careful upgrade brings the
 * extensions first, then the image, the boot file last, so whatever came last says how far it got:
 * until the boot file has its name, nothing of the new version starts and the old one is untouched.
 */
import { compareVersions } from '../compare-versions.ts';
import type { Extension, Image, Problem, Version } from '../model/machine.ts';
import { splitVersionedName } from './leftovers.ts';
import { createProblem } from './problem.ts';
import type { Leftover } from './signs.ts';

const steps = ['extensions', 'image', 'bootfile', 'staged'] as const;
export type UpgradeStep = (typeof steps)[number];

interface Part {
  step: UpgradeStep;
  /** What is being upgraded; null when the part does not tell it. */
  stem: string | null;
  version: string;
  path: string;
  /** The id that the version has or will have by its boot file. */
  id?: string;
}

export interface UpgradeFacts {
  leftovers: readonly Leftover[];
  versions: readonly Version[];
  /** Entries' files that end too early, by entry id. */
  truncated: ReadonlyMap<string, string>;
  images: readonly Image[];
  extensions: readonly Extension[];
}

/** A boot file's name without counter and suffix. */
const toId = (fileName: string) => fileName.replace(/(?:\+\d+(?:-\d+)?)?\.[^.]*$/, '');

const isLifeboat = (stem: string | null) => stem !== null && /^lifeboat\b/i.test(stem);

function findLeftoverParts({ leftovers, versions }: UpgradeFacts): Part[] {
  return leftovers.flatMap(({ finalName, kind, isWhole, path }): Part[] => {
    const name = splitVersionedName(finalName);
    const stem = kind === 'extension' ? null : (name?.stem ?? finalName);
    // A copy that was left over beside a version that is all there has no part in what happens.
    const isDone = versions.some(
      ({ entryId, complete }) => complete && toId(entryId) === toId(finalName),
    );
    if (isDone || isLifeboat(stem)) return [];
    const step =
      kind === 'extension'
        ? 'extensions'
        : kind !== 'boot-file'
          ? 'image'
          : isWhole === true
            ? 'staged'
            : 'bootfile';
    const part = { step, stem, version: name?.version ?? '', path } as const;
    return [kind === 'boot-file' ? { ...part, id: toId(finalName) } : part];
  });
}

/** Boot files that end too early, where an older version is there to be upgraded from. */
function findTruncatedParts({ versions, truncated }: UpgradeFacts): Part[] {
  return versions.flatMap((version): Part[] => {
    const path = truncated.get(version.entryId);
    if (path === undefined || version.isLifeboat) return [];
    const name = splitVersionedName(version.entryId);
    const number = version.version ?? name?.version ?? '';
    const isUpgrade = versions.some(
      (other) =>
        !other.isLifeboat &&
        other.complete &&
        (other.version === null || number === '' || compareVersions(number, other.version) > 0),
    );
    if (!isUpgrade) return [];
    const stem = name?.stem ?? version.id;
    return [{ step: 'bootfile', stem, version: number, path, id: version.id }];
  });
}

/** The newest version of the systems that are there; null where none says its version. */
function findNewest(versions: readonly Version[]): string | null {
  let newest: string | null = null;
  for (const { isLifeboat: own, version } of versions) {
    if (own || version === null) continue;
    if (newest === null || compareVersions(version, newest) > 0) newest = version;
  }
  return newest;
}

const isNewer = (version: string, newest: string | null) =>
  newest !== null && compareVersions(version, newest) > 0;

/** Images that no entry asks for and that are newer than every version that can be started. */
function findImageParts({ images, versions }: UpgradeFacts): Part[] {
  const newest = findNewest(versions);
  return images.flatMap(({ name, path, version, usedBy, placement, kind }): Part[] => {
    // Files are mostly images of containers and other machines.
    if (version === null || kind === 'file' || usedBy.length > 0 || placement === 'empty')
      return [];
    const stem = splitVersionedName(name)?.stem ?? null;
    if (isLifeboat(stem)) return [];
    if (placement === 'installed' && !isNewer(version, newest)) return [];
    return [{ step: 'image', stem, version, path }];
  });
}

const withoutVersion = ({ name, release }: Extension) =>
  name.replace(release['VERSION_ID'] ?? '', '').replace(/[-_.]+$/, '');

/**
 * Extensions for a version that is not there yet. One alone may as well be a wrong extension: it
 * counts only where another of its family still serves a version that is there.
 */
function findExtensionParts({ extensions, versions }: UpgradeFacts): Part[] {
  const newest = findNewest(versions);
  const served = new Set(
    extensions.filter(({ fitsVersions }) => fitsVersions.length > 0).map(withoutVersion),
  );
  return extensions.flatMap((extension): Part[] => {
    const { release, fitsVersions, path, reason } = extension;
    const version = release['VERSION_ID'];
    const isUnfit = reason === 'version-mismatch' && fitsVersions.length === 0;
    if (!isUnfit || version === undefined || !isNewer(version, newest)) return [];
    const hasOld = served.has(withoutVersion(extension));
    return hasOld ? [{ step: 'extensions', stem: null, version, path }] : [];
  });
}

/** As a person says it: like the name of a version of the same kind, with the other number. */
function nameUpgrade(stem: string, version: string, versions: readonly Version[]): string {
  const like = versions.find(
    ({ id, version: other }) => other !== null && id === `${stem}_${other}`,
  );
  const name = like?.version ? like.name.replace(like.version, version) : '';
  return name.includes(version) && name !== '' ? name : [stem, version].filter(Boolean).join(' ');
}

const keyOf = ({ version, stem }: Part) => (version === '' ? (stem ?? '') : version);

function groupParts(parts: readonly Part[]): Part[][] {
  const groups = new Map<string, Part[]>();
  for (const part of parts) groups.set(keyOf(part), [...(groups.get(keyOf(part)) ?? []), part]);
  return [...groups.values()];
}

/** The parts of one version as a problem; the part that came last says how far it got. */
function describeUpgrade(own: readonly Part[], { versions, extensions }: UpgradeFacts): Problem {
  const systems = versions.filter((version) => !version.isLifeboat);
  const version = own[0]?.version ?? '';
  const stem =
    own.find((part) => part.stem !== null)?.stem ??
    systems.map(({ entryId }) => splitVersionedName(entryId)?.stem).find(Boolean) ??
    '';
  const step = steps.findLast((each) => own.some((part) => part.step === each)) ?? 'extensions';
  const related = extensions
    .filter(({ release, matches }) => !matches && release['VERSION_ID'] === version)
    .map(({ path }) => path);
  const isSafe = systems.some(({ complete, state }) => complete && state !== 'bad');
  return createProblem(
    'upgrade-interrupted',
    isSafe ? 'warning' : 'error',
    own.find(({ id }) => id !== undefined)?.id ?? [stem, version].filter(Boolean).join('_'),
    { version: nameUpgrade(stem, version, versions), number: version, step },
    [...new Set([...own.map(({ path }) => path), ...related])],
  );
}

/** One problem for each version that is there in part; `step` is how far it got. */
export const findInterruptedUpgrades = (facts: UpgradeFacts): Problem[] =>
  groupParts([
    ...findLeftoverParts(facts),
    ...findTruncatedParts(facts),
    ...findImageParts(facts),
    ...findExtensionParts(facts),
  ]).map((own) => describeUpgrade(own, facts));
