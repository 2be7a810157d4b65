/**
 * dm-verity protects an image by a tree of hashes: each block of data is hashed, the hashes fill
 * blocks that are hashed again, up to a single block whose hash is the *root hash*. The tree stands in
 * a file or partition of its own, behind a superblock, its top level first. So the root hash that a
 * tree has is known from its first block, and whether the data fit it only from reading everything.
 * cryptsetup's "DMVerity" on-disk format; Linux, Documentation/admin-guide/device-mapper/verity.rst.
 */
import type { Verity } from '../model/machine.ts';
import { toHex, toLatin1, viewOf, type ByteSource } from './byte-source.ts';
import type { Digest } from './digest.ts';
import { toUuid } from './uuid.ts';

const superblockBytes = 512;
const maxSaltBytes = 256;
const isBlockSize = (bytes: number) =>
  bytes >= 512 && bytes <= 65536 && (bytes & (bytes - 1)) === 0;

interface Superblock extends Omit<Verity, 'rootHash'> {
  /** Hash format: 1 puts the salt in front of a block, 0 (Chromium OS) behind it. */
  format: number;
  saltBytes: Uint8Array;
}

/** Where the levels of a tree stand, the lowest first; in hash blocks from the start of the source. */
interface Level {
  firstBlock: number;
  blocks: number;
}

async function readSuperblock(source: ByteSource): Promise<Superblock | null> {
  const bytes = await source.read(0, superblockBytes);
  if (bytes.length < superblockBytes || toLatin1(bytes.subarray(0, 8)) !== 'verity\0\0')
    return null;
  const view = viewOf(bytes);
  const [format, saltLength] = [view.getUint32(12, true), view.getUint16(80, true)];
  const [dataBlockBytes, hashBlockBytes] = [view.getUint32(64, true), view.getUint32(68, true)];
  const dataBlocks = Number(view.getBigUint64(72, true));
  const isSane =
    view.getUint32(8, true) === 1 &&
    format <= 1 &&
    saltLength <= maxSaltBytes &&
    isBlockSize(dataBlockBytes) &&
    isBlockSize(hashBlockBytes) &&
    Number.isSafeInteger(dataBlocks * dataBlockBytes);
  if (!isSane) return null;
  const saltBytes = bytes.subarray(88, 88 + saltLength);
  return {
    uuid: toUuid(toHex(bytes.subarray(16, 32))),
    algorithm: toLatin1(bytes.subarray(32, 64)).replace(/\0.*$/s, ''),
    salt: toHex(saltBytes),
    dataBlockBytes,
    hashBlockBytes,
    dataBlocks,
    format,
    saltBytes,
  };
}

/** A block's hash; null when the hash function is not known. */
const createHasher =
  ({ algorithm, format, saltBytes }: Superblock, digest: Digest) =>
  (block: Uint8Array) =>
    format === 1 ? digest(algorithm, saltBytes, block) : digest(algorithm, block, saltBytes);

/**
 * How many bytes a hash takes in the tree: a power of two, so that none straddles two blocks. Null in
 * the older format with a hash function of another size: those are packed in a way of their own.
 */
function strideOf({ format }: Superblock, digestBytes: number): number | null {
  const stride = 2 ** Math.ceil(Math.log2(digestBytes));
  return format === 1 || stride === digestBytes ? stride : null;
}

function layOutLevels({ dataBlocks, hashBlockBytes }: Superblock, stride: number): Level[] {
  const perBlock = hashBlockBytes / stride;
  const sizes: number[] = [];
  for (let blocks = dataBlocks; blocks > 1;) {
    blocks = Math.ceil(blocks / perBlock);
    sizes.push(blocks);
  }
  let next = Math.ceil(superblockBytes / hashBlockBytes);
  const topFirst = sizes.reverse().map((blocks) => {
    const level = { firstBlock: next, blocks };
    next += blocks;
    return level;
  });
  return topFirst.reverse();
}

