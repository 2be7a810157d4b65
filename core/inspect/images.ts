/**
 * Images are what a version of the system consists of beside its boot file: the root or /usr file
 * system and, to protect it, the verity data. An entry names them by the root hash on its command
 * line, whose two halves are their partition UUIDs, or by `root=`. systemd-sysupdate(8) keeps two or
 * more slots for them and tells by label and type what is in each: `_empty`, `NAME_VERSION`, or a
 * type of its own while a version is being written.
 */
import { getCmdlineValue } from '../boot/cmdline.ts';
import { getImageRole, getSystemType } from '../disks/partition-types.ts';
import { toUuid } from '../disks/uuid.ts';
import type { Disk, Entry, Image, Partition } from '../model/machine.ts';
import { findFinalLabel } from './leftovers.ts';

/**
 * The partition UUIDs of an image and of its verity data: the first and the last 128 bits of the
 * root hash. Null when the hash is too short. Discoverable Partitions Specification, "Verity".
 */
export function getVerityUuids(rootHash: string): { data: string; hash: string } | null {
  if (!/^[0-9a-f]{64,}$/i.test(rootHash)) return null;
  return { data: toUuid(rootHash.slice(0, 32)), hash: toUuid(rootHash.slice(-32)) };
}

export interface Need {
  role: Image['role'];
  partUuid: string;
  rootHash: string;
}

/** The image partitions that an entry needs by the root hashes on its command line. */
export function listNeeds(entry: Entry): Need[] {
  const needs: Need[] = [];
  const add = (rootHash: string | null, part: 'root' | 'usr') => {
    const uuids = rootHash === null ? null : getVerityUuids(rootHash);
    if (!uuids || rootHash === null) return;
    needs.push({ role: part, partUuid: uuids.data, rootHash });
    needs.push({ role: `${part}-verity`, partUuid: uuids.hash, rootHash });
  };
  add(entry.rootHash, 'root');
  add(entry.usrHash, 'usr');
  return needs;
}

/** The partition that `root=` names by UUID or label; null when it names none or in another way. */
export function findRootByName(entry: Entry): ((partition: Partition) => boolean) | null {
  const root = entry.cmdline === null ? null : getCmdlineValue(entry.cmdline, 'root');
  const [key = '', value = ''] = root?.split(/=(.*)/s) ?? [];
  const wanted = value.toLowerCase();
  switch (key) {
    case 'PARTUUID':
      return ({ partUuid }) => partUuid === wanted;
    case 'PARTLABEL':
      return ({ label }) => label === value;
    case 'UUID':
      return ({ fsUuid }) => fsUuid?.toLowerCase() === wanted;
    case 'LABEL':
      return ({ fsLabel }) => fsLabel === value;
    default:
      return null;
  }
}

/** An image partition and the verity data that belong to it. */
export interface VerityPair {
  data: Partition;
  tree: Partition;
}

const bareLabel = (label: string | null) => (label ?? '').replace(/[_-]verity$/, '');

/** Whether the tree's root hash names both partitions by its halves. */
function isBound(data: Partition, tree: Partition): boolean {
  const rootHash = tree.verity?.rootHash ?? null;
  const uuids = rootHash === null ? null : getVerityUuids(rootHash);
  return uuids?.data === data.partUuid && uuids.hash === tree.partUuid;
}

/**
 * Which verity data protect which image: those that the root hash of an entry or of the data binds
 * together, else the ones of the same label and type on the same disk.
 */
export function pairVerity(disks: readonly Disk[], entries: readonly Entry[]): VerityPair[] {
  const needs = entries.flatMap(listNeeds);
  const isNeeded = (data: Partition, tree: Partition) =>
    needs.some(
      ({ partUuid, rootHash }) =>
        partUuid === data.partUuid && getVerityUuids(rootHash)?.hash === tree.partUuid,
    );
  return disks.flatMap(({ partitions }) =>
    partitions.flatMap((data): VerityPair[] => {
      const role = getImageRole(data.partTypeName);
      if (role !== 'root' && role !== 'usr') return [];
      const trees = partitions.filter(
        ({ partTypeName }) => partTypeName === `${data.partTypeName ?? ''}-verity`,
      );
      const tree =
        trees.find((each) => isNeeded(data, each)) ??
        trees.find((each) => isBound(data, each)) ??
        trees.find(({ label }) => label !== null && bareLabel(label) === bareLabel(data.label));
      return tree ? [{ data, tree }] : [];
    }),
  );
}

