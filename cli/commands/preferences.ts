import { open } from 'node:fs/promises';
import { join } from 'node:path';
import {
  formatPreferences,
  maxPreferencesBytes,
  parsePreferences,
  preferencesPath,
  type Preferences,
} from '../../core/preferences.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { nodeFiles } from '../apply/files.ts';
import { takeLock } from '../apply/lock.ts';
import { getLockPath } from '../apply/run-plan.ts';
import { checkSpace, writeFileSafely } from '../apply/safe-write.ts';
import type { Io } from '../io/io.ts';
import { runStep } from '../io/steps.ts';
import { openBootPartitions } from '../machine/boot-partitions.ts';
import { readDisks } from '../machine/disks.ts';
import type { Where } from '../machine/subject.ts';
import { MountScope } from '../tools/mounts.ts';
import type { Command } from './command.ts';

/** What one boot partition has to have free for the file and its copy while it is replaced. */
const neededBytes = 64 * 1024;

/** The file as far as it may be read; nothing where there is none. */
async function readKept(esp: string): Promise<Preferences> {
  const handle = await open(join(esp, preferencesPath)).catch(() => null);
  if (handle === null) return {};
  try {
    const buffer = Buffer.alloc(maxPreferencesBytes + 1);
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
    return bytesRead > maxPreferencesBytes
      ? {}
      : parsePreferences(buffer.toString('utf8', 0, bytesRead));
  } finally {
    await handle.close();
  }
}

async function save(esp: string, wanted: Preferences): Promise<Result<Preferences>> {
  const space = await checkSpace(esp, neededBytes);
  if (!space.ok) return space;
  const path = join(esp, preferencesPath);
  const written = await writeFileSafely(nodeFiles, path, formatPreferences(wanted));
  return written.ok ? ok(wanted) : written;
}

/** Hands the ESP to `use`, writable only if it has to be, without a look at the rest of the machine. */
async function withEsp<T>(
  where: Where,
  isWritten: boolean,
  use: (esp: string) => Promise<Result<T>>,
): Promise<Result<T>> {
  if (where.kind === 'directories') return where.esp === null ? fail('ESP-01') : use(where.esp);
  const disks = await readDisks([]);
  if (!disks.ok) return disks;
  const mounts = process.getuid?.() === 0 ? new MountScope() : null;
  try {
    const boot = await openBootPartitions(disks.value, mounts, []);
    if (boot === null) return fail('ESP-01');
    if (!isWritten || mounts === null) return await use(boot.esp);
    const writable = await mounts.remount(boot.esp, 'rw');
    return writable.ok ? await use(boot.esp) : fail('ESP-02', {}, writable.failure.detail);
  } finally {
    await mounts?.close();
  }
}

async function saveLocked(where: Where, wanted: Preferences, io: Io): Promise<Result<Preferences>> {
  const lock = await takeLock(getLockPath(where));
  if (!lock.ok) return lock;
  try {
    return await runStep(io, 'job.preferences', () =>
      withEsp(where, true, (esp) => save(esp, wanted)),
    );
  } finally {
    await lock.value();
  }
}

/** The preferences that the ESP keeps for the next session, read or replaced by others. */
export const preferences: Command<'preferences'> = async ({ where, save: words }, io, say) => {
  const result =
    words === null
      ? await withEsp(where, false, async (esp) => ok(await readKept(esp)))
      : await saveLocked(where, parsePreferences(words), io);
  if (!result.ok) return result;
  const text = formatPreferences(result.value).trim().split('\n').join(', ');
  const isEmpty = text === '';
  return ok({
    value: { schema: 'lifeboat.preferences/1', preferences: result.value },
    sections: [
      {
        title: null,
        items: [
          {
            text: isEmpty
              ? say('preferences.none')
              : say('preferences.kept', { preferences: text }),
          },
        ],
      },
    ],
  });
};
