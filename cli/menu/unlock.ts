/**
 * Disks in the text menu: which one, then in which of its ways. From there on `lifeboat unlock` says
 * at each moment what is wanted, and its other ways stay one key away.
 */
import type { UnlockMethod } from '../../core/unlock/methods.ts';
import { volumeListSchema, type VolumeList } from '../../core/unlock/volume-list.ts';
import { choose, createBack, readResult, runTask, say, tell, type Choice } from './dialogue.ts';

type Volume = VolumeList['volumes'][number];

const toWay =
  ({ device }: Volume) =>
  (method: UnlockMethod): Choice => ({
    label: say(`menu.method.${method}`),
    run: () => runTask(['unlock', device, '--method', method]),
  });

async function unlockVolume(volume: Volume): Promise<void> {
  const ways = volume.methods.map(toWay(volume));
  await choose(say('menu.unlock-one', { device: volume.name }), [...ways, createBack()]);
}

const toChoice = (volume: Volume): Choice =>
  volume.openedAs === null
    ? {
        label: say('menu.unlock-one', { device: volume.name }),
        run: () => unlockVolume(volume),
      }
    : {
        label: say('menu.lock-one', { device: volume.name }),
        run: () => runTask(['lock', volume.device]),
      };

/** Unlocks a disk, or locks one again; a machine with one locked disk comes to its ways at once. */
export async function unlockDisk(): Promise<void> {
  const list = await readResult(['unlock', '--list'], volumeListSchema);
  // A list that could not be made was explained by the command itself.
  if (list === null) return;
  const { volumes } = list;
  const [first] = volumes;
  if (first === undefined) {
    tell(say('unlock.list.none'));
    return;
  }
  if (volumes.length === 1 && first.openedAs === null) await unlockVolume(first);
  else await choose(say('menu.unlock'), [...volumes.map(toChoice), createBack()]);
}
