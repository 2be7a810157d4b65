export interface PeSection {
  name: string;
  offset: number;
  /** Bytes that count: never more than the file stores for the section; 0 masks an earlier one. */
  sizeBytes: number;
}

export interface PeFile {
  /** systemd's name of the architecture, null when it is not in our table. */
  architecture: string | null;
  /** In the order of the section table; names may repeat. */
  sections: PeSection[];
  /** Whether a section or the signature ends beyond the end of the file. */
  isTruncated: boolean;
}

const machines = new Map([
  [0x14c, 'x86'],
  [0x8664, 'x86-64'],
  [0x1c0, 'arm'],
  [0x1c2, 'arm'],
  [0x1c4, 'arm'],
  [0xaa64, 'arm64'],
  [0x200, 'ia64'],
  [0x5032, 'riscv32'],
  [0x5064, 'riscv64'],
  [0x6264, 'loongarch64'],
]);

const dosHeaderBytes = 64;
const coffHeaderBytes = 24;
const sectionHeaderBytes = 40;
const maxSections = 1024;
/** Where the table of directories lies in an optional header, by its magic number. */
const directoriesAt = new Map([
  [0x10b, 96],
  [0x20b, 112],
]);
const signatureDirectory = 4;

/** The end of the attached signature, which is the only directory that names a place in the file. */
function findSignatureEnd(optional: DataView, directories: number): number {
  const at = directories + signatureDirectory * 8;
  if (optional.byteLength < at + 8) return 0;
  if (optional.getUint32(directories - 4, true) <= signatureDirectory) return 0;
  const [offset, sizeBytes] = [optional.getUint32(at, true), optional.getUint32(at + 4, true)];
  return sizeBytes === 0 ? 0 : offset + sizeBytes;
}

function readSection(header: DataView): PeSection & { endsAt: number } {
  const bytes = new Uint8Array(header.buffer, header.byteOffset, 8);
  const name = String.fromCharCode(...bytes).replace(/\0.*$/s, '');
  const storedBytes = header.getUint32(16, true);
  const sizeBytes = Math.min(header.getUint32(8, true), storedBytes);
  const offset = header.getUint32(20, true);
  return { name, offset, sizeBytes, endsAt: storedBytes === 0 ? 0 : offset + storedBytes };
}

/**
 * Reads the section table of a PE file, as UKIs and add-ons are. `head` is the beginning of the file
 * (64 KiB are plenty), `fileBytes` the size of all of it. Null when it is not such a file or its
 * headers do not fit into `head`; hostile input gives null, never an exception. PE/COFF
 * specification, sections 3 and 4; the same conditions as systemd-boot's.
 */
export function readPe(head: Uint8Array, fileBytes: number): PeFile | null {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const has = (offset: number, length: number) => offset + length <= head.byteLength;
  if (!has(0, dosHeaderBytes) || view.getUint16(0) !== 0x4d5a) return null;
  const start = view.getUint32(0x3c, true);
  if (start < dosHeaderBytes || !has(start, coffHeaderBytes + 2)) return null;
  if (view.getUint32(start) !== 0x50450000) return null;
  const optional = start + coffHeaderBytes;
  const optionalBytes = view.getUint16(start + 20, true);
  const directories = directoriesAt.get(view.getUint16(optional, true));
  const table = optional + optionalBytes;
  const count = view.getUint16(start + 6, true);
  if (directories === undefined || count === 0 || count > maxSections) return null;
  if (!has(table, count * sectionHeaderBytes)) return null;

  const found = Array.from({ length: count }, (_, i) => {
    const at = head.byteOffset + table + i * sectionHeaderBytes;
    return readSection(new DataView(head.buffer, at, sectionHeaderBytes));
  });
  const header = new DataView(head.buffer, head.byteOffset + optional, optionalBytes);
  const ends = [...found.map(({ endsAt }) => endsAt), findSignatureEnd(header, directories)];
  return {
    architecture: machines.get(view.getUint16(start + 4, true)) ?? null,
    sections: found.map(({ name, offset, sizeBytes }) => ({ name, offset, sizeBytes })),
    isTruncated: ends.some((end) => end > fileBytes),
  };
}

/**
 * Whether a file that readPe() refuses is one that was not written to the end: it is empty, or
 * begins as a PE file and ends before its headers do. `head` is its beginning.
 */
export function endsInHeaders(head: Uint8Array, fileBytes: number): boolean {
  if (fileBytes === 0) return true;
  const isWhole = head.byteLength === fileBytes;
  if (!isWhole || head[0] !== 0x4d || (head[1] ?? 0x5a) !== 0x5a) return false;
  if (fileBytes < dosHeaderBytes) return true;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const start = view.getUint32(0x3c, true);
  if (start + coffHeaderBytes > fileBytes) return true;
  if (view.getUint32(start) !== 0x50450000) return false;
  const tableBytes = view.getUint16(start + 6, true) * sectionHeaderBytes;
  return start + coffHeaderBytes + view.getUint16(start + 20, true) + tableBytes > fileBytes;
}
