import { viewOf } from '../../core/disks/byte-source.ts';
import type { TreeEntry } from './tree.ts';

const attribute = { volumeLabel: 0x08, directory: 0x10, longName: 0x0f, mask: 0x3f };

export interface FatEntry extends TreeEntry {
  /** The name in 8.3 form, where it differs from the long one. */
  shortName: string;
  cluster: number;
}

const shortChecksum = (raw: Uint8Array) =>
  raw.subarray(0, 11).reduce((sum, byte) => (((sum & 1) << 7) + (sum >> 1) + byte) & 0xff, 0);

/** `NAME    EXT`; two bits say that the name or its suffix is meant in lower case. */
function readShortName(raw: Uint8Array): string {
  const bytes = Buffer.from(raw.subarray(0, 11));
  if (bytes[0] === 0x05) bytes[0] = 0xe5;
  const flags = raw[12] ?? 0;
  const part = (from: number, to: number, isLower: boolean) => {
    const text = bytes.toString('latin1', from, to).trimEnd();
    return isLower ? text.toLowerCase() : text;
  };
  const [name, suffix] = [part(0, 8, (flags & 8) !== 0), part(8, 11, (flags & 16) !== 0)];
  return suffix === '' ? name : `${name}.${suffix}`;
}

/** The thirteen characters of a long name's part. */
const readLongPart = (raw: Uint8Array) =>
  Buffer.concat([raw.subarray(1, 11), raw.subarray(14, 26), raw.subarray(28, 32)]).toString(
    'utf16le',
  );

/** The entries of a directory's bytes that name a file or directory. FAT Specification, sections 6 and 7. */
export function parseFatDirectory(bytes: Uint8Array): FatEntry[] {
  const entries: FatEntry[] = [];
  let parts: { order: number; checksum: number; text: string }[] = [];
  for (let at = 0; at + 32 <= bytes.length; at += 32) {
    const raw = bytes.subarray(at, at + 32);
    if (raw[0] === 0) break;
    const kind = (raw[11] ?? 0) & attribute.mask;
    if (raw[0] !== 0xe5 && kind === attribute.longName) {
      if (((raw[0] ?? 0) & 0x40) !== 0) parts = [];
      parts.unshift({
        order: (raw[0] ?? 0) & 0x3f,
        checksum: raw[13] ?? 0,
        text: readLongPart(raw),
      });
      continue;
    }
    const long = parts;
    parts = [];
    if (raw[0] === 0xe5 || (kind & attribute.volumeLabel) !== 0) continue;
    const shortName = readShortName(raw);
    if (shortName === '.' || shortName === '..') continue;
    const sum = shortChecksum(raw);
    const isWhole = long.every(({ order, checksum }, i) => order === i + 1 && checksum === sum);
    const longName = isWhole
      ? long
          .map(({ text }) => text)
          .join('')
          .split('\0')[0]
      : '';
    const view = viewOf(raw);
    const isDirectory = (kind & attribute.directory) !== 0;
    const name = longName === undefined || longName === '' ? shortName : longName;
    // No file can be called so; a program that joins it to a path would be led astray.
    if (name.includes('/') || name === '.' || name === '..') continue;
    entries.push({
      name,
      shortName,
      kind: isDirectory ? 'directory' : 'file',
      sizeBytes: isDirectory ? 0 : view.getUint32(28, true),
      cluster: view.getUint16(20, true) * 65536 + view.getUint16(26, true),
    });
  }
  return entries;
}

/** The volume's label, which a root directory holds as an entry; null when there is none. */
export function findFatLabel(bytes: Uint8Array): string | null {
  for (let at = 0; at + 32 <= bytes.length && bytes[at] !== 0; at += 32) {
    const kind = (bytes[at + 11] ?? 0) & attribute.mask;
    if (bytes[at] === 0xe5 || (kind & attribute.volumeLabel) === 0) continue;
    if (kind === attribute.longName) continue;
    return Buffer.from(bytes.subarray(at, at + 11))
      .toString('latin1')
      .trimEnd();
  }
  return null;
}
