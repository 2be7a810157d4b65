/**
 * Recovery keys in files on a USB stick. Only removable disks are looked at, mounted for reading, and
 * only small files at the top or one folder down; what is no recovery key is forgotten at once, and
 * the keys stay in buffers that are cleared when the job ends.
 */
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Disk, Partition } from '../../core/model/machine.ts';
import { findRecoveryKeys } from '../../core/unlock/recovery-key.ts';
import { listDisks } from '../machine/disks.ts';
import { MountScope } from '../tools/mounts.ts';

const fileSystems = new Map([
  ['vfat', undefined],
  ['exfat', undefined],
  ['ext4', 'noload'],
]);
const maxFileBytes = 64 * 1024;
const maxFiles = 500;

/** A file that has a recovery key in it. */
export interface KeyFile {
  /** The file and the stick, as the person knows them. */
  name: string;
  key: Buffer;
}

async function readSmallFile(path: string): Promise<string> {
  const file = await open(path, 'r').catch(() => null);
  if (file === null) return '';
  try {
    const { size } = await file.stat();
    if (size > maxFileBytes) return '';
    const buffer = await file.readFile();
    const text = buffer.toString('utf8');
    buffer.fill(0);
    return text;
  } catch {
    return '';
  } finally {
    await file.close();
  }
}

/** The regular files at the top of `folder` and one folder down; links are not followed. */
async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const below = await Promise.all(
    entries
      .filter((entry) => entry.isDirectory())
      .map(async ({ name }) => {
        const inside = await readdir(join(folder, name), { withFileTypes: true }).catch(() => []);
        return inside.filter((entry) => entry.isFile()).map((entry) => join(name, entry.name));
      }),
  );
  const top = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  return [...top, ...below.flat()].slice(0, maxFiles);
}

async function readKeyFiles(folder: string, stick: string): Promise<KeyFile[]> {
  const found: KeyFile[] = [];
  for (const file of await listFiles(folder)) {
    const keys = findRecoveryKeys(await readSmallFile(join(folder, file)));
    keys.forEach((key, i) => {
      const number = keys.length > 1 ? `, ${String(i + 1)}` : '';
      found.push({ name: `${file}${number} (${stick})`, key: Buffer.from(key) });
    });
  }
  return found;
}

const isStick = ({ removable, transport }: Disk) => removable || transport === 'usb';

/** The partitions of removable disks that can have files on them. */
export async function listSticks(): Promise<Partition[]> {
  const disks = await listDisks();
  if (!disks.ok) return [];
  return disks.value
    .filter(isStick)
    .flatMap(({ partitions }) => partitions)
    .filter(({ fsType }) => fsType !== null && fileSystems.has(fsType));
}

/** The recovery keys on these partitions; one that can't be read has none. */
export async function findKeyFiles(sticks: readonly Partition[]): Promise<KeyFile[]> {
  const mounts = new MountScope();
  const found: KeyFile[] = [];
  try {
    for (const { path, fsType, fsLabel, label } of sticks) {
      const extra = fileSystems.get(fsType ?? '');
      const mounted = await mounts.mount(path, {
        type: fsType ?? '',
        ...(extra === undefined ? {} : { extra }),
      });
      if (mounted.ok) found.push(...(await readKeyFiles(mounted.value, fsLabel ?? label ?? path)));
    }
  } finally {
    await mounts.close();
  }
  return found;
}
