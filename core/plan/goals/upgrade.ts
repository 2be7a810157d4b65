/**
 * An interrupted upgrade: a boot file that ends too early, or parts that still lie in their staging
 * places. Finishing puts the parts in their places, the extensions first and the boot file last: an
 * extension that matches no running base is ignored, so the version before starts after each step.
 * Undoing goes the other way round: first the boot file out of the way, then what only it needs.
 *
 * An image that cannot be replaced together with its boot file stays in its second place: the early
 * boot tries both places, the wrong one fails its root hash, and the version that started well
 * renames the new one over the old.
 */
import { parseEntryName } from '../../boot/counter.ts';
import type { MessageId } from '../../messages/domain.ts';
import type { Entry, Machine } from '../../model/machine.ts';
import type { Refusal } from '../../model/plan.ts';
import type { Part, Survey } from '../../model/survey.ts';
import type { Phrase } from '../../result.ts';
import { isLifeboat } from '../boot-state.ts';
import {
  draftMove,
  draftVerify,
  findAsidePath,
  freshTries,
  refuse,
  warn,
  type Draft,
  type Proposal,
} from '../drafts.ts';
import type { Situation } from '../providers/provider.ts';
import { baseName, directoryOf, parseNamedVersion } from '../staging.ts';

export interface Upgrade {
  id: string;
  name: string;
  /** The boot file in its place that does not start. */
  broken: Entry | null;
  /** The boot file in its staging place; more than one where it was fetched again. */
  ukis: Part[];
  images: Part[];
  extensions: Part[];
  /** Those of its images and extensions that another boot file is waiting for as well. */
  shared: Part[];
  /** Whether its boot file is in its place and whole: then only other parts are missing. */
  isInstalled: boolean;
}

/** An entry's id without its suffix; a counter in it is part of the name, and only looks like one. */
const stemOf = (id: string) => id.replace(/\.efi$/i, '');
const toId = (fileName: string) => stemOf(parseEntryName(fileName).id);
const isStaged = ({ path, finalPath }: Part) => path !== finalPath;
const isSame = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

/** The name of a system in a file name such as demo_1.1.root.raw. */
const parseSystem = (fileName: string) => fileName.replace(/[_-]\d.*$/, '');

/**
 * What an image or extension is for, by its release or else by its name: demo_1.1. The name of an
 * extension is its own and not the system's; without a release only its version is known: _1.1.
 */
function keyOf({ kind, release, version, finalPath }: Part): string {
  const name = baseName(finalPath);
  const system = release['ID'] ?? (kind === 'extension' ? '' : parseSystem(name));
  return `${system}_${release['VERSION_ID'] ?? version ?? parseNamedVersion(name) ?? ''}`;
}

/** The keys of the parts that belong to a boot file, whose name and release may differ. */
function listKeys(id: string, ukis: Part[], broken: Entry | null): Set<string> {
  const releases = ukis.map(({ release }) => release);
  const systems = ['', parseSystem(id), broken?.sortKey];
  const versions = [parseNamedVersion(`${id}.efi`), broken?.version];
  for (const { ID, IMAGE_ID, VERSION_ID, IMAGE_VERSION } of releases) {
    systems.push(ID, IMAGE_ID);
    versions.push(VERSION_ID, IMAGE_VERSION);
  }
  return new Set(
    systems.flatMap((system) => versions.map((each) => `${system ?? ''}_${each ?? ''}`)),
  );
}

const splitParts = (parts: Part[]) => ({
  images: parts.filter(({ kind }) => kind === 'image'),
  extensions: parts.filter(({ kind }) => kind === 'extension'),
});

/** The upgrades that were begun on this machine and not completed. */
export function listUpgrades({ machine, survey }: Situation): Upgrade[] {
  const staged = survey.parts.filter(isStaged);
  // Beside a boot file that is whole, a staged one of the same version is only left over.
  const whole = machine.entries.filter(({ problems }) => problems.length === 0);
  const ukis = staged.filter(({ kind, finalPath }) => {
    const id = toId(baseName(finalPath));
    const isThere = whole.some((entry) => isSame(stemOf(entry.id), id));
    return kind === 'uki' && !isThere && !isLifeboat({ id, sortKey: null });
  });
  const broken = machine.entries.filter(
    (entry) => entry.kind === 'uki' && entry.problems.length > 0 && !isLifeboat(entry),
  );
  const ids = new Set([
    ...ukis.map(({ finalPath }) => toId(baseName(finalPath))),
    ...broken.map(({ id }) => stemOf(id)),
  ]);
  const bootFiles = [...ids].map((id) => {
    const own = ukis.filter(({ finalPath }) => isSame(toId(baseName(finalPath)), id));
    const entry = broken.find((each) => isSame(stemOf(each.id), id)) ?? null;
    return { id, own, entry, keys: listKeys(id, own, entry) };
  });
  const others = staged.filter(({ kind }) => kind !== 'uki');
  const countWaiting = (part: Part) => bootFiles.filter(({ keys }) => keys.has(keyOf(part))).length;
  const upgrades = bootFiles.map(({ id, own, entry, keys }): Upgrade => {
    const parts = others.filter((part) => keys.has(keyOf(part)));
    const known = machine.versions.find(({ entryId }) => isSame(stemOf(entryId), id));
    return {
      id: known?.id ?? id,
      name: known?.name ?? own[0]?.release['PRETTY_NAME'] ?? id,
      broken: entry,
      ukis: own,
      ...splitParts(parts),
      shared: parts.filter((part) => countWaiting(part) > 1),
      isInstalled: false,
    };
  });
  const unclaimed = others.filter((part) => countWaiting(part) === 0);
  return [...upgrades, ...listWithoutUki(machine, unclaimed)];
}

