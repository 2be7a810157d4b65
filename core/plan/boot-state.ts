import { parseEntryName, stateOfCounter } from '../boot/counter.ts';
import { compareEntries } from '../boot/order.ts';
import type { Entry, Loader, Machine } from '../model/machine.ts';
import type { Action, ActionOf } from '../model/plan.ts';
import { emptySurvey, type Part, type Survey } from '../model/survey.ts';
import { baseName, directoryOf, getAsideDirectory } from './staging.ts';

/** The part of a machine that actions change: what is decided by at the next start. */
export interface BootState {
  /** In the loader's order. */
  entries: Entry[];
  loader: Loader;
  survey: Survey;
  /** Ids of the entries that have everything they need. */
  complete: ReadonlySet<string>;
  /** Entries whose files lie elsewhere, with those places as their paths. */
  aside: Entry[];
  /** Parts of upgrades that lie there. */
  asideParts: Part[];
}

/** The machine's present boot state. */
export const toBootState = (machine: Machine, survey: Survey = emptySurvey): BootState => ({
  entries: machine.entries,
  loader: machine.loader,
  survey,
  complete: new Set(
    machine.versions.filter(({ complete }) => complete).map(({ entryId }) => entryId),
  ),
  aside: [],
  asideParts: [],
});

/** The boot state after `action`, as the loader would see it. Changes nothing. */
export function applyAction(state: BootState, action: Action): BootState {
  const { loader, survey } = state;
  switch (action.kind) {
    case 'set-efi-default':
      return { ...state, loader: { ...loader, efiDefault: action.to } };
    case 'set-efi-once':
      return { ...state, loader: { ...loader, efiOneShot: action.to } };
    case 'set-loader-default':
      return { ...state, loader: { ...loader, confDefault: action.to } };
    case 'rename-entry':
      return {
        ...state,
        entries: state.entries
          .map((entry) => (isAt(entry, action) ? renameEntry(entry, action.to) : entry))
          .sort(compareEntries),
      };
    case 'move-file':
      return { ...state, ...moveEntry(state, action), ...moveParts(state, action) };
    case 'set-link': {
      const others = survey.links.filter(({ path }) => path !== action.path);
      const link = action.to === null ? [] : [{ path: action.path, to: action.to }];
      return { ...state, survey: { ...survey, links: [...others, ...link] } };
    }
    case 'verify-image':
      return state;
    case 'set-grub-variable': {
      if (survey.grub === null) return state;
      const others = Object.entries(survey.grub.variables).filter(([name]) => name !== action.name);
      const own: [string, string][] = action.to === null ? [] : [[action.name, action.to]];
      const variables = Object.fromEntries([...others, ...own]);
      return { ...state, survey: { ...survey, grub: { ...survey.grub, variables } } };
    }
    case 'set-default-subvolume': {
      if (survey.snapper === null) return state;
      const snapper = { ...survey.snapper, defaultSubvolumeId: action.to };
      return { ...state, survey: { ...survey, snapper } };
    }
  }
}

const isAt = (entry: Entry, { place, from }: ActionOf<'rename-entry' | 'move-file'>) =>
  entry.partition === place && entry.path === from;

function renameEntry(entry: Entry, path: string): Entry {
  const { id, counter } = parseEntryName(baseName(path));
  return { ...entry, path, id, counter, state: stateOfCounter(counter) };
}

const isEntryPath = (path: string) => /^EFI\/Linux\/(?!\.)[^/]+\.efi$/i.test(path);

/** The entry that a UKI is once it lies where the loader looks. */
function toEntry(part: Part, path: string): Entry | null {
  if (part.kind !== 'uki' || part.place === 'system') return null;
  const { IMAGE_ID, ID, IMAGE_VERSION, VERSION_ID, PRETTY_NAME } = part.release;
  const entry: Entry = {
    id: '',
    path,
    partition: part.place,
    sizeBytes: part.sizeBytes,
    fingerprint: part.fingerprint,
    kind: 'uki',
    title: PRETTY_NAME ?? null,
    version: IMAGE_VERSION ?? VERSION_ID ?? null,
    sortKey: IMAGE_ID ?? ID ?? null,
    machineId: null,
    architecture: null,
    kernelVersion: null,
    counter: null,
    state: 'good',
    isDefault: false,
    isSelected: false,
    cmdline: null,
    usrHash: null,
    rootHash: part.rootHash,
    profiles: [],
    profileTitles: [],
    addons: [],
    extensionPaths: [],
    credentialPaths: [],
    problems: part.isWhole === true ? [] : ['truncated'],
  };
  return renameEntry(entry, path);
}

