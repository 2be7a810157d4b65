import { ok } from '../../core/result.ts';
import { runStep } from '../io/steps.ts';
import { findLuksPartition, getVolumeName } from '../unlock/device.ts';
import { runUnlockJob } from '../unlock/unlock-job.ts';
import type { Command } from './command.ts';

/** Opens a locked disk for reading; one that is open already is a success. */
export const unlock: Command<'unlock'> = async (invocation, io, say) => {
  const { device, method } = invocation;
  const found = await runStep(io, 'job.unlock.check', () => findLuksPartition(device));
  if (!found.ok) return found;
  const partition = found.value;
  const already = partition.luks?.openedAs ?? null;
  const opened =
    already === null
      ? await runStep(io, 'job.unlock.open', () => runUnlockJob({ partition, method, io }))
      : ok(already);
  if (!opened.ok) return opened;
  const message = already === null ? 'unlock.done' : 'unlock.already';
  return ok({
    value: {
      schema: 'lifeboat.unlock/1',
      device: partition.path,
      openedAs: opened.value,
      already: already !== null,
    },
    sections: [
      {
        title: null,
        items: [{ text: say(message, { device: getVolumeName(partition) }) }],
      },
    ],
  });
};