/** Upgrades of which only images or extensions are left in staging, one for each version. */
function listWithoutUki(machine: Machine, parts: Part[]): Upgrade[] {
  const systems = machine.versions.filter(({ isLifeboat: isOurs }) => !isOurs);
  return [...new Set(parts.map(keyOf))].map((key) => {
    const version = key.startsWith('_') ? key.slice(1) : null;
    const known = systems.find(
      (each) => each.id === key || (version !== null && each.version === version),
    );
    return {
      id: known?.id ?? version ?? key,
      name: known?.name ?? version ?? key,
      broken: null,
      ukis: [],
      ...splitParts(parts.filter((part) => keyOf(part) === key)),
      shared: [],
      isInstalled: known?.complete === true,
    };
  });
}

/** The upgrade to `target`; where its boot file has gone already, what is left of it. */
function findUpgrade(upgrades: Upgrade[], target: string): Upgrade | undefined {
  const exact = upgrades.find(({ id }) => id === target);
  if (exact) return exact;
  const keys = listKeys(target, [], null);
  const rest = upgrades
    .filter(({ broken, ukis }) => !broken && ukis.length === 0)
    .flatMap(({ images, extensions }) => [...images, ...extensions])
    .filter((part) => keys.has(keyOf(part)));
  if (rest.length === 0) return undefined;
  const nothing = { broken: null, ukis: [], shared: [], isInstalled: false };
  return { id: target, name: target, ...nothing, ...splitParts(rest) };
}

/** The upgrade that is meant; without one the goal is met, and the proposal is empty. */
function chooseUpgrade(
  situation: Situation,
  goal: 'finish-upgrade' | 'undo-upgrade',
  wanted: string | null,
): Upgrade | Proposal | Refusal {
  // A plan that found nothing to do names nothing, and must mean the same when it is made again.
  const target = wanted === '' ? null : wanted;
  const { versions } = situation.machine;
  const upgrades = listUpgrades(situation);
  const found = target === null ? upgrades[0] : findUpgrade(upgrades, target);
  if (found && (target !== null || upgrades.length === 1)) return found;
  if (found) {
    return refuse('PLAN-04', { goal, choices: upgrades.map(({ id }) => id).join(', ') });
  }
  const known = versions.find(({ id, isDefault, isLifeboat }) =>
    target === null ? isDefault && !isLifeboat : id === target,
  );
  // What was taken out of the way is not known any more, and that is what undoing is for.
  const isMet = known !== undefined || target === null || goal === 'undo-upgrade';
  if (!isMet) return refuse('PLAN-01', { target });
  return { target: known?.id ?? target ?? '', drafts: [], warnings: [], choice: null };
}

const isUpgrade = (found: Upgrade | Proposal | Refusal): found is Upgrade => 'extensions' in found;

/** The staged boot file that is used: one that is whole, where there is one. */
const findUki = ({ ukis }: Upgrade): Part | null =>
  ukis.find(({ isWhole }) => isWhole === true) ?? ukis[0] ?? null;

const phrase = (message: MessageId, params: Phrase['params'] = {}): Phrase => ({ message, params });

/** The images that a run that was cut off has put in their places already. */
function listPlacedImages({ parts }: Survey, upgrade: Upgrade): Part[] {
  const rootHash = findUki(upgrade)?.rootHash ?? null;
  return parts.filter(
    (part) =>
      part.kind === 'image' &&
      !isStaged(part) &&
      part.verityPath !== null &&
      rootHash !== null &&
      part.rootHash === rootHash,
  );
}

/** What the upgrade lacks to be finished, as a sentence names it; null when all is there. */
function findMissing({ machine, survey }: Situation, upgrade: Upgrade): Phrase | null {
  const { images, extensions, isInstalled } = upgrade;
  const uki = findUki(upgrade);
  if (uki === null && !isInstalled) return phrase('missing.whole-boot-file');
  const torn = [uki, ...extensions].find((part) => part?.isWhole === false);
  if (torn) return phrase('missing.end', { path: torn.path });
  const unproven = images.find(({ verityPath }) => verityPath === null);
  if (unproven) return phrase('missing.verity-data', { path: unproven.path });
  const rootHash = uki?.rootHash ?? null;
  const isOnDisk = machine.disks
    .flatMap(({ partitions }) => partitions)
    .some(({ partUuid }) => partUuid?.replaceAll('-', '') === rootHash?.slice(0, 32).toLowerCase());
  const isThere = isOnDisk || listPlacedImages(survey, upgrade).length > 0;
  const isNeeded = rootHash !== null && machine.disks.length > 0 && images.length === 0;
  return isNeeded && !isThere ? phrase('missing.system-image') : null;
}

