import { readFile, realpath } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Partition } from '../../core/model/machine.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { parseCredentials, type Credential } from '../../core/unlock/enrolments.ts';
import { readDisks } from '../machine/disks.ts';
import { runTool } from '../tools/run-tool.ts';
import type { KnownCredentials } from './tokens.ts';

/** The LUKS partitions of this machine with what their headers say. */
export async function listVolumes(): Promise<Result<Partition[]>> {
  const disks = await readDisks([]);
  if (!disks.ok) return disks;
  const partitions = disks.value.flatMap((disk) => disk.partitions);
  return ok(partitions.filter(({ luks }) => luks !== null));
}

/** A LUKS partition, and the others of the machine. */
export interface Found {
  partition: Partition;
  others: readonly Partition[];
}

/**
 * The LUKS partition of this machine that `device` names, by its path or a link to it. DISK-01 when
 * it is none of this machine's block devices, UNLOCK-01 when it is not LUKS. What is handed to the
 * helper afterwards is lsblk's path, never the caller's words.
 */
export async function findLuksPartition(device: string): Promise<Result<Found>> {
  const path = await realpath(device).catch(() => null);
  if (path === null || !device.startsWith('/dev/')) return fail('DISK-01', { device });
  const disks = await readDisks([]);
  if (!disks.ok) return disks;
  const partitions = disks.value.flatMap((disk) => disk.partitions);
  for (const partition of partitions) {
    if ((await realpath(partition.path).catch(() => partition.path)) !== path) continue;
    if (partition.luks === null) return fail('UNLOCK-01', { device });
    const others = partitions.filter((one) => one.luks !== null && one !== partition);
    return ok({ partition, others });
  }
  return fail('DISK-01', { device });
}

/** The volume as the person knows it: by its label where it has one. */
export const getVolumeName = ({ label, luks, path }: Partition): string =>
  label ?? luks?.label ?? path;

/** What the names of our own mappings begin with. */
export const mappingPrefix = 'lifeboat-';

const toMappingName = (name: string) =>
  `${mappingPrefix}${name
    .replace(/^\/dev\//, '')
    .replace(/[^A-Za-z0-9_]/g, '_')
    .slice(0, 64)}`;

/**
 * The name of the mapping: from the volume's own name, in characters that every tool takes. Where
 * another volume has or could have the same, as on a copied disk, the device is part of it: the helper
 * calls a name that is taken "already active", and a success.
 */
export function getMappingName({ partition, others }: Found): string {
  const name = toMappingName(getVolumeName(partition));
  const isTaken = others.some(
    (one) =>
      toMappingName(getVolumeName(one)) === name || one.luks?.openedAs === `/dev/mapper/${name}`,
  );
  return isTaken ? `${name}_${basename(partition.path)}` : name;
}

/** Whether nothing can be written through the mapping at `path`; true where it can't be told. */
export async function isReadOnlyMapping(path: string): Promise<boolean> {
  const node = await realpath(path).catch(() => path);
  const text = await readFile(`/sys/class/block/${basename(node)}/ro`, 'utf8').catch(() => '1');
  return text.trim() !== '0';
}

async function readCredentials(path: string): Promise<Credential[]> {
  const dump = await runTool('cryptsetup', ['luksDump', '--dump-json-metadata', '--', path]);
  const credentials = dump.ok ? parseCredentials(dump.value) : dump;
  return credentials.ok ? credentials.value : [];
}

/** The token credentials of `partition` and of the other volumes; none where no token is enrolled. */
export async function readKnownCredentials({
  partition,
  others,
}: Found): Promise<KnownCredentials> {
  const hasToken = ({ luks }: Partition) =>
    luks?.tokens.some(({ type }) => type === 'systemd-fido2') === true;
  if (!hasToken(partition)) return { own: [], others: [] };
  return {
    own: await readCredentials(partition.path),
    others: await Promise.all(
      others.filter(hasToken).map(async (volume) => ({
        name: getVolumeName(volume),
        credentials: await readCredentials(volume.path),
      })),
    ),
  };
}
