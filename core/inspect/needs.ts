/**
 * What an entry needs beside its own files: the root and /usr file systems that its command line
 * names, and their verity data. A root hash names both by itself, since its halves are their partition
 * UUIDs; systemd.verity_*_data= and …_hash= name them in another way, root= and mount.usr= name a file
 * system. kernel-command-line(7), systemd-veritysetup-generator(8), Discoverable Partitions
 * Specification.
 */
import { getCmdlineValue } from '../boot/cmdline.ts';
import { toUuid } from '../disks/uuid.ts';
import type { Disk, Entry, Holding, Image, Partition } from '../model/machine.ts';

/**
 * The partition UUIDs of an image and of its verity data: the first and the last 128 bits of the
 * root hash. Null when it has fewer bits than one UUID. Discoverable Partitions Specification, "Verity".
 */
export function getVerityUuids(rootHash: string): { data: string; hash: string } | null {
  if (!/^(?:[0-9a-f]{2}){16,}$/i.test(rootHash)) return null;
  return { data: toUuid(rootHash.slice(0, 32)), hash: toUuid(rootHash.slice(-32)) };
}

export interface Need {
  role: Image['role'];
  /** What it must have; null where the command line does not say. */
  rootHash: string | null;
  /** As the command line names it. */
  name: string;
  /** Whether the name stands in the partition table, and not in what may be locked. */
  isInTable: boolean;
  /** Set where it is named so: then nothing else fits, and it can be looked up. */
  partUuid?: string;
  fits: (partition: Partition) => boolean;
}

type Part = 'root' | 'usr';
type Named = Pick<Need, 'name' | 'isInTable' | 'partUuid' | 'fits'>;

/** A partition and all that stands on it. */
function listVolumes(partition: Partition): (Partition | Holding)[] {
  const open = ({ children, ...holding }: Holding): Holding[] => [
    { ...holding, children },
    ...children.flatMap(open),
  ];
  return [partition, ...partition.holds.flatMap(open)];
}

/** What `PARTUUID=…` and its like name, also as /dev/disk/by-partuuid/…; null for other words. */
function parseName(word: string | null): Named | null {
  const link = /^\/dev\/disk\/by-(partuuid|partlabel|uuid|label)\/(.+)$/.exec(word ?? '');
  const assignment = /^(PARTUUID|PARTLABEL|UUID|LABEL)=(.+)$/s.exec(word ?? '');
  const [, key = '', value = ''] = link ?? assignment ?? [];
  const wanted = value.toLowerCase();
  const name = `${key.toUpperCase()}=${value}`;
  switch (key.toUpperCase()) {
    case 'PARTUUID':
      return {
        name,
        isInTable: true,
        partUuid: wanted,
        fits: ({ partUuid }) => partUuid === wanted,
      };
    case 'PARTLABEL':
      return { name, isInTable: true, fits: ({ label }) => label === value };
    case 'UUID':
      return {
        name,
        isInTable: false,
        fits: (each) => listVolumes(each).some(({ uuid }) => uuid?.toLowerCase() === wanted),
      };
    case 'LABEL':
      return {
        name,
        isInTable: false,
        fits: (each) => listVolumes(each).some(({ fsLabel }) => fsLabel === value),
      };
    default:
      return null;
  }
}

/** The partitions that an entry needs, as far as its command line names them. */
export function listNeeds(entry: Entry): Need[] {
  const { cmdline } = entry;
  const value = (key: string) => (cmdline === null ? null : getCmdlineValue(cmdline, key));
  const needs: Need[] = [];
  const addVerity = (part: Part, rootHash: string | null) => {
    if (rootHash === null) return;
    const uuids = getVerityUuids(rootHash);
    const hash = rootHash.toLowerCase();
    const data = value(`systemd.verity_${part}_data`) ?? (uuids && `PARTUUID=${uuids.data}`);
    const tree = value(`systemd.verity_${part}_hash`) ?? (uuids && `PARTUUID=${uuids.hash}`);
    const [dataName, treeName] = [parseName(data), parseName(tree)];
    if (dataName) needs.push({ role: part, rootHash: hash, ...dataName });
    if (treeName) needs.push({ role: `${part}-verity`, rootHash: hash, ...treeName });
  };
  const addFileSystem = (part: Part, rootHash: string | null, word: string | null) => {
    const named = parseName(word);
    if (named) needs.push({ role: part, rootHash: rootHash?.toLowerCase() ?? null, ...named });
  };
  addVerity('root', entry.rootHash);
  addVerity('usr', entry.usrHash);
  addFileSystem('root', entry.rootHash, value('root'));
  addFileSystem('usr', entry.usrHash, value('mount.usr'));
  return needs;
}

export interface EntryNeed {
  entry: Entry;
  need: Need;
}

/** Finds the needs that a partition fits; without going through all of them for each partition. */
export function indexNeeds(
  entries: readonly Entry[],
): (partition: Partition) => readonly EntryNeed[] {
  const byPartUuid = new Map<string, EntryNeed[]>();
  const others: EntryNeed[] = [];
  for (const entry of entries) {
    for (const need of listNeeds(entry)) {
      const list = need.partUuid === undefined ? others : byPartUuid.get(need.partUuid);
      if (list) list.push({ entry, need });
      else byPartUuid.set(need.partUuid ?? '', [{ entry, need }]);
    }
  }
  return (partition) => [
    ...(byPartUuid.get(partition.partUuid ?? '') ?? []),
    ...others.filter(({ need }) => need.fits(partition)),
  ];
}

const isLocked = ({ luks }: Partition | Holding) => luks !== null && luks.openedAs === null;

/** The needs that nothing on the disks meets, and that are not merely out of sight there. */
export function findUnmet(entry: Entry, disks: readonly Disk[]): Need[] {
  const needs = listNeeds(entry);
  if (needs.length === 0) return [];
  const partitions = disks.flatMap((disk) => disk.partitions);
  // Without rights the table is there and what is in it is not told.
  const hasAllTables = disks.every(
    ({ tableType, partitions: own }) =>
      tableType !== 'gpt' || own.length === 0 || own.some(({ partUuid }) => partUuid !== null),
  );
  const hasAllVolumes = () =>
    hasAllTables &&
    !partitions.flatMap(listVolumes).some((each) => isLocked(each) || each.fsType === null);
  return needs.filter(
    ({ fits, isInTable }) =>
      !partitions.some((each) => fits(each)) && (isInTable ? hasAllTables : hasAllVolumes()),
  );
}
