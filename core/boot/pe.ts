export interface PeSection {
  name: string;
  offset: number;
  /** Bytes that count: never more than the file stores for the section. */
  sizeBytes: number;
}

export interface PeFile {
  /** systemd's name of the architecture, null when it is not in our table. */
  architecture: string | null;
  /** In the order of the section table; names may repeat. */
  sections: PeSection[];
  /** Whether a section ends beyond the end of the file. */
  isTruncated: boolean;
}

const machines = new Map([
  [0x14c, 'x86'],
  [0x8664, 'x86-64'],
  [0x1c0, 'arm'],
  [0x1c2, 'arm'],
  [0xaa64, 'arm64'],
  [0x5064, 'riscv64'],
  [0x6264, 'loongarch64'],
]);

const sectionHeaderBytes = 40;
const maxSections = 1024;

/**
 * Reads the section table of a PE file, as UKIs and add-ons are. `head` is the beginning of the file
 * (64 KiB are plenty), `fileBytes` the size of all of it. Null when it is not such a file or its
 * headers do not fit into `head`; hostile input gives null, never an exception. PE/COFF
 * specification, sections 3 and 4.
 */
export function readPe(head: Uint8Array, fileBytes: number): PeFile | null {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const has = (offset: number, length: number) => offset + length <= head.byteLength;
  if (!has(0, 64) || view.getUint16(0) !== 0x4d5a) return null;
  const signature = view.getUint32(0x3c, true);
  if (!has(signature, 24) || view.getUint32(signature) !== 0x50450000) return null;
  const count = view.getUint16(signature + 6, true);
  const table = signature + 24 + view.getUint16(signature + 20, true);
  if (count > maxSections || !has(table, count * sectionHeaderBytes)) return null;

  const sections: PeSection[] = [];
  let isTruncated = false;
  for (let i = 0; i < count; i += 1) {
    const at = table + i * sectionHeaderBytes;
    const name = String.fromCharCode(...head.subarray(at, at + 8)).replace(/\0.*$/s, '');
    const storedBytes = view.getUint32(at + 16, true);
    const sizeBytes = Math.min(view.getUint32(at + 8, true), storedBytes);
    const offset = view.getUint32(at + 20, true);
    if (storedBytes > 0 && offset + storedBytes > fileBytes) isTruncated = true;
    sections.push({ name, offset, sizeBytes });
  }
  const architecture = machines.get(view.getUint16(signature + 4, true)) ?? null;
  return { architecture, sections, isTruncated };
}
