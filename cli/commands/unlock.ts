import type { Partition } from '../../core/model/machine.ts';
import { ok, type Result } from '../../core/result.ts';
import type { DomainFormatter } from '../../core/messages/domain.ts';
import { listMethods } from '../../core/unlock/methods.ts';
import { isOfUse, sortByUse } from '../../core/unlock/need.ts';
import {
  hasVolumeGroup,
  isPhysicalVolume,
  listLogicalVolumes,
  nameLogicalVolume,
} from '../../core/unlock/volume-group.ts';
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
import { activateVolumeGroup } from '../unlock/volume-groups.ts';
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
      return describe(invocation, partition, { openedAs, method: null }, say);
    const closed = await closeMapping(openedAs, partition);
    if (!closed.ok) return closed;
  }
  const opened = await runStep(io, 'job.unlock.open', async () => {
    const known = await readKnownCredentials(found.value);
    const name = getMappingName(found.value);
    return runUnlockJob({ partition, name, wanted, isReadOnly: !isWritable, known, io });
  });
  return opened.ok ? describe(invocation, partition, opened.value, say) : opened;
};

async function describe(
  { isWritable }: InvocationOf<'unlock'>,
  partition: Partition,
  { openedAs, method }: { openedAs: string; method: string | null },
  say: DomainFormatter,
): Promise<Result<Outcome>> {
  const already = method === null;
  const message = already ? 'unlock.already' : isWritable ? 'unlock.done-writable' : 'unlock.done';
  const isReadOnly = already ? await isReadOnlyMapping(openedAs) : !isWritable;
  const inside = await openVolumeGroup(openedAs, isReadOnly, say);
  return ok({
    value: {
      schema: 'lifeboat.unlock/1',
      device: partition.path,
      openedAs,
      already,
      method,
      readOnly: isReadOnly,
      volumes: inside.volumes,
    },
    sections: [
      { title: null, items: [{ text: say(message, { device: getVolumeName(partition) }) }] },
      ...inside.sections,
    ],
  });
}

/** Opens the volume group in what was unlocked, if there is one, and tells what is there now. */
async function openVolumeGroup(
  openedAs: string,
  isReadOnly: boolean,
  say: DomainFormatter,
): Promise<{ volumes: { path: string; name: string }[]; sections: Outcome['sections'] }> {
  const look = async () => {
    const listed = await listDisks();
    const disks = listed.ok ? listed.value : [];
    const holds = disks.flatMap(({ partitions }) => partitions.flatMap((each) => each.holds));
    return { disks, holds: holds.filter(({ path }) => path === openedAs) };
  };
  const before = await look();
  if (!before.holds.some(isPhysicalVolume)) return { volumes: [], sections: [] };
  const opened = hasVolumeGroup(before)
    ? await activateVolumeGroup(openedAs, before.disks, isReadOnly)
    : ok(0);
  const volumes = listLogicalVolumes(await look()).map((each) => ({
    path: each.path,
    name: nameLogicalVolume(each),
  }));
  const texts = [
    volumes.length > 0
      ? say('unlock.group.open', { volumes: volumes.map(({ name }) => name).join(', ') })
      : say('unlock.group.closed'),
    ...(opened.ok && opened.value > 0 ? [say('unlock.group.incomplete')] : []),
    ...(opened.ok ? [] : [opened.failure.detail]),
  ];
  return { volumes, sections: [{ title: null, items: texts.map((text) => ({ text })) }] };
}

/** The encrypted disks, whether they are open, and what opens them. */
async function list(say: DomainFormatter): Promise<Result<Outcome>> {
  const volumes = await listVolumes();
  if (!volumes.ok) return volumes;
  const rows = sortByUse(volumes.value).map((volume) => ({
    device: volume.path,
    name: getVolumeName(volume),
    openedAs: volume.luks?.openedAs ?? null,
    isOfUse: isOfUse(volume),
    methods: volume.luks === null ? [] : listMethods(volume.luks),
  }));
  const items = rows.map(({ device, name, openedAs, isOfUse: isUsed, methods }) => {
    const state = say(openedAs === null ? 'state.locked' : 'state.open');
    const ways = methods.map((method) => say(`unlock.method.${method}`)).join(', ');
    const notes = [ways, ...(isUsed ? [] : [say('unlock.list.not-needed')])];
    return { mark: '- ', text: `${name} (${device}): ${[state, ...notes].join('; ')}` };
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
