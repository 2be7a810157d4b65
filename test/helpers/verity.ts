import { createHash } from 'node:crypto';

export interface VerityTree {
  /** Superblock and hash tree: what a verity partition holds. */
  bytes: Buffer;
  rootHash: string;
}

const blockBytes = 4096;

/** The hash tree over data, with SHA-256 and a salt; written from dm-verity's on-disk format. */
export function createVerity(data: Uint8Array, salt = Buffer.from('5a17', 'hex')): VerityTree {
  const hash = (block: Uint8Array) => createHash('sha256').update(salt).update(block).digest();
  const split = (bytes: Uint8Array) =>
    Array.from({ length: Math.ceil(bytes.length / blockBytes) }, (_, i) => {
      const block = Buffer.alloc(blockBytes);
      block.set(bytes.subarray(i * blockBytes, (i + 1) * blockBytes));
      return block;
    });
  const dataBlocks = split(data);
  const levels: Buffer[] = [];
  let blocks = dataBlocks;
  while (blocks.length > 1) {
    blocks = split(Buffer.concat(blocks.map(hash)));
    levels.unshift(Buffer.concat(blocks));
  }
  const superblock = Buffer.alloc(blockBytes);
  superblock.write('verity', 0, 'latin1');
  superblock.writeUInt32LE(1, 8);
  superblock.writeUInt32LE(1, 12);
  superblock.fill(0x77, 16, 32);
  superblock.write('sha256', 32, 'latin1');
  superblock.writeUInt32LE(blockBytes, 64);
  superblock.writeUInt32LE(blockBytes, 68);
  superblock.writeBigUInt64LE(BigInt(dataBlocks.length), 72);
  superblock.writeUInt16LE(salt.length, 80);
  salt.copy(superblock, 88);
  const top = blocks[0] ?? Buffer.alloc(blockBytes);
  return { bytes: Buffer.concat([superblock, ...levels]), rootHash: hash(top).toString('hex') };
}
