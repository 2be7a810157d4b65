/**
 * A disk in an image file: a whole disk with its partition table, or the content of a single
 * partition. Everything is read by its own bytes, so it needs no rights, no loop device and no mount,
 * and nothing in the file reaches the kernel. Only raw images are read: the formats of virtual
 * machines are named and refused.
 */
import { stat } from 'node:fs/promises';
import { fromBytes, sliceOf, toLatin1, type ByteSource } from '../../core/disks/byte-source.ts';
import { identifyContents } from '../../core/disks/contents.ts';
import { readGpt } from '../../core/disks/gpt.ts';
import { hasProtectiveMbr, readMbr } from '../../core/disks/mbr.ts';
import { readVerity } from '../../core/disks/verity.ts';
import type { Disk, Partition } from '../../core/model/machine.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { FatTree } from '../files/fat-tree.ts';
import { digest, openFileSource } from '../files/file-source.ts';
import { describeGpt, describeLuks, nameStagedType } from './disks.ts';

export interface DiskImage {
  disk: Disk;
  /** The bytes of a partition of the disk. */
  openPartition: (path: string) => ByteSource;
  /** The boot partitions; null where there is none, or none that is FAT. */
  esp: FatTree | null;
  xbootldr: FatTree | null;
  close(): Promise<void>;
}

const otherFormats = [
  { name: 'qcow2', at: 0, magic: 'QFI\u00fb' },
  { name: 'VMDK', at: 0, magic: 'KDMV' },
  { name: 'VHDX', at: 0, magic: 'vhdxfile' },
  { name: 'VHD', at: 0, magic: 'conectix' },
  { name: 'VDI', at: 64, magic: '\u007f\u0010\u00da\u00be' },
  { name: 'xz', at: 0, magic: '\u00fd7zXZ\0' },
  { name: 'zstd', at: 0, magic: '\u0028\u00b5\u002f\u00fd' },
  { name: 'gzip', at: 0, magic: '\u001f\u008b\u0008' },
];

async function findOtherFormat(source: ByteSource): Promise<string | null> {
  const head = await source.read(0, 512);
  const found = otherFormats.find(
    ({ at, magic }) => toLatin1(head.subarray(at, at + magic.length)) === magic,
  );
  return found?.name ?? null;
}

type Listed = Pick<
  Partition,
  'number' | 'label' | 'partUuid' | 'partType' | 'partTypeName' | 'attributes' | 'attributeNames'
> & { path: string; offsetBytes: number; sizeBytes: number };

/** A content without a table stands as a partition of its own, as lsblk(8) shows such a disk. */
const bare = (path: string, sizeBytes: number): Listed => ({
  path,
  number: null,
  label: null,
  partUuid: null,
  partType: null,
  partTypeName: null,
  attributes: null,
  attributeNames: [],
  offsetBytes: 0,
  sizeBytes,
});

async function listPartitions(path: string, source: ByteSource) {
  const pathOf = (number: number) => `${path}#${number.toString()}`;
  const gpt = await readGpt(source);
  if (gpt !== null) {
    const listed = gpt.partitions.map((each): Listed => ({
      ...each,
      path: pathOf(each.number),
      label: each.label === '' ? null : each.label,
      partType: each.typeGuid,
      partTypeName: each.typeName,
    }));
    return { tableType: 'gpt', listed };
  }
  const mbr = await readMbr(source);
  if (mbr === null) {
    // A volume whose first header is lost is found by its second one.
    const isUsed =
      (await identifyContents(source)) !== null || (await describeLuks(source, null)) !== null;
    return { tableType: null, listed: isUsed ? [bare(path, source.sizeBytes)] : [] };
  }
  const listed = mbr.map(({ number, partUuid, type, typeName, isActive, ...place }): Listed => ({
    ...bare(pathOf(number), place.sizeBytes),
    ...place,
    number,
    partUuid,
    partType: `0x${type}`,
    partTypeName: typeName,
    attributes: isActive ? '0x80' : '0x0',
    attributeNames: isActive ? ['active'] : [],
  }));
  const isLost = listed.length > 0 && (await hasProtectiveMbr(source));
  return isLost ? { tableType: 'gpt', listed: [] } : { tableType: 'dos', listed };
}