/** The superblock of verity data and the root hash of its tree; null when there is no superblock. */
export async function readVerity(source: ByteSource, digest: Digest): Promise<Verity | null> {
  const superblock = await readSuperblock(source);
  if (superblock === null) return null;
  const { uuid, algorithm, salt, dataBlockBytes, hashBlockBytes, dataBlocks } = superblock;
  const verity = { uuid, algorithm, salt, dataBlockBytes, hashBlockBytes, dataBlocks };
  // A tree over one block of data has no blocks of its own.
  if (dataBlocks < 2) return { ...verity, rootHash: null };
  const at = Math.ceil(superblockBytes / hashBlockBytes) * hashBlockBytes;
  const top = await source.read(at, hashBlockBytes);
  const hash = top.length === hashBlockBytes ? createHasher(superblock, digest)(top) : null;
  return { ...verity, rootHash: hash && toHex(hash) };
}

export type VerityOutcome = 'verified' | 'mismatch' | 'unsupported';

/** How many bytes are read at a time. */
const chunkBytes = 1024 * 1024;

/**
 * Reads all data through the hash tree. `rootHash` is what the tree must have; null takes the tree's
 * own. "unsupported": no superblock, or a hash function that is not known here. `onProgress` is told
 * how much of the data was read, from 0 to 1.
 */
export async function verifyData(
  data: ByteSource,
  tree: ByteSource,
  rootHash: string | null,
  digest: Digest,
  onProgress: (part: number) => void = () => undefined,
): Promise<VerityOutcome> {
  const superblock = await readSuperblock(tree);
  const digestBytes = superblock && digest(superblock.algorithm, new Uint8Array(0))?.length;
  const stride = superblock && digestBytes ? strideOf(superblock, digestBytes) : null;
  if (superblock === null || stride === null) return 'unsupported';
  const { dataBlocks, dataBlockBytes, hashBlockBytes } = superblock;
  if (dataBlocks === 0 || dataBlocks * dataBlockBytes > data.sizeBytes) return 'mismatch';
  const hash = createHasher(superblock, digest);
  const levels = layOutLevels(superblock, stride);
  const treeBlocks = levels[0] ? levels[0].firstBlock + levels[0].blocks : 0;
  if (treeBlocks * hashBlockBytes > tree.sizeBytes) return 'mismatch';

  /** Hashes `blocks` blocks of a source and compares each with its place in `parent`. */
  const compare = async (
    source: ByteSource,
    first: number,
    blocks: number,
    blockBytes: number,
    parent: Level | undefined,
    tell: (part: number) => void,
  ): Promise<boolean> => {
    const perRead = Math.max(1, Math.floor(chunkBytes / blockBytes));
    for (let done = 0; done < blocks; done += perRead) {
      const count = Math.min(perRead, blocks - done);
      const bytes = await source.read((first + done) * blockBytes, count * blockBytes);
      const stored = parent
        ? await tree.read(parent.firstBlock * hashBlockBytes + done * stride, count * stride)
        : null;
      if (bytes.length < count * blockBytes) return false;
      for (let i = 0; i < count; i += 1) {
        const found = hash(bytes.subarray(i * blockBytes, (i + 1) * blockBytes));
        if (found === null) return false;
        const isSame = stored
          ? found.every((byte, j) => byte === stored[i * stride + j])
          : rootHash === null || toHex(found) === rootHash.toLowerCase();
        if (!isSame) return false;
      }
      tell((done + count) / blocks);
    }
    return true;
  };

  const quiet = () => undefined;
  for (const [i, level] of [...levels.entries()].reverse()) {
    const isGood = await compare(
      tree,
      level.firstBlock,
      level.blocks,
      hashBlockBytes,
      levels[i + 1],
      quiet,
    );
    if (!isGood) return 'mismatch';
  }
  const isGood = await compare(data, 0, dataBlocks, dataBlockBytes, levels[0], onProgress);
  return isGood ? 'verified' : 'mismatch';
}
