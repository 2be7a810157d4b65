/**
 * Images are what a version of the system consists of beside its boot file: the root or /usr file
 * system and, to protect it, the verity data. An entry names them by the root hash on its command
 * line, whose two halves are their partition UUIDs, or by `root=`. systemd-sysupdate(8) keeps two or
 * more slots for them and tells by label and type what is in each: `_empty`, `NAME_VERSION`, or a
 * type of its own while a version is being written.
 */
import { getImageRole, getSystemType } from '../disks/partition-types.ts';
import type { Disk, Entry, Image, Partition } from '../model/machine.ts';
import { findFinalLabel, findFinalName } from './leftovers.ts';
import { getVerityUuids, indexNeeds } from './needs.ts';

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
export function pairVerity(
  disks: readonly Disk[],
  entries: readonly Entry[],
  findNeeds = indexNeeds(entries),
): VerityPair[] {
  const isNeeded = (data: Partition, tree: Partition) => {
    const ofData = findNeeds(data);
    return findNeeds(tree).some((own) =>
      ofData.some(
        ({ entry, need }) => entry === own.entry && own.need.role === `${need.role}-verity`,
      ),
    );
  };
  return disks.flatMap(({ partitions }) =>
    partitions.flatMap((data): VerityPair[] => {
      const role = getImageRole(data.partTypeName);
      if (role !== 'root' && role !== 'usr') return [];
      const treeType = `${data.partTypeName ?? ''}-verity`;
      const trees = partitions.filter(({ partTypeName }) => partTypeName === treeType);
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
  const findNeeds = indexNeeds(entries);
  const pairOf = new Map(
    pairVerity(disks, entries, findNeeds).flatMap((pair) => [
      [pair.data, pair] as const,
      [pair.tree, pair] as const,
    ]),
  );
  return disks.flatMap((disk) =>
    disk.partitions.flatMap((partition): Image[] => {
      const role = getImageRole(partition.partTypeName);
      if (role === null) return [];
      const pair = pairOf.get(partition);
      const fitting = [
        ...findNeeds(partition),
        ...(pair && pair.data !== partition ? findNeeds(pair.data) : []),
      ];
      const expected = fitting.find(({ need }) => need.rootHash !== null)?.need.rootHash;
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
          expectedRootHash: expected ?? null,
          foundRootHash: (partition.verity ?? pair?.tree.verity)?.rootHash ?? null,
          verified: verifications.get(pair?.data.path ?? partition.path) ?? 'not-checked',
          usedBy: [...new Set(fitting.map(({ entry }) => entry.id))],
        },
      ];
    }),
  );
}

/** An image in a file; its name tells the version, and whether it is in place. */
export function describeImageFile(
  path: string,
  sizeBytes: number,
  content: Pick<Image, 'architecture'> & { role: 'root' | 'usr'; rootHash: string | null },
): Image {
  const fileName = path.replace(/^.*\//, '');
  const finalName = findFinalName(fileName);
  const isPending = fileName.startsWith('.sysupdate.pending.') || /\.new$/i.test(fileName);
  // A boot counter stands before the suffix: systemd.v(7).
  const name = (finalName ?? fileName).replace(/\.raw$/i, '').replace(/\+\d+(?:-\d+)?$/, '');
  return {
    name,
    role: content.role,
    kind: 'file',
    path,
    version: getLabelVersion(name),
    slot: null,
    placement: finalName === null ? 'installed' : isPending ? 'pending' : 'partial',
    architecture: content.architecture,
    partUuid: null,
    sizeBytes,
    expectedRootHash: null,
    foundRootHash: content.rootHash,
    verified: 'not-checked',
    usedBy: [],
  };
}
