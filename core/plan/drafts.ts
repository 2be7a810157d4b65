import { parseEntryName, withTriesLeft } from '../boot/counter.ts';
import { sayInEnglish, type MessageId } from '../messages/domain.ts';
import type { Entry, Machine, Version } from '../model/machine.ts';
import type { Action, Precondition, Refusal, RefusalCode, Step, Warning } from '../model/plan.ts';
import type { Part, Survey } from '../model/survey.ts';
import type { Params } from '../result.ts';
import { baseName, directoryOf, getAsideDirectory } from './staging.ts';

/** A step before its place in the plan is known. */
export type Draft = Pick<Step, 'subject' | 'action' | 'precondition' | 'inverse'> & {
  message: MessageId;
  params: Params;
};

/** What a goal comes to: the steps in their order, or why there are none. */
export interface Proposal {
  target: string;
  drafts: Draft[];
  warnings: Warning[];
  /** The entry that the loader must choose at the end; null where the goal is another. */
  choice: string | null;
}

export const freshTries = 3;

export const refuse = (code: RefusalCode, params: Params): Refusal => ({
  refusal: { code, params, sentence: sayInEnglish(`failure.${code}.what`, params) },
});

export const warn = (message: MessageId, params: Params = {}): Warning => ({
  message,
  params,
  sentence: sayInEnglish(message, params),
});

export const entryOf = (machine: Machine, version: Version): Entry | undefined =>
  machine.entries.find(({ id }) => id === version.entryId);

export const entryIs = ({ partition, path, sizeBytes, fingerprint }: Entry): Precondition => ({
  kind: 'file-is',
  place: partition,
  path,
  sizeBytes,
  fingerprint,
});

type Identified = Pick<Part, 'place' | 'path' | 'sizeBytes' | 'fingerprint'>;

export const fileIs = ({ place, path, sizeBytes, fingerprint }: Identified): Precondition => ({
  kind: 'file-is',
  place,
  path,
  sizeBytes,
  fingerprint,
});

/** The draft of a rename of an entry's file; null when its name is that already. */
export function draftRename(
  entry: Entry,
  name: string | null,
  rest: Pick<Draft, 'subject' | 'message' | 'params'>,
): Draft | null {
  const { partition, path } = entry;
  const to = name === null ? path : `${directoryOf(path)}/${name}`;
  if (to === path) return null;
  return {
    ...rest,
    action: { kind: 'rename-entry', place: partition, from: path, to },
    inverse: { kind: 'rename-entry', place: partition, from: to, to: path },
    precondition: entryIs(entry),
  };
}

/** Makes `target` what the loader starts; null when it already is and stays so. */
export function draftDefault(machine: Machine, target: Version): Draft | null {
  const { loader } = machine;
  const current = loader.efi ? loader.efiDefault : loader.confDefault;
  // Without a pin a good version stays the choice only while nothing newer is tried.
  const isSettled = target.isDefault && (target.state === 'good' || current === target.entryId);
  if (isSettled || current === target.entryId) return null;
  const kind = loader.efi ? 'set-efi-default' : 'set-loader-default';
  const action: Action = { kind, to: target.entryId };
  return {
    subject: target.id,
    message: 'plan.step.set-default',
    params: { version: target.name },
    action,
    precondition: { kind: loader.efi ? 'efi-default-is' : 'loader-default-is', value: current },
    inverse: { kind, to: current },
  };
}

/** Sets the tries that a version has left; null when it carries no counter or has so many. */
export function draftTries(
  machine: Machine,
  version: Version,
  left: number,
  message: MessageId,
): Draft | null {
  const entry = entryOf(machine, version);
  const name = entry ? withTriesLeft(baseName(entry.path), left) : null;
  const params = { version: version.name, count: left };
  return entry && name ? draftRename(entry, name, { subject: version.id, message, params }) : null;
}

/** Takes the counter away, which is what says that a version is good; null when it has none. */
export function draftMarkGood(machine: Machine, version: Version): Draft | null {
  const entry = entryOf(machine, version);
  if (!entry?.counter) return null;
  return draftRename(entry, parseEntryName(baseName(entry.path)).id, {
    subject: version.id,
    message: 'plan.step.mark-good',
    params: { version: version.name },
  });
}

/** Reads the images that a version needs through, where their partitions are known. */
export function draftVerifications(machine: Machine, version: Version): Draft[] {
  const entry = entryOf(machine, version);
  return machine.images
    .filter(({ role, usedBy }) => !role.endsWith('-verity') && usedBy.includes(version.entryId))
    .flatMap((image): Draft[] => {
      const rootHash = image.role === 'root' ? entry?.rootHash : entry?.usrHash;
      const hash = machine.images.find(
        ({ role, usedBy }) => role === `${image.role}-verity` && usedBy.includes(version.entryId),
      );
      if (!rootHash || !hash || ![image, hash].every(({ path }) => path.startsWith('/dev/'))) {
        return [];
      }
      return [draftVerify(version.id, version.name, 'device', image.path, hash.path, rootHash)];
    });
}

/** Reads one image through and compares it with its root hash. */
export const draftVerify = (
  subject: string,
  version: string,
  place: Part['place'] | 'device',
  data: string,
  hash: string,
  rootHash: string,
): Draft => ({
  subject,
  message: 'plan.step.verify',
  params: { version },
  action: { kind: 'verify-image', place, data, hash, rootHash },
  precondition: { kind: 'image-is', data, rootHash },
  inverse: null,
});

/** Moves a file to where it belongs, or out of the way. */
export const draftMove = (
  file: Identified,
  to: string,
  rest: Pick<Draft, 'subject' | 'message' | 'params'>,
): Draft => ({
  ...rest,
  action: { kind: 'move-file', place: file.place, from: file.path, to },
  inverse: { kind: 'move-file', place: file.place, from: to, to: file.path },
  precondition: fileIs(file),
});

/** A name in the place for things moved aside that nothing has yet. */
export function findAsidePath(survey: Survey, place: Part['place'], path: string): string {
  const wanted = `${getAsideDirectory(place)}/${baseName(path)}`;
  const isTaken = (candidate: string) =>
    survey.aside.some(
      (item) => item.place === place && item.path.toLowerCase() === candidate.toLowerCase(),
    );
  let candidate = wanted;
  for (let n = 2; isTaken(candidate); n += 1) candidate = `${wanted}.${String(n)}`;
  return candidate;
}
