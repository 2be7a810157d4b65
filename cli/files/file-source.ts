import { createHash, getHashes } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { ByteSource } from '../../core/disks/byte-source.ts';
import type { Digest } from '../../core/disks/digest.ts';

export interface FileSource extends ByteSource {
  close(): Promise<void>;
}

/**
 * A file or device as a source, never written to. `sizeBytes` is that of a device, which does not
 * tell it itself. Rejects when it cannot be opened; what cannot be read of it later is as if it were
 * not there.
 */
export async function openFileSource(path: string, sizeBytes?: number): Promise<FileSource> {
  const file = await open(path, 'r');
  return {
    sizeBytes: sizeBytes ?? (await file.stat()).size,
    async read(offset, length) {
      const buffer = Buffer.allocUnsafe(Math.max(0, length));
      let done = 0;
      while (done < length) {
        const { bytesRead } = await file
          .read(buffer, done, length - done, offset + done)
          .catch(() => ({ bytesRead: 0 }));
        if (bytesRead === 0) break;
        done += bytesRead;
      }
      return buffer.subarray(0, done);
    },
    close: () => file.close(),
  };
}

/** Lends the bytes of a device to `use`; rejects when it cannot be opened. */
export async function withFileSource<T>(
  path: string,
  sizeBytes: number,
  use: (source: ByteSource) => Promise<T>,
): Promise<T> {
  const source = await openFileSource(path, sizeBytes);
  try {
    return await use(source);
  } finally {
    await source.close();
  }
}

const known = new Set(getHashes());

/** The hash functions of this machine. */
export const digest: Digest = (algorithm, ...parts) => {
  if (!known.has(algorithm)) return null;
  const hash = createHash(algorithm);
  for (const part of parts) hash.update(part);
  return hash.digest();
};
