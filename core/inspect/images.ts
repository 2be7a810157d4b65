import { getCmdlineValue } from '../boot/cmdline.ts';
import { getImageRole } from '../disks/partition-types.ts';
import type { Disk, Entry, Image, Partition } from '../model/machine.ts';

const toUuid = (hex: string) =>
  hex.toLowerCase().replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

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

/** Root, usr and verity partitions, with the entries that use each. */
export function assembleImages(disks: readonly Disk[], entries: readonly Entry[]): Image[] {
  const needs = entries.map((entry) => ({
    entry,
    needs: listNeeds(entry),
    byName: findRootByName(entry),
  }));
  return disks
    .flatMap(({ partitions }) => partitions)
    .flatMap((partition): Image[] => {
      const role = getImageRole(partition.partTypeName);
      const users = needs.filter(
        ({ needs, byName }) =>
          needs.some(({ partUuid }) => partUuid === partition.partUuid) || byName?.(partition),
      );
      if (role === null) return [];
      const rootHash = users
        .flatMap(({ needs }) => needs)
        .find(({ partUuid }) => partUuid === partition.partUuid)?.rootHash;
      return [
        {
          name: partition.label ?? partition.path,
          role,
          kind: 'partition',
          slot: null,
          placement: 'installed',
          architecture: null,
          foundRootHash: null,
          path: partition.path,
          version: /_([^_]+?)(?:[_-]verity)?$/.exec(partition.label ?? '')?.[1] ?? null,
          partUuid: partition.partUuid,
          sizeBytes: partition.sizeBytes,
          expectedRootHash: rootHash ?? null,
          verified: 'not-checked',
          usedBy: users.map(({ entry }) => entry.id),
        },
      ];
    });
}
