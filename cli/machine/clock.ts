import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../core/inspect/signs.ts';

/** What is written whenever a system is installed, started or switched off. */
const rootPaths = [
  'usr/lib/clock-epoch',
  'usr/lib/os-release',
  'var/lib/systemd/timesync/clock',
  'var/lib/systemd/clock',
  'var/lib/systemd/random-seed',
];
const espDirectories = ['EFI/Linux', 'loader/entries', 'loader'];

const list = (directory: string) => readdir(directory).catch((): string[] => []);

async function listPaths(root: string | null, esp: string | null): Promise<string[]> {
  const ofRoot = root === null ? [] : rootPaths.map((path) => join(root, path));
  if (esp === null) return ofRoot;
  const ofEsp = await Promise.all(
    espDirectories.map(async (directory) =>
      (await list(join(esp, directory))).map((name) => join(esp, directory, name)),
    ),
  );
  return [...ofRoot, ...ofEsp.flat()];
}

/**
 * The clock beside the newest of the files that a start leaves behind: it cannot be earlier than
 * they are. Directories that are null are not looked at.
 */
export async function readClock(root: string | null, esp: string | null): Promise<Clock> {
  const now = new Date();
  const times = await Promise.all(
    (await listPaths(root, esp)).map(async (path) => {
      const stats = await stat(path).catch(() => null);
      return stats === null ? [] : [{ path, ms: stats.mtimeMs }];
    }),
  );
  const latest = times.flat().sort((a, b) => b.ms - a.ms)[0];
  return {
    now: now.toISOString(),
    latest: latest ? { at: new Date(latest.ms).toISOString(), path: latest.path } : null,
  };
}
