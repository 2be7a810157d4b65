import { chooseEntry, chooseNextEntry, listLoaderIds } from '../boot/choice.ts';
import { getCmdlineValue } from '../boot/cmdline.ts';
import { parseEntryName, stateOfCounter } from '../boot/counter.ts';
import { toLowerAscii } from '../boot/lines.ts';
import { compareEntries } from '../boot/order.ts';
import { parseType1 } from '../boot/type1.ts';
import { describeUki, type Uki } from '../boot/uki.ts';
import type { Entry } from '../model/machine.ts';
import type { OsRelease } from '../os-release.ts';
import type { BootFacts, EntryFacts } from './facts.ts';

export interface EntryWithRelease {
  entry: Entry;
  /** The os-release in the UKI, which says what system it starts; empty for type #1 entries. */
  release: OsRelease;
  /** Whether it is the loader's choice at ordinary starts, whatever it starts this once. */
  isChoice: boolean;
}

type Content = Uki & { machineId: string | null; isUnknownArchitecture: boolean };

function describeContent({ content }: EntryFacts): Content {
  if (content.kind === 'uki') {
    const uki = describeUki(content.pe, content.texts, content.isCutOff);
    const isUnknownArchitecture = content.pe !== null && uki.architecture === null;
    return { ...uki, machineId: null, isUnknownArchitecture };
  }
  const { program, problems, ...type1 } = parseType1(content.text);
  const describeMissing = (path: string) =>
    `${path === program ? 'missing-program' : 'missing-file'} ${path}`;
  return {
    ...type1,
    kernelVersion: null,
    profiles: [],
    profileTitles: [],
    release: {},
    problems: [...problems, ...content.missingFiles.map(describeMissing)],
  };
}

function describeEntry(
  facts: EntryFacts,
  architecture: string | null,
): Pick<EntryWithRelease, 'entry' | 'release'> {
  const { id, counter } = parseEntryName(facts.path.replace(/^.*\//, ''));
  const content = describeContent(facts);
  const isForeign =
    architecture !== null &&
    (content.isUnknownArchitecture ||
      (content.architecture !== null && content.architecture !== architecture));
  const listCompanions = (suffix: string) =>
    facts.companions.filter((path) => path.toLowerCase().endsWith(suffix));
  const getHash = (key: string) => {
    const hash = getCmdlineValue(content.cmdline ?? '', key);
    return hash === '' ? null : hash;
  };
  const entry: Entry = {
    id,
    path: facts.path,
    partition: facts.partition,
    sizeBytes: facts.sizeBytes,
    fingerprint: facts.fingerprint,
    kind: facts.content.kind,
    title: content.title,
    version: content.version,
    sortKey: content.sortKey,
    machineId: content.machineId,
    architecture: content.architecture,
    kernelVersion: content.kernelVersion,
    counter,
    state: stateOfCounter(counter),
    isDefault: false,
    isSelected: false,
    cmdline: content.cmdline,
    usrHash: getHash('usrhash'),
    rootHash: getHash('roothash'),
    profiles: content.profiles,
    profileTitles: content.profileTitles,
    addons: listCompanions('.addon.efi'),
    extensionPaths: listCompanions('.raw'),
    credentialPaths: listCompanions('.cred'),
    problems: isForeign
      ? [...content.problems, `other-architecture ${content.architecture ?? 'unknown'}`]
      : content.problems,
  };
  return { entry, release: content.release };
}

/**
 * The entry that was started. Loaders before systemd 259 name it with the counter that it had then,
 * and all of them with the profile that was chosen.
 */
function findSelected(entries: readonly Entry[], selected: string | null): Entry | undefined {
  if (selected === null) return undefined;
  const findId = (id: string) =>
    entries.find((entry) => listLoaderIds(entry).some((own) => toLowerAscii(own) === id));
  const exact = toLowerAscii(selected);
  return findId(exact) ?? findId(parseEntryName(exact.replace(/@[^@]*$/, '')).id);
}

/**
 * The entries of the boot partitions in the loader's order, its choice marked. Those that it would
 * hide on a machine of this architecture (null: of any) stay in the list with the reason as their
 * problem, and are never its choice.
 */
export function assembleEntries(
  boot: BootFacts,
  architecture: string | null = null,
): EntryWithRelease[] {
  const described = boot.entries
    .map((facts) => describeEntry(facts, architecture))
    .sort((a, b) => compareEntries(a.entry, b.entry));
  const entries = described.map(({ entry }) => entry);
  // Two files can share an identity (another counter, the other partition): the first one counts.
  const next = chooseNextEntry(entries, boot.loader);
  const choice = chooseEntry(entries, boot.loader);
  const selected = findSelected(entries, boot.loader.efiSelected);
  return described.map(({ entry, release }) => ({
    entry: { ...entry, isDefault: entry === next, isSelected: entry === selected },
    release,
    isChoice: entry === choice,
  }));
}