type Move = ActionOf<'move-file'>;
type Kept = Pick<Part, 'place' | 'path' | 'sizeBytes' | 'fingerprint'>;

const isMoved =
  ({ place, from }: Move) =>
  (item: { place: string; path: string }) =>
    item.place === place && item.path === from;

/** The entries after a move: one that leaves the loader's sight is remembered, and comes back. */
function moveEntry(
  state: BootState,
  action: Move,
): Pick<BootState, 'entries' | 'aside' | 'complete'> {
  const { to } = action;
  const known = [...state.entries, ...state.aside].find((entry) => isAt(entry, action));
  const part = state.survey.parts.find(isMoved(action));
  const arrived = known ? renameEntry(known, to) : part ? toEntry(part, to) : null;
  const entries = state.entries.filter((entry) => !isAt(entry, action));
  const aside = state.aside.filter((entry) => !isAt(entry, action));
  const complete = new Set(state.complete);
  if (arrived && isEntryPath(to)) {
    entries.push(arrived);
    // Several files can share an identity; what is whole is judged for the one that just came.
    if (arrived.problems.length === 0) complete.add(arrived.id);
    else complete.delete(arrived.id);
  } else if (known && arrived) aside.push(arrived);
  return { entries: entries.sort(compareEntries), aside, complete };
}

/** The other files after a move: what lies aside is no part of anything until it comes back. */
function moveParts(
  { survey, asideParts }: BootState,
  action: Move,
): Pick<BootState, 'survey' | 'asideParts'> {
  const isIt = isMoved(action);
  const { place, to } = action;
  const goesAside = directoryOf(to) === getAsideDirectory(place);
  const known = [...survey.parts, ...asideParts]
    .filter(isIt)
    .map((part) => ({ ...part, path: to }));
  const parts = survey.parts.filter((part) => !isIt(part));
  const aside: Kept[] = survey.aside.filter((item) => !isIt(item));
  if (goesAside) {
    const [{ sizeBytes, fingerprint } = { sizeBytes: 0, fingerprint: '' }] = known;
    return {
      survey: { ...survey, parts, aside: [...aside, { place, path: to, sizeBytes, fingerprint }] },
      asideParts: [...asideParts, ...known],
    };
  }
  return {
    survey: { ...survey, parts: [...parts, ...known], aside },
    asideParts: asideParts.filter((part) => !isIt(part)),
  };
}

/** Whether an entry starts Lifeboat itself, which is shown and never chosen, changed or counted. */
export const isLifeboat = (entry: Pick<Entry, 'id' | 'sortKey'>): boolean =>
  entry.sortKey === 'lifeboat' || /^lifeboat([_.-]|$)/i.test(entry.id);

/**
 * The entries that start once the machine is in this state, Lifeboat's own apart. Bad ones count
 * only where nothing better is left, since the loader then starts those.
 */
export function listStartable({ entries, complete }: BootState): string[] {
  const whole = entries.filter((entry) => complete.has(entry.id) && !isLifeboat(entry));
  const unmarked = whole.filter((entry) => entry.state !== 'bad');
  return (unmarked.length > 0 ? unmarked : whole).map(({ id }) => id);
}

/** All entries that start once the machine is in this state, in the loader's order. */
export function listBootable(state: BootState): string[] {
  const startable = new Set(listStartable(state));
  return state.entries
    .filter(
      (entry) =>
        startable.has(entry.id) ||
        (isLifeboat(entry) && entry.state !== 'bad' && state.complete.has(entry.id)),
    )
    .map(({ id }) => id);
}
