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
import type { Entry, Machine } from '../../model/machine.ts';
import type { Refusal } from '../../model/plan.ts';
import type { Part, Survey } from '../../model/survey.ts';
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
  /** The boot file in its staging place. */
  uki: Part | null;
  images: Part[];
  extensions: Part[];
}

const toId = (fileName: string) => parseEntryName(fileName).id.replace(/\.efi$/i, '');
const isStaged = ({ path, finalPath }: Part) => path !== finalPath;

/** The versions that a part may say it is for. */
const versionsOf = ({ version, release, finalPath }: Part) =>
  [
    version,
    release['IMAGE_VERSION'],
    release['VERSION_ID'],
    parseNamedVersion(baseName(finalPath)),
  ].filter((each) => each !== undefined && each !== null);

/** The upgrades that were begun on this machine and not completed. */
export function listUpgrades({ machine, survey }: Situation): Upgrade[] {
  const staged = survey.parts.filter(isStaged);
  // Beside a boot file that is whole, a staged one of the same version is only left over.
  const whole = machine.entries.filter(({ problems }) => problems.length === 0);
  const ukis = staged.filter(({ kind, finalPath }) => {
    const id = toId(baseName(finalPath));
    const isThere = whole.some((entry) => toId(entry.id).toLowerCase() === id.toLowerCase());
    return kind === 'uki' && !isThere && !isLifeboat({ id, sortKey: null });
  });
  const broken = machine.entries.filter(
    (entry) => entry.kind === 'uki' && entry.problems.length > 0 && !isLifeboat(entry),
  );
  const ids = new Set([
    ...ukis.map(({ finalPath }) => toId(baseName(finalPath))),
    ...broken.map(({ id }) => toId(id)),
  ]);
  return [...ids].map((id) => {
    const same = (fileName: string) => toId(fileName).toLowerCase() === id.toLowerCase();
    const uki = ukis.find(({ finalPath }) => same(baseName(finalPath))) ?? null;
    const entry = broken.find((each) => same(each.id)) ?? null;
    const versions = [
      ...(uki ? versionsOf(uki) : []),
      entry?.version ?? parseNamedVersion(`${id}.efi`),
    ];
    const belongs = (part: Part) => versionsOf(part).some((each) => versions.includes(each));
    const known = machine.versions.find(({ entryId }) => same(entryId));
    return {
      id: known?.id ?? id,
      name: known?.name ?? uki?.release['PRETTY_NAME'] ?? id,
      broken: entry,
      uki,
      images: staged.filter((part) => part.kind === 'image' && belongs(part)),
      extensions: staged.filter((part) => part.kind === 'extension' && belongs(part)),
    };
  });
}

/** The upgrade that is meant; without one the goal is met, and the proposal is empty. */
function chooseUpgrade(
  situation: Situation,
  goal: 'finish-upgrade' | 'undo-upgrade',
  target: string | null,
): Upgrade | Proposal | Refusal {
  const { versions } = situation.machine;
  const upgrades = listUpgrades(situation);
  const found = upgrades.find(({ id }) => target === null || id === target);
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

function listMissing(machine: Machine, { uki, images, extensions }: Upgrade): string | null {
  if (uki === null) return 'a whole boot file';
  const torn = [uki, ...extensions].find(({ isWhole }) => isWhole === false);
  if (torn) return `the end of ${torn.path}`;
  const unproven = images.find(({ verityPath }) => verityPath === null);
  if (unproven) return `the verity data of ${unproven.path}`;
  const { rootHash } = uki;
  const isOnDisk = machine.disks
    .flatMap(({ partitions }) => partitions)
    .some(({ partUuid }) => partUuid?.replaceAll('-', '') === rootHash?.slice(0, 32).toLowerCase());
  const isNeeded = rootHash !== null && machine.disks.length > 0 && images.length === 0;
  return isNeeded && !isOnDisk ? 'its system image' : null;
}

/** The name of a boot file in its place: an upgrade that never started must not count as good. */
function nameUki({ finalPath }: Part): string {
  const { counter } = parseEntryName(baseName(finalPath));
  if (counter) return finalPath;
  return finalPath.replace(/(\.efi)$/i, `+${String(freshTries)}$1`);
}

function draftImages({ id, name, uki, images }: Upgrade): Draft[] {
  return images.flatMap((image) => {
    const rootHash = uki?.rootHash ?? image.rootHash;
    if (image.verityPath === null || rootHash === null) return [];
    const { place, path, verityPath, finalPath } = image;
    const check = draftVerify(id, name, place, path, verityPath, rootHash);
    if (image.isPlaceTaken) return [check];
    const rest = { subject: id, message: 'plan.step.place', params: { file: finalPath } } as const;
    return [check, draftMove(image, finalPath, rest)];
  });
}

/** Puts the parts of an interrupted upgrade in their places. */
export function planFinishUpgrade(situation: Situation, target: string | null) {
  const { machine, survey } = situation;
  const upgrade = chooseUpgrade(situation, 'finish-upgrade', target);
  if (!isUpgrade(upgrade)) return upgrade;
  const { id, name, uki, broken, extensions, images } = upgrade;
  const missing = listMissing(machine, upgrade);
  if (uki === null || missing !== null) {
    return refuse('PLAN-06', { version: name, missing: missing ?? '' });
  }
  const hashes = new Set([uki.rootHash, ...images.map(({ rootHash }) => rootHash)]);
  hashes.delete(null);
  if (images.length > 0 && hashes.size > 1) return refuse('PLAN-08', { version: name });
  const place = (part: Part, to: string) =>
    draftMove(part, to, { subject: id, message: 'plan.step.place', params: { file: to } });
  const proposal: Proposal = {
    target: id,
    choice: null,
    warnings: images.some(({ isPlaceTaken }) => isPlaceTaken)
      ? [warn('plan.warning.two-places', { version: name })]
      : [],
    drafts: [
      ...extensions
        .filter(({ isPlaceTaken }) => !isPlaceTaken)
        .map((part) => place(part, part.finalPath)),
      ...draftImages(upgrade),
      ...(broken ? [draftAside(survey, broken, id, name)] : []),
      place(uki, nameUki(uki)),
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

/** Takes the parts of an interrupted upgrade out of the way; they are kept. */
export function planUndoUpgrade(situation: Situation, target: string | null): Proposal | Refusal {
  const upgrade = chooseUpgrade(situation, 'undo-upgrade', target);
  if (!isUpgrade(upgrade)) return upgrade;
  const { id, name, broken, uki, images, extensions } = upgrade;
  let survey = situation.survey;
  const drafts: Draft[] = [];
  for (const item of [broken, uki, ...images, ...extensions]) {
    if (item === null) continue;
    const draft = draftAside(survey, item, id, name);
    drafts.push(draft);
    if (draft.action.kind !== 'move-file') continue;
    const path = draft.action.to;
    survey = { ...survey, aside: [...survey.aside, { ...toFile(item), path }] };
  }
  return { target: id, drafts, warnings: [], choice: null };
}
