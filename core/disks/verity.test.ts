import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createVerity } from '../../test/helpers/verity.ts';
import { fromBytes } from './byte-source.ts';
import type { Digest } from './digest.ts';
import { readVerity, verifyData } from './verity.ts';

const digest: Digest = (algorithm, ...parts) => {
  if (!['sha256', 'sha1'].includes(algorithm)) return null;
  const hash = createHash(algorithm);
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const verify = (data: Uint8Array, tree: Uint8Array, rootHash: string | null) =>
  verifyData(fromBytes(data), fromBytes(tree), rootHash, digest);

/** Three levels of hashes. */
const data = Buffer.alloc(130 * 128 * 4096, 'the files of a system ');
const { bytes: tree, rootHash } = createVerity(data);
const spoil = (bytes: Buffer, at: number) => {
  const spoilt = Buffer.from(bytes);
  spoilt[at] = (spoilt[at] ?? 0) ^ 1;
  return spoilt;
};

describe('a verity tree', () => {
  it('tells its root hash from its first block', async () => {
    expect(await readVerity(fromBytes(tree), digest)).toEqual({
      uuid: '77777777-7777-7777-7777-777777777777',
      algorithm: 'sha256',
      salt: '5a17',
      dataBlockBytes: 4096,
      hashBlockBytes: 4096,
      dataBlocks: 130 * 128,
      rootHash,
    });
  });

  it('fits its data, and says how far it is', async () => {
    const progress: number[] = [];
    const outcome = await verifyData(
      fromBytes(data),
      fromBytes(tree),
      rootHash.toUpperCase(),
      digest,
      (part) => progress.push(part),
    );
    expect(outcome).toBe('verified');
    expect(progress.at(-1)).toBe(1);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    expect(await verify(data, tree, null)).toBe('verified');
  });

  it.each([
    ['the first block of data', () => verify(spoil(data, 5), tree, rootHash)],
    ['the last byte of data', () => verify(spoil(data, data.length - 1), tree, rootHash)],
    ['the top of the tree', () => verify(data, spoil(tree, 4096), rootHash)],
    ['the middle of the tree', () => verify(data, spoil(tree, 2 * 4096 + 7), rootHash)],
    ['the lowest level', () => verify(data, spoil(tree, tree.length - 4096), rootHash)],
    ['the root hash', () => verify(data, tree, 'ab'.repeat(32))],
    ['the salt', () => verify(data, spoil(tree, 88), rootHash)],
    ['the length of the data', () => verify(data.subarray(1), tree, rootHash)],
    ['the length of the tree', () => verify(data, tree.subarray(0, -1), rootHash)],
  ])('finds a single wrong bit in %s', async (_, run) => {
    expect(await run()).toBe('mismatch');
  });

  it('over a single block of data has no blocks of its own', async () => {
    const small = Buffer.alloc(4096, 's');
    const { bytes, rootHash: hash } = createVerity(small);
    expect(bytes).toHaveLength(4096);
    const hashOfBlock = createHash('sha256').update(Buffer.from('5a17', 'hex')).update(small);
    expect(await verify(small, bytes, hashOfBlock.digest('hex'))).toBe('verified');
    expect(await verify(small, bytes, hash.replace(/./, 'x'))).toBe('mismatch');
  });

  it('that cannot be, or of another hash function, is not taken for one', async () => {
    expect(await verify(data, Buffer.alloc(4096), rootHash)).toBe('unsupported');
    const other = Buffer.from(tree);
    other.write('rot13\0', 32);
    expect(await verify(data, other, rootHash)).toBe('unsupported');
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 88 }), async (bytes) => {
        const any = Buffer.from(tree.subarray(0, 8192));
        any.set(bytes, 8);
        await readVerity(fromBytes(any), digest);
        await verify(data.subarray(0, 8192), any, rootHash);
      }),
    );
  });
});

describe.each(['sha256', 'sha1'])('veritysetup agrees with %s', (algorithm) => {
  it.each([4096, 5 * 4096, 300 * 4096])('on %i bytes', async (length) => {
    const folder = mkdtempSync(join(tmpdir(), 'lifeboat-verity-'));
    try {
      const [image, hashes] = [join(folder, 'data'), join(folder, 'tree')];
      const content = randomBytes(length);
      writeFileSync(image, content);
      const words = ['format', '--hash', algorithm, image, hashes];
      const output = execFileSync('veritysetup', words, { encoding: 'utf8' });
      const hash = /Root hash:\s+([0-9a-f]+)/.exec(output)?.[1] ?? '';
      const made = readFileSync(hashes);
      expect(await verify(content, made, hash)).toBe('verified');
      expect(await verify(spoil(content, length - 1), made, hash)).toBe('mismatch');
      if (length > 4096) expect((await readVerity(fromBytes(made), digest))?.rootHash).toBe(hash);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
