import type { Entry, Loader } from '../model/machine.ts';
import { matchesGlob } from './glob.ts';
import { isSavedEntry } from './loader-conf.ts';

export type Candidate = Pick<Entry, 'id' | 'state' | 'profiles' | 'problems'>;

/** Problems for which the loader leaves an entry out of its menu. */
const hidingProblems = [
  'not-a-uki',
  'no-os-release',
  'no-program',
  'missing-program',
  'conflicting-keys',
  'other-architecture',
];

/** Whether the loader would offer an entry at all; one that is only damaged inside it would. */
export const isOffered = ({ problems }: Pick<Entry, 'problems'>): boolean =>
  !problems.some((problem) => hidingProblems.includes(problem.split(' ', 1)[0] ?? ''));

/**
 * The ids under which the loader knows an entry: its own, which starts the first profile, and one
 * with `@PROFILE` for each further one.
 */
export const listLoaderIds = ({ id, profiles }: Pick<Entry, 'id' | 'profiles'>): string[] => [
  id,
  ...profiles.slice(1).map((profile) => `${id}@${profile}`),
];

/** Finds the first entry on offer that a setting of the loader names, by one of its ids or a glob. */
function findNamed<T extends Candidate>(
  entries: readonly T[],
  { efiLastBooted }: Loader,
  setting: string | null,
  isFit: (entry: T) => boolean = () => true,
): T | undefined {
  const pattern = setting !== null && isSavedEntry(setting) ? efiLastBooted : setting;
  if (pattern === null) return undefined;
  const matches = (entry: T) => listLoaderIds(entry).some((id) => matchesGlob(pattern, id));
  return entries.find((entry) => isOffered(entry) && matches(entry) && isFit(entry));
}

/**
 * The entry that the loader starts by itself, undefined when there is none. `entries` are in its
 * order. What is preferred is passed over when it is bad, a default is not; `@saved` stands for the
 * entry that was started last. The one-shot entry is left out, since it counts for one start only.
 * systemd-boot(7), loader.conf(5), Boot Loader Interface.
 */
export function chooseEntry<T extends Candidate>(
  entries: readonly T[],
  loader: Loader,
): T | undefined {
  const isNotBad = (entry: T) => entry.state !== 'bad';
  return (
    findNamed(entries, loader, loader.efiPreferred, isNotBad) ??
    findNamed(entries, loader, loader.confPreferred, isNotBad) ??
    findNamed(entries, loader, loader.efiDefault) ??
    findNamed(entries, loader, loader.confDefault) ??
    entries.find(isOffered)
  );
}

/** The entry that the very next start takes: the one-shot entry where one is set, else its choice. */
export const chooseNextEntry = <T extends Candidate>(
  entries: readonly T[],
  loader: Loader,
): T | undefined => findNamed(entries, loader, loader.efiOneShot) ?? chooseEntry(entries, loader);
