import { chooseEntry } from '../boot/choice.ts';
import { parseEntryName, stateOfCounter } from '../boot/counter.ts';
import { getCmdlineValue } from '../boot/cmdline.ts';
import { compareEntries } from '../boot/order.ts';
import { parseType1 } from '../boot/type1.ts';
import { describeUki } from '../boot/uki.ts';
import type { Entry } from '../model/machine.ts';
import type { OsRelease } from '../os-release.ts';
import type { BootFacts, EntryFacts } from './facts.ts';

export interface EntryWithRelease {
  entry: Entry;
  /** The os-release in the UKI, which says what system it starts; empty for type #1 entries. */
  release: OsRelease;
}

function describeContent({ content }: EntryFacts) {
  if (content.kind === 'uki') return { ...describeUki(content.pe, content.texts), machineId: null };
  const problems = content.missingFiles.map((path) => `missing-file ${path}`);
  return { ...parseType1(content.text), profiles: [], release: {}, problems };
}

function describeEntry(facts: EntryFacts): EntryWithRelease {
  const { id, counter } = parseEntryName(facts.path.replace(/^.*\//, ''));
  const { release, ...content } = describeContent(facts);
  const isAddon = (name: string) => name.endsWith('.addon.efi');
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
    counter,
    state: stateOfCounter(counter),
    isDefault: false,
    isSelected: false,
    cmdline: content.cmdline,
    usrHash: content.cmdline && getCmdlineValue(content.cmdline, 'usrhash'),
    rootHash: content.cmdline && getCmdlineValue(content.cmdline, 'roothash'),
    profiles: content.profiles,
    addons: facts.companions.filter(isAddon),
    extensionPaths: facts.companions.filter((name) => !isAddon(name)),
    problems: content.problems,
  };
  return { entry, release };
}

/** The entries of the boot partitions in the loader's order, its choice marked. */
export function assembleEntries(boot: BootFacts): EntryWithRelease[] {
  const described = boot.entries
    .map(describeEntry)
    .sort((a, b) => compareEntries(a.entry, b.entry));
  const chosen = chooseEntry(
    described.map(({ entry }) => entry),
    boot.loader,
  );
  const selected = boot.loader.efiSelected?.toLowerCase();
  // Two files can share an identity (another counter, the other partition): the first one counts.
  const first = (id: string | null | undefined) =>
    described.find(({ entry }) => entry.id.toLowerCase() === id?.toLowerCase())?.entry;
  const defaultEntry = first(chosen);
  const selectedEntry = first(selected);
  return described.map(({ entry, release }) => ({
    entry: { ...entry, isDefault: entry === defaultEntry, isSelected: entry === selectedEntry },
    release,
  }));
}
