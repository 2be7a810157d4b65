/* Injuries for the demo machine. Staged files are links into the cache, so each works on a copy. */
import { copyFile, open, readdir, rename, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';

async function replaceByCopy(file: string): Promise<number> {
  await copyFile(file, `${file}.copy`);
  await rename(`${file}.copy`, file);
  return (await stat(file)).size;
}

/** Cuts `file` off after `part` (0 to 1) of its bytes. */
export async function truncateCopy(file: string, part: number): Promise<void> {
  await truncate(file, Math.floor((await replaceByCopy(file)) * part));
}

/** Overwrites the first blocks of `file`, without which it cannot be mounted, and one in its middle. */
export async function damageCopy(file: string): Promise<void> {
  const blockBytes = 4096;
  const blocks = Math.floor((await replaceByCopy(file)) / blockBytes);
  const handle = await open(file, 'r+');
  try {
    for (const block of [0, 1, 2, 3, Math.floor(blocks / 2)]) {
      await handle.write(Buffer.alloc(blockBytes, 0xa5), 0, blockBytes, block * blockBytes);
    }
  } finally {
    await handle.close();
  }
}

/** Bytes that a folder takes on a large FAT file system, with some to spare for its tables. */
export async function measureFat(folder: string): Promise<number> {
  const clusterBytes = 4096;
  const tables = 4 * 1024 * 1024;
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = await Promise.all(
    names.map(async (entry) =>
      entry.isFile() ? (await stat(join(entry.parentPath, entry.name))).size : 1,
    ),
  );
  return sizes.reduce((sum, size) => sum + Math.ceil(size / clusterBytes) * clusterBytes, tables);
}
