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
  const offered = entries.filter(isOffered);
  const find = (setting: string | null, isFit: (entry: T) => boolean = () => true) => {
    const pattern = setting !== null && isSavedEntry(setting) ? loader.efiLastBooted : setting;
    if (pattern === null) return undefined;
    const matches = (entry: T) => listLoaderIds(entry).some((id) => matchesGlob(pattern, id));
    return offered.find((entry) => matches(entry) && isFit(entry));
  };
  const isNotBad = (entry: T) => entry.state !== 'bad';
  return (
    find(loader.efiPreferred, isNotBad) ??
    find(loader.confPreferred, isNotBad) ??
    find(loader.efiDefault) ??
    find(loader.confDefault) ??
    offered[0]
  );
}