/** The name of a boot file in its place: an upgrade that never started must not count as good. */
function nameUki({ finalPath }: Part): string {
  const { counter } = parseEntryName(baseName(finalPath));
  if (counter) return finalPath;
  return finalPath.replace(/(\.efi)$/i, `+${String(freshTries)}$1`);
}

function draftImages(survey: Survey, upgrade: Upgrade, images: Part[]): Draft[] {
  const { id, name } = upgrade;
  const uki = findUki(upgrade);
  return [...listPlacedImages(survey, upgrade), ...images].flatMap((image) => {
    const rootHash = uki?.rootHash ?? image.rootHash;
    if (image.verityPath === null || rootHash === null) return [];
    const { place, path, verityPath, finalPath } = image;
    const check = draftVerify(id, name, place, path, verityPath, rootHash);
    if (image.isPlaceTaken || !isStaged(image)) return [check];
    const rest = { subject: id, message: 'plan.step.place', params: { file: finalPath } } as const;
    return [check, draftMove(image, finalPath, rest)];
  });
}

/** Puts the parts of an interrupted upgrade in their places. */
export function planFinishUpgrade(situation: Situation, target: string | null) {
  const { survey } = situation;
  const upgrade = chooseUpgrade(situation, 'finish-upgrade', target);
  if (!isUpgrade(upgrade)) return upgrade;
  const { id, name, ukis, broken, extensions, images } = upgrade;
  const uki = findUki(upgrade);
  const missing = findMissing(situation, upgrade);
  if (missing !== null) return refuse('PLAN-06', { version: name, missing: [missing] });
  const hashes = new Set([uki?.rootHash ?? null, ...images.map(({ rootHash }) => rootHash)]);
  hashes.delete(null);
  if (images.length > 0 && hashes.size > 1) return refuse('PLAN-08', { version: name });
  const putAt = (part: Part, to: string) =>
    draftMove(part, to, { subject: id, message: 'plan.step.place', params: { file: to } });
  // A second copy of anything would overwrite the first, or pass for another upgrade afterwards.
  const isFirst = (part: Part, index: number, all: Part[]) =>
    index ===
    all.findIndex(({ place, finalPath }) => place === part.place && finalPath === part.finalPath);
  const spareParts = [...images, ...extensions].filter((...each) => !isFirst(...each));
  const inTheWay = [...(broken ? [broken] : []), ...ukis.filter((each) => each !== uki)];
  const aside = draftAllAside(survey, [...spareParts, ...inTheWay], id, name);
  const proposal: Proposal = {
    target: id,
    choice: null,
    warnings: images.some(({ isPlaceTaken }) => isPlaceTaken)
      ? [warn('plan.warning.two-places', { version: name })]
      : [],
    drafts: [
      ...aside.slice(0, spareParts.length),
      ...extensions
        .filter(isFirst)
        .filter(({ isPlaceTaken }) => !isPlaceTaken)
        .map((part) => putAt(part, part.finalPath)),
      ...draftImages(survey, upgrade, images.filter(isFirst)),
      ...aside.slice(spareParts.length),
      ...(uki ? [putAt(uki, nameUki(uki))] : []),
    ],
  };
  return proposal;
}

const toFile = (item: Entry | Part) =>
  'partition' in item ? { ...item, place: item.partition } : item;

function draftAside(survey: Survey, item: Entry | Part, subject: string, version: string): Draft {
  const file = toFile(item);
  const to = findAsidePath(survey, file.place, file.path);
  const params = { version, file: baseName(file.path), directory: directoryOf(to) };
  return draftMove(file, to, { subject, message: 'plan.step.aside', params });
}

/** Moves several things aside, each to a name that none of the others has. */
function draftAllAside(survey: Survey, items: (Entry | Part)[], id: string, name: string): Draft[] {
  let known = survey;
  return items.map((item) => {
    const draft = draftAside(known, item, id, name);
    if (draft.action.kind === 'move-file') {
      const path = draft.action.to;
      known = { ...known, aside: [...known.aside, { ...toFile(item), path }] };
    }
    return draft;
  });
}

/** Takes the parts of an interrupted upgrade out of the way; they are kept. */
export function planUndoUpgrade(situation: Situation, target: string | null): Proposal | Refusal {
  const upgrade = chooseUpgrade(situation, 'undo-upgrade', target);
  if (!isUpgrade(upgrade)) return upgrade;
  const { id, name, broken, ukis, images, extensions, shared } = upgrade;
  const own = [...images, ...extensions].filter((part) => !shared.includes(part));
  const items = [...(broken ? [broken] : []), ...ukis, ...own];
  const drafts = draftAllAside(situation.survey, items, id, name);
  return { target: id, drafts, warnings: [], choice: null };
}
