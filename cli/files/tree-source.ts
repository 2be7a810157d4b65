import type { ByteSource } from '../../core/disks/byte-source.ts';
import type { Tree } from './tree.ts';

/** What is read around a byte that is asked for: the structures of an image lie close together. */
const pageBytes = 64 * 1024;
const maxPages = 32;

/** A file of a tree as a source. It keeps what it has read for a while, so it is for one use. */
export function openTreeFile(tree: Tree, path: string, sizeBytes: number): ByteSource {
  const pages = new Map<number, Promise<Uint8Array>>();
  const readPage = (page: number) => {
    const known = pages.get(page);
    if (known) return known;
    if (pages.size >= maxPages) pages.clear();
    const read = tree
      .read(path, page * pageBytes, pageBytes)
      .then((bytes) => bytes ?? new Uint8Array(0));
    pages.set(page, read);
    return read;
  };
  return {
    sizeBytes,
    async read(offset, length) {
      const end = Math.min(offset + length, sizeBytes);
      if (offset < 0 || offset >= end) return new Uint8Array(0);
      const parts: Uint8Array[] = [];
      for (let at = offset; at < end;) {
        const page = Math.floor(at / pageBytes);
        const start = at - page * pageBytes;
        const part = (await readPage(page)).subarray(start, start + end - at);
        if (part.length === 0) break;
        parts.push(part);
        at += part.length;
      }
      return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
    },
  };
}
