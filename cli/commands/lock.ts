import { ok } from '../../core/result.ts';
import { runStep } from '../io/steps.ts';
import { closeMapping } from '../unlock/close-mapping.ts';
import { findLuksPartition, getVolumeName } from '../unlock/device.ts';
import type { Command } from './command.ts';

/** Locks an open disk again; one that is locked already is a success. */
export const lock: Command<'lock'> = async (invocation, io, say) => {
  const found = await runStep(io, 'job.unlock.check', () => findLuksPartition(invocation.device));
  if (!found.ok) return found;
  const { partition } = found.value;
  const openedAs = partition.luks?.openedAs ?? null;
  if (openedAs !== null) {
    const closed = await runStep(io, 'job.lock', () => closeMapping(openedAs, partition));
    if (!closed.ok) return closed;
  }
  const already = openedAs === null;
  const message = already ? 'unlock.locked-already' : 'unlock.locked';
  return ok({
    value: { schema: 'lifeboat.lock/1', device: partition.path, already },
    sections: [
      { title: null, items: [{ text: say(message, { device: getVolumeName(partition) }) }] },
    ],
  });
};
