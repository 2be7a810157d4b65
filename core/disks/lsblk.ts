/**
 * Disks as lsblk(8) tells them: a tree of block devices, all of it from one call. A disk has
 * partitions; what stands on a partition (an opened LUKS mapping, LVM, RAID, nested as deep as people
 * nest them) is what the partition *holds*. A disk without a table that carries something itself
 * stands as its own only partition. lsblk prints a device under each of its parents, so the members
 * of a RAID or volume group show the same device, as often as they are members.
 */
import { z } from 'zod';
import type { Disk, Holding, Luks, Partition } from '../model/machine.ts';
import { ok, type Result } from '../result.ts';
import { parseToolJson } from '../tool-output.ts';
import { getPartitionTypeName, listAttributeNames } from './partition-types.ts';

/** The texts of a device, absent or null where lsblk knows none. */
const textNames = [
  'name',
  'tran',
  'model',
  'serial',
  'pttype',
  'parttype',
  'parttypename',
  'partlabel',
  'partuuid',
  'partflags',
  'fstype',
  'fsver',
  'label',
  'uuid',
] as const;

type Node = Partial<Record<(typeof textNames)[number], string | null>> & {
  path: string;
  type: string;
  size?: number | null;
  ro?: boolean | null;
  rm?: boolean | null;
  mountpoints?: (string | null)[] | null;
  children?: Node[] | null;
};

const isText = (value: unknown) => typeof value === 'string';
const isFlag = (value: unknown) => typeof value === 'boolean';
const isSize = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;
const isMaybe = (value: unknown, is: (value: unknown) => boolean): boolean =>
  value === undefined || value === null || is(value);
const isListOf = (is: (value: unknown) => boolean) => (value: unknown) =>
  Array.isArray(value) && value.every(is);
const isMountPoints = isListOf((point) => isMaybe(point, isText));
const isChildren = isListOf(isNode);

/** Checked by hand: a thousand devices pass this in less time than a schema of all fields takes. */
function isNode(value: unknown): value is Node {
  if (typeof value !== 'object' || value === null) return false;
  const node = value as Record<string, unknown>;
  return (
    isText(node['path']) &&
    isText(node['type']) &&
    textNames.every((name) => isMaybe(node[name], isText)) &&
    isMaybe(node['size'], isSize) &&
    isMaybe(node['ro'], isFlag) &&
    isMaybe(node['rm'], isFlag) &&
    isMaybe(node['mountpoints'], isMountPoints) &&
    isMaybe(node['children'], isChildren)
  );
}

const deviceSchema = z.custom<Node>(isNode, 'not a device as lsblk describes them');
const outputSchema = z.object({ blockdevices: z.array(deviceSchema) });

/** A disk is shown when it can carry a system: no empty loop, ram or floppy devices. */
const isDisk = (node: Node) =>
  (node.size ?? 0) > 0 &&
  ['disk', 'loop', 'rom'].includes(node.type) &&
  !/^\/dev\/(ram|zram|fd)\d/.test(node.path);

const cleanText = (text: string | null | undefined) => {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
};

/** A partition, also of a device that is itself no disk. */
const isPartition = ({ type }: Node) => type === 'part';

const pointsOf = ({ mountpoints }: Node) => (mountpoints ?? []).filter((point) => point !== null);

const descendants = (node: Node): Node[] =>
  (node.children ?? []).flatMap((child) => [child, ...descendants(child)]);

function describeLuks(node: Node): Luks | null {
  if (node.fstype !== 'crypto_LUKS') return null;
  return {
    version: Number(node.fsver ?? 2) || 2,
    uuid: node.uuid ?? null,
    label: node.label ?? null,
    tokens: [],
    passphraseSlots: [],
    openedAs: node.children?.find(({ type }) => type === 'crypt')?.path ?? null,
    headers: null,
  };
}

const describeHolding = (node: Node): Holding => ({
  path: node.path,
  type: node.type,
  name: node.name ?? node.path.replace(/^.*\//, ''),
  sizeBytes: node.size ?? null,
  fsType: node.fstype ?? null,
  fsLabel: node.label ?? null,
  uuid: node.uuid ?? null,
  mountPoints: pointsOf(node),
  luks: describeLuks(node),
  children: (node.children ?? []).map(describeHolding),
});

/** lsblk prints the flags as a number in hexadecimal; none at all when they are zero. */
const readFlags = (flags: string | null | undefined) =>
  /^0x[0-9a-f]{1,16}$/i.test(flags ?? '') ? BigInt(flags ?? 0) : 0n;

function describePartition(node: Node): Partition {
  const partType = node.parttype?.toLowerCase() ?? null;
  const knownName = partType && getPartitionTypeName(partType);
  return {
    path: node.path,
    number: isPartition(node) ? Number(/\d+$/.exec(node.path)?.[0] ?? 0) || null : null,
    sizeBytes: node.size ?? 0,
    label: node.partlabel ?? null,
    partUuid: node.partuuid?.toLowerCase() ?? null,
    partType,
    partTypeName: knownName ?? node.parttypename ?? null,
    staging: null,
    attributes: node.parttype ? (node.partflags ?? '0x0') : null,
    attributeNames: listAttributeNames(readFlags(node.partflags), knownName),
    fsType: node.fstype ?? null,
    fsLabel: node.label ?? null,
    uuid: node.uuid ?? null,
    mountPoints: [node, ...descendants(node).filter(({ type }) => type === 'crypt')].flatMap(
      pointsOf,
    ),
    luks: describeLuks(node),
    verity: null,
    holds: (node.children ?? []).filter((child) => !isPartition(child)).map(describeHolding),
  };
}

function describeDisk(node: Node): Disk {
  const parts = (node.children ?? []).filter(isPartition);
  const holds = (node.children ?? []).some((child) => !isPartition(child));
  const isUsed = (node.fstype ?? '') !== '' || pointsOf(node).length > 0 || holds;
  const isBare = parts.length === 0 && isUsed;
  return {
    path: node.path,
    model: cleanText(node.model),
    serial: cleanText(node.serial),
    sizeBytes: node.size ?? 0,
    transport: node.tran ?? null,
    removable: node.rm ?? false,
    readOnly: node.ro ?? false,
    tableType: node.pttype ?? null,
    gpt: null,
    partitions: (isBare ? [node] : parts).map(describePartition),
  };
}

/** The disks in `lsblk --json --bytes --output …`; TOOL-03 when it printed something else. */
export function parseLsblk(json: string): Result<Disk[]> {
  const parsed = parseToolJson(outputSchema, 'lsblk', json);
  if (!parsed.ok) return parsed;
  return ok(parsed.value.blockdevices.filter(isDisk).map(describeDisk));
}
