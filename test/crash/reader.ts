/**
 * Says what a boot loader would find on an ESP that lies in a directory, written for the tests alone:
 * nothing here is shared with inspection, so that a mistake there cannot hide itself.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Found {
  /** File names of the UKIs that are whole, without their counters, Lifeboat's own left out. */
  bootable: string[];
  /** What starts by itself; null when nothing does. */
  choice: string | null;
}

interface Uki {
  id: string;
  left: number | null;
  isWhole: boolean;
  version: string;
}

/** Whether every section of a PE file ends within it, and one of them is a kernel. */
function isWholePe(bytes: Buffer): boolean {
  try {
    const header = bytes.readUInt32LE(0x3c);
    if (bytes.toString('latin1', header, header + 4) !== 'PE\0\0') return false;
    const table = header + 24 + bytes.readUInt16LE(header + 20);
    let hasKernel = false;
    for (let i = 0; i < bytes.readUInt16LE(header + 6); i += 1) {
      const at = table + i * 40;
      const end = bytes.readUInt32LE(at + 20) + bytes.readUInt32LE(at + 16);
      if (end > bytes.length) return false;
      if (bytes.toString('latin1', at, at + 6) === '.linux') hasKernel = true;
    }
    return hasKernel;
  } catch {
    return false;
  }
}

function readUki(folder: string, name: string): Uki {
  const [, stem = name, left] = /^(.*?)(?:\+(\d+)(?:-\d+)?)?\.efi$/i.exec(name) ?? [];
  return {
    id: `${stem}.efi`,
    left: left === undefined ? null : Number(left),
    isWhole: isWholePe(readFileSync(join(folder, name))),
    version: stem.replace(/^[^_]*_/, ''),
  };
}

/** Reads the ESP in `esp`. Versions are compared as dotted numbers, as the tests name them. */
export function readEsp(esp: string): Found {
  const folder = join(esp, 'EFI/Linux');
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const ukis = names
    .filter((name) => /^[^.].*\.efi$/i.test(name))
    .map((name) => readUki(folder, name));
  const isBad = ({ left }: Uki) => left === 0;
  const system = ({ id }: Uki) => id.replace(/_.*$/, '');
  const compare = (a: Uki, b: Uki): number[] => [
    Number(isBad(a)) - Number(isBad(b)),
    system(a).localeCompare(system(b)),
    b.version.localeCompare(a.version, 'en', { numeric: true }),
  ];
  ukis.sort((a, b) => compare(a, b).find((order) => order !== 0) ?? 0);
  const conf = join(esp, 'loader/loader.conf');
  const text = existsSync(conf) ? readFileSync(conf, 'utf8') : '';
  const wanted = /^default\s+(\S+)/m.exec(text)?.[1];
  const chosen = ukis.find(({ id }) => id === wanted) ?? ukis[0];
  const systems = ukis.filter(({ id, isWhole }) => isWhole && !id.startsWith('lifeboat'));
  return { bootable: systems.map(({ id }) => id), choice: chosen?.id ?? null };
}
