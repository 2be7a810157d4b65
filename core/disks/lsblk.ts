/**
 * Disks as lsblk(8) tells them: a tree of block devices, flattened here into disks with their
 * partitions. Whatever stands on a partition (a LUKS mapping, LVM, RAID) is a child of it; an opened
 * LUKS mapping is noted at its partition. A disk without a table that carries a file system or LUKS
 * itself stands as its own only partition.
 */
import { z } from 'zod';
import type { Disk, Luks, Partition } from '../model/machine.ts';
import { ok, fail, type Result } from '../result.ts';
import { getPartitionTypeName } from './partition-types.ts';

/** The columns to ask lsblk for, all at once. */
export const lsblkColumns = [
  'NAME,PATH,TYPE,SIZE,RO,RM,TRAN,MODEL,SERIAL,PTTYPE,PARTTYPE,PARTTYPENAME,PARTLABEL,PARTUUID',
  'PARTFLAGS,FSTYPE,FSVER,LABEL,UUID,MOUNTPOINTS',
].join(',');

const maybe = z.string().nullish();
const nodeSchema = z.object({
  path: z.string(),
  type: z.string(),
  size: z.number().int().nonnegative().nullish(),
  ro: z.boolean().nullish(),
  rm: z.boolean().nullish(),
  tran: maybe,
  model: maybe,
  serial: maybe,
  pttype: maybe,
  parttype: maybe,
  parttypename: maybe,
  partlabel: maybe,
  partuuid: maybe,
  partflags: maybe,
  fstype: maybe,
  fsver: maybe,
  label: maybe,
  uuid: maybe,
  mountpoints: z.array(z.string().nullable()).nullish(),
  get children(): z.ZodOptional<z.ZodNullable<z.ZodArray<typeof nodeSchema>>> {
    return z.array(nodeSchema).nullable().optional();
  },
});
type Node = z.infer<typeof nodeSchema>;
const outputSchema = z.object({ blockdevices: z.array(nodeSchema) });

/** A disk is shown when it can carry a system: no empty loop, ram or floppy devices. */
const isDisk = (node: Node) =>
  (node.size ?? 0) > 0 &&
  ['disk', 'loop', 'rom'].includes(node.type) &&
  !/^\/dev\/(ram|zram|fd)\d/.test(node.path);

const cleanText = (text: string | null | undefined) => {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
};

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
  };
}

function describePartition(node: Node): Partition {
  const partType = node.parttype?.toLowerCase() ?? null;
  return {
    path: node.path,
    sizeBytes: node.size ?? 0,
    label: node.partlabel ?? null,
    partUuid: node.partuuid?.toLowerCase() ?? null,
    partType,
    partTypeName: (partType && getPartitionTypeName(partType)) ?? node.parttypename ?? null,
    attributes: node.parttype ? (node.partflags ?? '0x0') : null,
    fsType: node.fstype ?? null,
    fsLabel: node.label ?? null,
    fsUuid: node.uuid ?? null,
    mountPoints: [node, ...descendants(node).filter(({ type }) => type === 'crypt')].flatMap(
      ({ mountpoints }) => (mountpoints ?? []).filter((point) => point !== null),
    ),
    luks: describeLuks(node),
  };
}

function describeDisk(node: Node): Disk {
  const parts = (node.children ?? []).filter(({ type }) => type === 'part');
  const isUsed = (node.fstype ?? '') !== '' || (node.mountpoints ?? []).some(Boolean);
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
    partitions: (isBare ? [node] : parts).map(describePartition),
  };
}

/** The disks in `lsblk --json --bytes --output …`; TOOL-03 when it printed something else. */
export function parseLsblk(json: string): Result<Disk[]> {
  let data: unknown;
  try {
    data = JSON.parse(json);
  } catch (error) {
    return fail('TOOL-03', { tool: 'lsblk' }, String(error));
  }
  const parsed = outputSchema.safeParse(data);
  if (!parsed.success) return fail('TOOL-03', { tool: 'lsblk' }, z.prettifyError(parsed.error));
  return ok(parsed.data.blockdevices.filter(isDisk).map(describeDisk));
}
