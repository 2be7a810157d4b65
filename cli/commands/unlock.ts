import type { Partition } from '../../core/model/machine.ts';
import { ok, type Result } from '../../core/result.ts';
import type { DomainFormatter } from '../../core/messages/domain.ts';
import { listMethods } from '../../core/unlock/methods.ts';
import { hasVolumeGroup } from '../../core/unlock/volume-group.ts';
import type { VolumeList } from '../../core/unlock/volume-list.ts';
import type { InvocationOf } from '../arguments.ts';
import { listDisks } from '../machine/disks.ts';
import { runStep } from '../io/steps.ts';
import {
  findLuksPartition,
  getMappingName,
  getVolumeName,
  isReadOnlyMapping,
  listVolumes,
  readKnownCredentials,
} from '../unlock/device.ts';
import { closeMapping } from '../unlock/close-mapping.ts';
import { runUnlockJob } from '../unlock/unlock-job.ts';
import type { Command, Outcome } from './command.ts';

/**
 * Opens a locked disk, for reading unless the caller has confirmed a write. One that is open already
 * is a success; one that is open for reading and wanted for writing is closed and opened again, since
 * dm-crypt can't change its mind about a mapping in place.
 */
export const unlock: Command<'unlock'> = async (invocation, io, say) => {
  const { device, method: wanted, isWritable } = invocation;
  if (device === null) return list(say);
  const found = await runStep(io, 'job.unlock.check', () => findLuksPartition(device));
  if (!found.ok) return found;
  const { partition } = found.value;
  const openedAs = partition.luks?.openedAs ?? null;
  if (openedAs !== null) {
    if (!isWritable || !(await isReadOnlyMapping(openedAs)))
      return ok(describe(invocation, partition, { openedAs, method: null }, say));
    const closed = await closeMapping(openedAs, partition);
    if (!closed.ok) return closed;
  }
  const opened = await runStep(io, 'job.unlock.open', async () => {
    const known = await readKnownCredentials(found.value);
    const name = getMappingName(found.value);
    return runUnlockJob({ partition, name, wanted, isReadOnly: !isWritable, known, io });
  });
  if (!opened.ok) return opened;
  const outcome = describe(invocation, partition, opened.value, say);
  if (await holdsVolumeGroup(partition.path))
    outcome.sections.push({ title: null, items: [{ text: say('unlock.holds-lvm') }] });
  return ok(outcome);
};

/** Whether what was opened is a part of a volume group, which can't be looked into here. */
async function holdsVolumeGroup(path: string): Promise<boolean> {
  const disks = await listDisks();
  if (!disks.ok) return false;
  return disks.value
    .flatMap(({ partitions }) => partitions)
    .some((each) => each.path === path && hasVolumeGroup(each));
}

function describe(
  { isWritable }: InvocationOf<'unlock'>,
  partition: Partition,
  { openedAs, method }: { openedAs: string; method: string | null },
  say: DomainFormatter,
): Outcome {
  const already = method === null;
  const message = already ? 'unlock.already' : isWritable ? 'unlock.done-writable' : 'unlock.done';
  return {
    value: {
      schema: 'lifeboat.unlock/1',
      device: partition.path,
      openedAs,
      already,
      method,
      readOnly: !isWritable,
    },
    sections: [
      { title: null, items: [{ text: say(message, { device: getVolumeName(partition) }) }] },
    ],
  };
}

/** The encrypted disks, whether they are open, and what opens them. */
async function list(say: DomainFormatter): Promise<Result<Outcome>> {
  const volumes = await listVolumes();
  if (!volumes.ok) return volumes;
  const rows = volumes.value.map((volume) => ({
    device: volume.path,
    name: getVolumeName(volume),
    openedAs: volume.luks?.openedAs ?? null,
    methods: volume.luks === null ? [] : listMethods(volume.luks),
  }));
  const items = rows.map(({ device, name, openedAs, methods }) => {
    const state = say(openedAs === null ? 'state.locked' : 'state.open');
    const ways = methods.map((method) => say(`unlock.method.${method}`)).join(', ');
    return { mark: '- ', text: `${name} (${device}): ${state}; ${ways}` };
  });
  return ok({
    value: { schema: 'lifeboat.volumes/1', volumes: rows } satisfies VolumeList,
    sections: [
      {
        title: say('unlock.list.title'),
        items: items.length > 0 ? items : [{ text: say('unlock.list.none') }],
      },
    ],
  });
}
