import { readdirSync, statSync } from 'node:fs';
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

/** What `look` tells of a path; null where there is nothing to be seen. */
function attempt<T>(look: () => T): T | null {
  try {
    return look();
  } catch {
    return null;
  }
}

function listPaths(root: string | null, esp: string | null): string[] {
  const ofRoot = root === null ? [] : rootPaths.map((path) => join(root, path));
  if (esp === null) return ofRoot;
  const ofEsp = espDirectories.flatMap((directory) =>
    (attempt(() => readdirSync(join(esp, directory))) ?? []).map((name) =>
      join(esp, directory, name),
    ),
  );
  return [...ofRoot, ...ofEsp];
}

/**
 * The clock beside the newest of the files that a start leaves behind: it cannot be earlier than
 * they are. Directories that are null are not looked at. The calls block: there may be hundreds of
 * files, and each way through a thread takes longer than the look itself.
 */
export function readClock(root: string | null, esp: string | null): Clock {
  const now = new Date();
  let latest: { path: string; ms: number } | null = null;
  for (const path of listPaths(root, esp)) {
    const ms = attempt(() => statSync(path, { throwIfNoEntry: false })?.mtimeMs) ?? null;
    if (ms !== null && (latest === null || ms > latest.ms)) latest = { path, ms };
  }
  return {
    now: now.toISOString(),
    latest: latest && { at: new Date(latest.ms).toISOString(), path: latest.path },
  };
}