/** Words that follow the version in a label; the version itself follows the last `_` before them. */
const labelSuffix = /[_-](?:verity|root|usr|x86-64|x86|arm64|arm|riscv64|amd64|aarch64)$/;

/** The version in a label as systemd-sysupdate(8) writes it, `NAME_VERSION`; null in other labels. */
export function getLabelVersion(label: string): string | null {
  let bare = label;
  while (labelSuffix.test(bare)) bare = bare.replace(labelSuffix, '');
  const version = /^.+_([^_]+)$/.exec(bare)?.[1] ?? null;
  return version !== null && /\d/.test(version) ? version : null;
}

function placePartition({ label, staging }: Partition): Image['placement'] {
  if (staging !== null) return staging;
  if (label === '_empty') return 'empty';
  if (label === null || findFinalLabel(label) === null) return 'installed';
  return label.startsWith('PND#') || /\.new$/i.test(label) ? 'pending' : 'partial';
}

/** "a", "b", … by the order of the table; null for the only one of its type on the disk. */
function getSlot({ partitions }: Disk, partition: Partition): string | null {
  const same = partitions.filter(({ partTypeName }) => partTypeName === partition.partTypeName);
  const index = same.indexOf(partition);
  return same.length > 1 && index < 26 ? String.fromCharCode(97 + index) : null;
}

/** What reading all data of an image through its verity data gave, by the image's path. */
export type Verifications = ReadonlyMap<string, 'verified' | 'mismatch'>;

/** Root, usr and verity partitions, with the entries that use each. */
export function assembleImages(
  disks: readonly Disk[],
  entries: readonly Entry[],
  verifications: Verifications = new Map(),
): Image[] {
  const needs = entries.map((entry) => ({
    entry,
    needs: listNeeds(entry),
    byName: findRootByName(entry),
  }));
  const pairs = pairVerity(disks, entries);
  return disks.flatMap((disk) =>
    disk.partitions.flatMap((partition): Image[] => {
      const role = getImageRole(partition.partTypeName);
      if (role === null) return [];
      const pair = pairs.find(({ data, tree }) => data === partition || tree === partition);
      const byUuid = needs.filter(({ needs }) =>
        needs.some(({ partUuid }) => partUuid === partition.partUuid),
      );
      const byName = needs.filter(({ byName }) => byName?.(pair?.data ?? partition) === true);
      const users = needs.filter((each) => byUuid.includes(each) || byName.includes(each));
      const expected =
        byUuid.flatMap(({ needs }) => needs).find(({ partUuid }) => partUuid === partition.partUuid)
          ?.rootHash ?? byName.find(({ entry }) => entry.rootHash !== null)?.entry.rootHash;
      const label =
        partition.label === null ? null : (findFinalLabel(partition.label) ?? partition.label);
      return [
        {
          name: label ?? partition.path,
          role,
          kind: 'partition',
          path: partition.path,
          version: label === null ? null : getLabelVersion(label),
          slot: getSlot(disk, partition),
          placement: placePartition(partition),
          architecture: getSystemType(partition.partTypeName)?.architecture ?? null,
          partUuid: partition.partUuid,
          sizeBytes: partition.sizeBytes,
          expectedRootHash: expected?.toLowerCase() ?? null,
          foundRootHash: (partition.verity ?? pair?.tree.verity)?.rootHash ?? null,
          verified: verifications.get(pair?.data.path ?? partition.path) ?? 'not-checked',
          usedBy: users.map(({ entry }) => entry.id),
        },
      ];
    }),
  );
}
