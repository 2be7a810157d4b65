/**
 * What a partition holds, by the magic numbers of file systems and of the layers below them. Names
 * are those that blkid(8) uses, so that an image file and a device read the same.
 */
import { toHex, toLatin1, toText, viewOf, type ByteSource } from './byte-source.ts';
import { toUuid } from './uuid.ts';

export interface Contents {
  fsType: string;
  fsLabel: string | null;
  fsUuid: string | null;
}

/** Everything that is looked at stands in the first bytes of a partition. */
const headBytes = 72 * 1024;

interface Signature {
  fsType: string | ((head: Uint8Array) => string);
  at: number;
  magic: string;
  uuid?: (head: Uint8Array) => string;
  label?: readonly [at: number, length: number];
}

const uuidAt = (at: number) => (head: Uint8Array) => toUuid(toHex(head.subarray(at, at + 16)));
const textAt = (head: Uint8Array, at: number, length: number) =>
  (toText(head.subarray(at, at + length).filter((byte) => byte !== 0)) ?? '').trim();
/** A serial number as Microsoft's tools print it. */
const serialAt = (at: number) => (head: Uint8Array) =>
  toHex(head.slice(at, at + 4).reverse())
    .toUpperCase()
    .replace(/^(.{4})/, '$1-');

/** ext2, ext3 and ext4 differ by the features that a volume uses: Linux, fs/ext4/ext4.h. */
function nameExt(head: Uint8Array): string {
  const view = viewOf(head.subarray(1024));
  const [compatible, incompatible, readOnly] = [92, 96, 100].map((at) => view.getUint32(at, true));
  if ((incompatible ?? 0) & 0x8) return 'jbd';
  if ((incompatible ?? 0) & 0x22c0 || (readOnly ?? 0) & 0x478) return 'ext4';
  return (compatible ?? 0) & 0x4 ? 'ext3' : 'ext2';
}

const lvmUuid = (head: Uint8Array) =>
  toLatin1(head.subarray(512 + 32, 512 + 64)).replace(
    /^(.{6})(.{4})(.{4})(.{4})(.{4})(.{4})(.{6})$/,
    '$1-$2-$3-$4-$5-$6-$7',
  );

/** A layer before what stands in it: a volume may begin with the remains of an older file system. */
const signatures: Signature[] = [
  {
    fsType: 'crypto_LUKS',
    at: 0,
    magic: 'LUKS\u00ba\u00be',
    uuid: (head) => textAt(head, 168, 36),
    label: [24, 48],
  },
  { fsType: 'DM_verity_hash', at: 0, magic: 'verity\0\0', uuid: uuidAt(16) },
  { fsType: 'LVM2_member', at: 512 + 24, magic: 'LVM2 001', uuid: lvmUuid },
  {
    fsType: 'linux_raid_member',
    at: 4096,
    magic: '\u00fc\u004e\u002b\u00a9',
    uuid: uuidAt(4096 + 16),
    label: [4096 + 32, 32],
  },
  { fsType: 'linux_raid_member', at: 0, magic: '\u00fc\u004e\u002b\u00a9', uuid: uuidAt(16) },
  { fsType: 'BitLocker', at: 3, magic: '-FVE-FS-' },
  {
    fsType: 'ntfs',
    at: 3,
    magic: 'NTFS    ',
    uuid: (head) => toHex(head.slice(72, 80).reverse()).toUpperCase(),
  },
  { fsType: 'exfat', at: 3, magic: 'EXFAT   ', uuid: serialAt(100) },
  { fsType: 'ReFS', at: 3, magic: 'ReFS' },
  { fsType: 'vfat', at: 82, magic: 'FAT32   ', uuid: serialAt(67), label: [71, 11] },
  { fsType: 'vfat', at: 54, magic: 'FAT', uuid: serialAt(39), label: [43, 11] },
  { fsType: 'squashfs', at: 0, magic: 'hsqs' },
  {
    fsType: 'erofs',
    at: 1024,
    magic: '\u00e2\u00e1\u00f5\u00e0',
    uuid: uuidAt(1024 + 48),
    label: [1024 + 64, 16],
  },
  { fsType: 'f2fs', at: 1024, magic: '\u0010\u0020\u00f5\u00f2', uuid: uuidAt(1024 + 108) },
  {
    fsType: nameExt,
    at: 1024 + 56,
    magic: '\u0053\u00ef',
    uuid: uuidAt(1024 + 104),
    label: [1024 + 120, 16],
  },
  { fsType: 'xfs', at: 0, magic: 'XFSB', uuid: uuidAt(32), label: [108, 12] },
  {
    fsType: 'btrfs',
    at: 65536 + 64,
    magic: '_BHRfS_M',
    uuid: uuidAt(65536 + 32),
    label: [65536 + 299, 256],
  },
  {
    fsType: 'swap',
    at: 4086,
    magic: 'SWAPSPACE2',
    uuid: uuidAt(1024 + 12),
    label: [1024 + 28, 16],
  },
  { fsType: 'apfs', at: 32, magic: 'NXSB', uuid: uuidAt(72) },
  { fsType: 'hfsplus', at: 1024, magic: 'H+' },
  { fsType: 'iso9660', at: 32769, magic: 'CD001', label: [32768 + 40, 32] },
];

/** What stands in a source; null when nothing that is known here does. */
export async function identifyContents(source: ByteSource): Promise<Contents | null> {
  const head = await source.read(0, Math.min(headBytes, source.sizeBytes));
  const found = signatures.find(
    ({ at, magic }) =>
      head.length >= Math.max(at + magic.length, 1536) &&
      toLatin1(head.subarray(at, at + magic.length)) === magic,
  );
  if (found === undefined) return null;
  const { fsType, uuid, label } = found;
  const fsLabel = label === undefined ? '' : textAt(head, ...label);
  const fsUuid = uuid?.(head) ?? '';
  return {
    fsType: typeof fsType === 'string' ? fsType : fsType(head),
    fsLabel: fsLabel === '' || fsLabel === 'NO NAME' ? null : fsLabel,
    fsUuid: /^[0-]*$/.test(fsUuid) ? null : fsUuid,
  };
}
