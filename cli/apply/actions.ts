import { withDefault } from '../../core/boot/loader-conf.ts';
import type { Action, ActionOf } from '../../core/model/plan.ts';
import { withGrubVariable } from '../../core/plan/providers/grub-environment.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { loaderConfPath } from '../machine/boot-files.ts';
import { findGrubEnvironment } from '../providers/grub.ts';
import { runTool } from '../tools/run-tool.ts';
import { unless, type FileOperations } from './files.ts';
import { resolvePlace, type Places } from './places.ts';
import { moveSafely, setLinkSafely, writeFileSafely } from './safe-write.ts';

/** Reading an image of some gigabytes through takes minutes on a slow disk. */
const verifyTimeoutMs = 60 * 60_000;

/** What a step works with: the places, and the ways to change files there. */
export interface Workplace {
  places: Places;
  files: FileOperations;
}

const tool = async (name: string, args: string[]): Promise<Result<null>> => {
  const run = await runTool(name, args);
  return run.ok ? ok(null) : run;
};

async function setLoaderDefault({ places, files }: Workplace, entryId: string | null) {
  const path = resolvePlace(places, 'esp', loaderConfPath);
  if (path === null) return fail('ESP-01');
  try {
    // No loader.conf is as good as an empty one; one that cannot be read must not be replaced.
    const text = await unless('ENOENT', files.read(path), Buffer.from(''));
    return await writeFileSafely(files, path, withDefault(text.toString('utf8'), entryId));
  } catch (error) {
    return fail('ESP-02', { path }, String(error));
  }
}

async function setGrubVariable(
  { places, files }: Workplace,
  { name, to }: ActionOf<'set-grub-variable'>,
): Promise<Result<null>> {
  const path = places.system && (await findGrubEnvironment(places.system.directory));
  if (!path) return fail('ESP-01');
  const changed = withGrubVariable((await files.read(path)).toString('utf8'), name, to);
  if (changed === null) return fail('ESP-02', { path }, 'not a GRUB environment block, or full');
  return writeFileSafely(files, path, changed);
}

async function verifyImage(
  { places }: Workplace,
  { place, data, hash, rootHash }: ActionOf<'verify-image'>,
): Promise<Result<null>> {
  const [image, tree] = [data, hash].map((path) =>
    place === 'device' ? path : resolvePlace(places, place, path),
  );
  if (!image || !tree) return fail('ESP-01');
  const args = ['verify', '--', image, tree, rootHash];
  const verified = await runTool('veritysetup', args, { timeoutMs: verifyTimeoutMs });
  if (verified.ok) return ok(null);
  const { code, detail } = verified.failure;
  return code === 'TOOL-02' ? fail('APPLY-05', { path: data }, detail) : verified;
}

/** Carries out one action; what it changes is on the disk when this returns. */
export async function performAction(action: Action, work: Workplace): Promise<Result<null>> {
  const { places, files } = work;
  switch (action.kind) {
    case 'set-efi-default':
      return tool('bootctl', ['set-default', '--', action.to ?? '']);
    case 'set-efi-once':
      return tool('bootctl', ['set-oneshot', '--', action.to ?? '']);
    case 'set-loader-default':
      return setLoaderDefault(work, action.to);
    case 'rename-entry':
    case 'move-file': {
      const from = resolvePlace(places, action.place, action.from);
      const to = resolvePlace(places, action.place, action.to);
      if (from === null || to === null) return fail('ESP-01');
      return moveSafely(files, from, to, { isFat: action.place !== 'system' });
    }
    case 'set-link': {
      const path = resolvePlace(places, action.place, action.path);
      return path === null ? fail('ESP-01') : setLinkSafely(files, path, action.to);
    }
    case 'verify-image':
      return verifyImage(work, action);
    case 'set-grub-variable':
      return setGrubVariable(work, action);
    case 'set-default-subvolume': {
      const root = places.system?.directory;
      if (root === undefined) return fail('ESP-01');
      return tool('btrfs', ['subvolume', 'set-default', action.to, root]);
    }
  }
}
