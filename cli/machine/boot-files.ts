import { createHash } from 'node:crypto';
import { open, readdir, readFile, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { parseLoaderConf } from '../../core/boot/loader-conf.ts';
import { readPe, type PeFile } from '../../core/boot/pe.ts';
import { parseType1 } from '../../core/boot/type1.ts';
import { maxTextSectionBytes, textSectionNames, type UkiText } from '../../core/boot/uki.ts';
import type { BootFacts, EntryFacts } from '../../core/inspect/facts.ts';
import type { BootPartition, Loader } from '../../core/model/machine.ts';
import { recordSchema, type RunRecord } from '../../core/model/plan.ts';
import { parseJsonLine } from '../io/lines.ts';

/** Directories that hold the boot partitions' files: mounts of ours, or what the caller named. */
export interface BootDirectories {
  esp: string;
  xbootldr: string | null;
}

export const recordsDirectory = 'lifeboat/records';
export const loaderConfPath = 'loader/loader.conf';
const maxHeadBytes = 64 * 1024;
const maxRecords = 200;
const maxTextBytes = 256 * 1024;

const list = (directory: string) => readdir(directory).catch((): string[] => []);
const textSections: readonly string[] = textSectionNames;

/** At most `limit` bytes of a text file, null when it cannot be read. */
async function readText(path: string, limit = maxTextBytes): Promise<string | null> {
  try {
    if ((await stat(path)).size > limit) return null;
    return await readFile(path, 'utf8');
  } catch {
    return null;
  }
}

/** Headers and text sections of a UKI; the kernel and initrd in it are never read. */
async function readUki(path: string) {
  const file = await open(path, 'r');
  try {
    const sizeBytes = (await file.stat()).size;
    const read = async (offset: number, length: number) => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset);
      return buffer.subarray(0, bytesRead);
    };
    const hash = createHash('sha256');
    const head = await read(0, Math.min(maxHeadBytes, sizeBytes));
    hash.update(head);
    const pe: PeFile | null = readPe(head, sizeBytes);
    const texts: UkiText[] = [];
    for (const section of pe?.sections ?? []) {
      if (!textSections.includes(section.name)) continue;
      const bytes = await read(section.offset, Math.min(section.sizeBytes, maxTextSectionBytes));
      hash.update(bytes);
      texts.push({ name: section.name, text: bytes.toString('utf8') });
    }
    return { sizeBytes, fingerprint: hash.digest('hex'), pe, texts };
  } finally {
    await file.close();
  }
}

async function readUkis(root: string, partition: BootPartition): Promise<EntryFacts[]> {
  const directory = 'EFI/Linux';
  const names = await list(join(root, directory));
  const found: EntryFacts[] = [];
  for (const name of names.filter((each) => /^(?!\.|auto-).*\.efi$/i.test(each)).sort()) {
    const path = `${directory}/${name}`;
    // Companions carry no counter in their name: systemd-stub(7).
    const id = name.replace(/\+\d+(-\d+)?(?=\.efi$)/i, '');
    const companions = (await list(join(root, directory, `${id}.extra.d`))).sort();
    const uki = await readUki(join(root, path)).catch(() => null);
    if (uki === null) continue;
    const { sizeBytes, fingerprint, pe, texts } = uki;
    const content = { kind: 'uki' as const, pe, texts };
    found.push({ partition, path, sizeBytes, fingerprint, content, companions });
  }
  return found;
}

async function readType1s(root: string, partition: BootPartition): Promise<EntryFacts[]> {
  const directory = 'loader/entries';
  const found: EntryFacts[] = [];
  for (const name of (await list(join(root, directory))).sort()) {
    if (!/^(?!\.|auto-).*\.conf$/i.test(name)) continue;
    const path = `${directory}/${name}`;
    const text = await readText(join(root, path));
    if (text === null) continue;
    const missingFiles: string[] = [];
    for (const needed of parseType1(text).files) {
      const isThere = await stat(join(root, needed)).then(
        () => true,
        () => false,
      );
      if (!isThere) missingFiles.push(needed);
    }
    found.push({
      partition,
      path,
      sizeBytes: Buffer.byteLength(text),
      fingerprint: createHash('sha256').update(text).digest('hex'),
      content: { kind: 'type1', text, missingFiles },
      companions: [],
    });
  }
  return found;
}

/** The records of earlier changes, oldest first. Files that are not ours to read are passed over. */
export async function readRecords(esp: string): Promise<RunRecord[]> {
  const directory = join(esp, recordsDirectory);
  const names = (await list(directory)).filter((name) => /^[^.].*\.json$/.test(name)).sort();
  const records: RunRecord[] = [];
  for (const name of names.slice(-maxRecords)) {
    const text = await readText(join(directory, name));
    const record = recordSchema.safeParse(text === null ? undefined : parseJsonLine(text));
    if (record.success) records.push(record.data);
  }
  return records.sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
}

/** Everything on the boot partitions that decides what starts. `efi` is what EFI variables say. */
export async function readBootFiles(
  { esp, xbootldr }: BootDirectories,
  efi: Omit<Loader, 'confDefault' | 'confPreferred'>,
): Promise<BootFacts> {
  const conf = parseLoaderConf((await readText(join(esp, loaderConfPath))) ?? '');
  const roots: [string, BootPartition][] = [[esp, 'esp']];
  if (xbootldr !== null) roots.push([xbootldr, 'xbootldr']);
  const entries: EntryFacts[] = [];
  for (const [root, partition] of roots) {
    entries.push(...(await readUkis(root, partition)), ...(await readType1s(root, partition)));
  }
  const space = await statfs(esp).catch(() => null);
  return {
    entries,
    loader: { ...efi, confDefault: conf.default, confPreferred: conf.preferred },
    freeBytes: space ? space.bavail * space.bsize : null,
    records: await readRecords(esp),
  };
}
