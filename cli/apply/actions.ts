import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withDefault } from '../../core/boot/loader-conf.ts';
import type { Action } from '../../core/model/plan.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { loaderConfPath, type BootDirectories } from '../machine/boot-files.ts';
import { runTool } from '../tools/run-tool.ts';
import { renameSafely, writeFileSafely } from './safe-write.ts';

async function setLoaderDefault(esp: string, entryId: string | null): Promise<Result<null>> {
  const path = join(esp, loaderConfPath);
  let text = '';
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    // No loader.conf is as good as an empty one; one that cannot be read must not be replaced.
    const isAbsent = (error as NodeJS.ErrnoException).code === 'ENOENT';
    if (!isAbsent) return fail('ESP-02', { path }, String(error));
  }
  return writeFileSafely(path, withDefault(text, entryId));
}

/** Carries out one action on the boot partitions that are open for writing. */
export async function performAction(action: Action, boot: BootDirectories): Promise<Result<null>> {
  switch (action.kind) {
    case 'set-efi-default': {
      const set = await runTool('bootctl', ['set-default', '--', action.to ?? '']);
      return set.ok ? ok(null) : set;
    }
    case 'set-loader-default':
      return setLoaderDefault(boot.esp, action.to);
    case 'rename-entry': {
      const root = action.partition === 'esp' ? boot.esp : boot.xbootldr;
      if (root === null) return fail('ESP-01');
      return renameSafely(join(root, action.from), join(root, action.to));
    }
  }
}