async function describePartition(listed: Listed, source: ByteSource): Promise<Partition> {
  const contents = await identifyContents(source);
  const { fsType = null, fsLabel = null, fsUuid = null } = contents ?? {};
  const fat = fsType === 'vfat' ? await FatTree.open(source) : null;
  const mayBeLuks = fsType === 'crypto_LUKS' || fsType === null;
  const luks = mayBeLuks ? await describeLuks(source, null) : null;
  return nameStagedType({
    path: listed.path,
    number: listed.number,
    sizeBytes: listed.sizeBytes,
    label: listed.label,
    partUuid: listed.partUuid,
    partType: listed.partType,
    partTypeName: listed.partTypeName,
    attributes: listed.attributes,
    attributeNames: listed.attributeNames,
    staging: null,
    // As blkid(8) finds a volume whose first header is lost by its second one.
    fsType: luks === null ? fsType : 'crypto_LUKS',
    fsLabel: (await fat?.getLabel()) ?? fsLabel ?? luks?.label ?? null,
    uuid: fsUuid ?? luks?.uuid ?? null,
    mountPoints: [],
    luks,
    verity: fsType === 'DM_verity_hash' ? await readVerity(source, digest) : null,
    holds: [],
  });
}

/** The table that the first sector announces, and of which neither copy is there. */
const lostGpt: Disk['gpt'] = {
  diskUuid: null,
  sectorBytes: 512,
  primary: 'missing',
  backup: 'missing',
  copiesDiffer: false,
  isBackupAtEnd: false,
};

async function describeImage(path: string, source: ByteSource) {
  const { tableType, listed } = await listPartitions(path, source);
  const slices = new Map(
    listed.map((each) => [each.path, sliceOf(source, each.offsetBytes, each.sizeBytes)]),
  );
  const openPartition = (wanted: string) => slices.get(wanted) ?? fromBytes(new Uint8Array(0));
  const partitions = await Promise.all(
    listed.map((each) => describePartition(each, openPartition(each.path))),
  );
  const disk: Disk = {
    path,
    model: null,
    serial: null,
    sizeBytes: source.sizeBytes,
    transport: null,
    removable: false,
    readOnly: true,
    tableType,
    gpt: (await describeGpt(source)) ?? (tableType === 'gpt' ? lostGpt : null),
    partitions,
  };
  return { disk, openPartition };
}

/**
 * Opens an image; ARGS-02 when it cannot be read, IMAGE-01 when it is of another format than raw. The
 * ESP of an image without a table is the whole of it.
 */
export async function openDiskImage(path: string): Promise<Result<DiskImage>> {
  let source;
  try {
    if (!(await stat(path)).isFile()) return fail('ARGS-02', { path }, 'This is not a file.');
    source = await openFileSource(path);
  } catch (error) {
    return fail('ARGS-02', { path }, (error as Error).message);
  }
  const format = await findOtherFormat(source);
  if (format !== null) {
    await source.close();
    return fail('IMAGE-01', { path, format });
  }
  const { disk, openPartition } = await describeImage(path, source);
  const openBoot = async (fits: (partition: Partition) => boolean) => {
    for (const partition of disk.partitions.filter(fits)) {
      const tree = await FatTree.open(openPartition(partition.path));
      if (tree !== null) return tree;
    }
    return null;
  };
  const isBare = disk.tableType === null;
  return ok({
    disk,
    openPartition,
    esp: await openBoot(({ partTypeName }) => isBare || partTypeName === 'esp'),
    xbootldr: await openBoot(({ partTypeName }) => partTypeName === 'xbootldr'),
    close: () => source.close(),
  });
}
