/**
 * What lies on the boot partitions and decides what starts: UKIs in EFI/Linux/, type #1 entries in
 * loader/entries/, loader.conf, the companions that the stub adds to a UKI, and our own records.
 * Everything is read through a Tree, so the partition may be mounted, a directory, or an image.
 */
import { createHash } from 'node:crypto';
import { isEntryFileName } from '../../core/boot/counter.ts';
import { parseLoaderConf } from '../../core/boot/loader-conf.ts';
import { endsInHeaders, readPe, type PeSection } from '../../core/boot/pe.ts';
import { parseType1 } from '../../core/boot/type1.ts';
import { maxTextSectionBytes, textSectionNames, type UkiText } from '../../core/boot/uki.ts';
import type { BootFacts, EntryFacts } from '../../core/inspect/facts.ts';
import type { BootPartition } from '../../core/model/machine.ts';
import type { RunRecord } from '../../core/model/plan.ts';
import { DirectoryTree } from '../files/directory-tree.ts';
import type { Tree } from '../files/tree.ts';
import { parseJsonLine } from '../io/lines.ts';
import type { EfiLoader } from '../tools/efi-variables.ts';
import {
  listFiles,
  listGlobalCompanions,
  listOwnCompanions,
  listType1Companions,
  type Lists,
} from './companions.ts';

/** Directories that hold the boot partitions' files: mounts of ours, or what the caller named. */
export interface BootDirectories {
  esp: string;
  xbootldr: string | null;
}

/** The same partitions, to be read. */
export interface BootTrees {
  esp: Tree;
  xbootldr: Tree | null;
}

export const recordsDirectory = 'lifeboat/records';
export const loaderConfPath = 'loader/loader.conf';
const maxHeadBytes = 64 * 1024;
const maxRecords = 200;
const maxTextBytes = 256 * 1024;

/** Boot partitions are FAT, which knows no case; what stands for one is read in the same way. */
export const openBootTree = (directory: string): Tree =>
  new DirectoryTree(directory, { ignoreCase: true });

export const openBootTrees = ({ esp, xbootldr }: BootDirectories): BootTrees => ({
  esp: openBootTree(esp),
  xbootldr: xbootldr === null ? null : openBootTree(xbootldr),
});

const toText = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');
const isTextSection = ({ name }: PeSection) => textSectionNames.some((known) => known === name);

/** Headers and text sections of a UKI; the kernel and initrd in it are never read. */
async function readUki(tree: Tree, path: string, sizeBytes: number) {
  const head = (await tree.read(path, 0, maxHeadBytes)) ?? new Uint8Array();
  const hash = createHash('sha256').update(head);
  const pe = readPe(head, sizeBytes);
  const texts: UkiText[] = [];
  for (const { name, offset, sizeBytes: length } of pe?.sections.filter(isTextSection) ?? []) {
    const wanted = Math.min(length, maxTextSectionBytes);
    const bytes =
      offset + wanted <= head.length
        ? head.subarray(offset, offset + wanted)
        : ((await tree.read(path, offset, wanted)) ?? new Uint8Array());
    hash.update(bytes);
    texts.push({ name, text: toText(bytes) });
  }
  const isCutOff = pe === null && endsInHeaders(head, sizeBytes);
  return {
    fingerprint: hash.digest('hex'),
    content: { kind: 'uki' as const, pe, texts, isCutOff },
  };
}

async function readUkis(
  tree: Tree,
  partition: BootPartition,
  globals: string[],
): Promise<EntryFacts[]> {
  const directory = 'EFI/Linux';
  const siblings = await tree.list(directory);
  const ukis = siblings
    .filter(({ name, kind }) => kind === 'file' && isEntryFileName(name, '.efi'))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return Promise.all(
    ukis.map(async ({ name, sizeBytes }) => {
      const path = `${directory}/${name}`;
      const own = await listOwnCompanions(tree, path, siblings);
      const read = await readUki(tree, path, sizeBytes);
      return { partition, path, sizeBytes, ...read, companions: [...globals, ...own] };
    }),
  );
}

async function readType1s(
  tree: Tree,
  partition: BootPartition,
  globals: string[],
): Promise<EntryFacts[]> {
  const directory = 'loader/entries';
  const files = await listFiles(tree, directory);
  const lists: Lists = new Map();
  return Promise.all(
    files
      .filter(({ name }) => isEntryFileName(name, '.conf'))
      .map(async ({ name, sizeBytes }): Promise<EntryFacts> => {
        const path = `${directory}/${name}`;
        // What can't be read says nothing, and an entry that says nothing has no kernel.
        const text = (await tree.readText(path, maxTextBytes)) ?? '';
        const missingFiles: string[] = [];
        for (const needed of parseType1(text).files) {
          if ((await tree.stat(needed))?.kind !== 'file') missingFiles.push(needed);
        }
        return {
          partition,
          path,
          sizeBytes,
          fingerprint: createHash('sha256').update(text).digest('hex'),
          content: { kind: 'type1', text, missingFiles },
          companions: await listType1Companions(tree, text, globals, lists),
        };
      }),
  );
}

/** The records of earlier changes, oldest first. Files that are not ours to read are passed over. */
export async function readRecords(esp: Tree): Promise<RunRecord[]> {
  const files = await listFiles(esp, recordsDirectory);
  const names = files.map(({ name }) => name).filter((name) => /^[^.].*\.json$/.test(name));
  const records: RunRecord[] = [];
  if (names.length === 0) return records;
  // Most machines have none, and all that a plan can be is a large schema.
  const { recordSchema } = await import('../../core/model/plan.ts');
  for (const name of names.slice(-maxRecords)) {
    const text = await esp.readText(`${recordsDirectory}/${name}`, maxTextBytes);
    const record = recordSchema.safeParse(text === null ? undefined : parseJsonLine(text));
    if (record.success) records.push(record.data);
  }
  return records.sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
}

/** Everything on the boot partitions that decides what starts. `efi` is what EFI variables say. */
export async function readBootFiles(
  { esp, xbootldr }: BootTrees,
  efi: EfiLoader,
): Promise<BootFacts> {
  const conf = parseLoaderConf((await esp.readText(loaderConfPath, maxTextBytes)) ?? '');
  const partitions: [Tree, BootPartition][] = [[esp, 'esp']];
  if (xbootldr !== null) partitions.push([xbootldr, 'xbootldr']);
  const entries: EntryFacts[] = [];
  for (const [tree, partition] of partitions) {
    const globals = await listGlobalCompanions(tree);
    entries.push(...(await readUkis(tree, partition, globals)));
    entries.push(...(await readType1s(tree, partition, globals)));
  }
  return {
    entries,
    loader: { ...efi, confDefault: conf.default, confPreferred: conf.preferred },
    freeBytes: await esp.freeBytes(),
    records: await readRecords(esp),
  };
}
