import { viewOf, type ByteSource } from '../../core/disks/byte-source.ts';

/** Where things lie on a FAT volume, as its boot sector says. */
export interface FatLayout {
  bits: 12 | 16 | 32;
  fatAt: number;
  fatBytes: number;
  clusterBytes: number;
  clusters: number;
  dataAt: number;
  /** The root directory's cluster on FAT32; elsewhere it has a place of its own. */
  root: { cluster: number } | { at: number; sizeBytes: number };
  isMarkedDirty: boolean;
}

const isPowerOfTwo = (value: number) => value > 0 && (value & (value - 1)) === 0;

/** The layout; null when this is no FAT volume, or one that cannot be. FAT Specification, section 3. */
export async function readFatLayout(source: ByteSource): Promise<FatLayout | null> {
  const sector = await source.read(0, 512);
  if (sector.length < 512 || (sector[0] !== 0xeb && sector[0] !== 0xe9)) return null;
  const view = viewOf(sector);
  const u16 = (at: number) => view.getUint16(at, true);
  const u32 = (at: number) => view.getUint32(at, true);
  const [sectorBytes, perCluster, fats] = [u16(11), view.getUint8(13), view.getUint8(16)];
  const isSane =
    isPowerOfTwo(sectorBytes) &&
    sectorBytes >= 512 &&
    sectorBytes <= 4096 &&
    isPowerOfTwo(perCluster) &&
    fats >= 1 &&
    fats <= 4 &&
    u16(14) > 0;
  if (!isSane) return null;
  const isFat32 = u16(22) === 0;
  const fatSectors = isFat32 ? u32(36) : u16(22);
  const rootBytes = u16(17) * 32;
  const rootSectors = Math.ceil(rootBytes / sectorBytes);
  const fatAt = u16(14) * sectorBytes;
  const rootAt = fatAt + fats * fatSectors * sectorBytes;
  const dataAt = rootAt + rootSectors * sectorBytes;
  const totalBytes = (u16(19) || u32(32)) * sectorBytes;
  const clusterBytes = perCluster * sectorBytes;
  const bits = isFat32 ? 32 : Math.floor((totalBytes - dataAt) / clusterBytes) < 4085 ? 12 : 16;
  const fatBytes = fatSectors * sectorBytes;
  // As many clusters as there is room for, in the volume and in the table.
  const clusters = Math.min(
    Math.floor((totalBytes - dataAt) / clusterBytes),
    Math.floor((fatBytes * 8) / bits) - 2,
  );
  if (fatBytes === 0 || clusters < 1 || (!isFat32 && rootBytes === 0)) return null;
  return {
    bits,
    fatAt,
    fatBytes,
    clusterBytes,
    clusters,
    dataAt,
    root: isFat32 ? { cluster: u32(44) } : { at: rootAt, sizeBytes: rootBytes },
    isMarkedDirty: (view.getUint8(isFat32 ? 65 : 37) & 1) === 1,
  };
}
