import { nameToken } from '../../core/inspect/explain-disks.ts';
import type { DomainFormatter } from '../../core/messages/domain.ts';
import type { Disk, Holding, Image, Luks, Machine, Partition } from '../../core/model/machine.ts';
import type { Section } from './layout.ts';

const bullet = '- ';

/** A size as a person says it, in binary units. */
export function sayBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let [size, unit] = [bytes, 0];
  while (size >= 1024 && unit < units.length - 1) [size, unit] = [size / 1024, unit + 1];
  return `${size >= 10 || Number.isInteger(size) ? String(Math.round(size)) : size.toFixed(1)} ${units[unit] ?? ''}`;
}

const join = (notes: (string | null)[]) => notes.filter((note) => note !== null).join(', ');

/** Whether it is locked, and what opens it. */
function describeLuks(luks: Luks, say: DomainFormatter): string[] {
  const state = say(luks.openedAs === null ? 'state.locked' : 'state.open');
  const ways = [
    ...luks.tokens.map((token) => nameToken(token, say)),
    ...(luks.passphraseSlots.length > 0 ? [say('unlock.method.passphrase')] : []),
  ];
  const unique = [...new Set(ways)].join(', ');
  return unique === '' ? [state] : [state, say('text.opens-with', { ways: unique })];
}

function describePartition(partition: Partition, say: DomainFormatter): string {
  const { path, label, fsLabel, partTypeName, fsType, luks, sizeBytes, mountPoints } = partition;
  const notes = join([
    label ?? fsLabel,
    sayBytes(sizeBytes),
    partTypeName,
    fsType,
    ...(luks ? describeLuks(luks, say) : []),
    ...mountPoints,
  ]);
  return `${path}: ${notes}`;
}

function describeHolding(holding: Holding, say: DomainFormatter): string {
  const { path, type, sizeBytes, fsType, fsLabel, luks, mountPoints } = holding;
  const notes = join([
    type,
    fsLabel,
    sizeBytes === null ? null : sayBytes(sizeBytes),
    fsType,
    ...(luks ? describeLuks(luks, say) : []),
    ...mountPoints,
  ]);
  return `${path}: ${notes}`;
}

type Item = Section['items'][number];

const describeHoldings = (
  holdings: readonly Holding[],
  indent: string,
  say: DomainFormatter,
): Item[] =>
  holdings.flatMap((holding) => [
    { mark: `${indent}${bullet}`, text: describeHolding(holding, say) },
    ...describeHoldings(holding.children, `${indent}  `, say),
  ]);

const describeDisk = (disk: Disk, say: DomainFormatter): Item[] => [
  {
    mark: bullet,
    text: join([disk.path, disk.model, sayBytes(disk.sizeBytes), disk.transport, disk.tableType]),
  },
  ...disk.partitions.flatMap((partition) => [
    { mark: `  ${bullet}`, text: describePartition(partition, say) },
    ...describeHoldings(partition.holds, '    ', say),
  ]),
];

/** The disks as a tree: each with its partitions, each partition with what stands on it. */
export const describeDisks = ({ disks }: Machine, say: DomainFormatter): Section => ({
  title: say('text.disks'),
  items: disks.flatMap((disk) => describeDisk(disk, say)),
});

function describeImage(image: Image, machine: Machine, say: DomainFormatter): string {
  const { name, role, sizeBytes, usedBy, verified, placement } = image;
  const users = machine.versions
    .filter(({ entryId }) => usedBy.includes(entryId))
    .map((version) => version.name)
    .join(', ');
  const notes = join([
    role,
    sayBytes(sizeBytes),
    users === '' ? null : say('text.used-by', { versions: users }),
    placement === 'installed' ? null : say(`state.${placement}`),
    verified === 'not-checked' ? null : say(`state.${verified}`),
  ]);
  return `${name}: ${notes}`;
}

/** The system images, with the versions that start from them. */
export const describeImages = (machine: Machine, say: DomainFormatter): Section => ({
  title: say('text.images'),
  items: machine.images.map((image) => ({
    mark: bullet,
    text: describeImage(image, machine, say),
  })),
});
