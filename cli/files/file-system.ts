import type { ByteSource } from '../../core/disks/byte-source.ts';
import { openErofs } from './erofs.ts';
import { openExt4 } from './ext4.ts';
import type { AttributeTree } from './image-tree.ts';
import { openSquashfs } from './squashfs.ts';

/** The files on a volume: EROFS, squashfs or ext4, read by their bytes; null for all others. */
export const openFileSystem = async (source: ByteSource): Promise<AttributeTree | null> =>
  (await openErofs(source)) ?? (await openSquashfs(source)) ?? (await openExt4(source));
