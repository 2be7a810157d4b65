/**
 * What lies on the boot partitions and decides what starts: UKIs in EFI/Linux/, type #1 entries in
 * loader/entries/, loader.conf, the companions that the stub adds to a UKI, and our own records.
 * Everything is read through a Tree, so the partition may be mounted, a directory, or an image.
 */
import { createHash } from 'node:crypto';
import { isEntryFileName, parseEntryName } from '../../core/boot/counter.ts';
import { parseLoaderConf } from '../../core/boot/loader-conf.ts';
import { readPe, type PeSection } from '../../core/boot/pe.ts';
import { parseType1 } from '../../core/boot/type1.ts';
import { maxTextSectionBytes, textSectionNames, type UkiText } from '../../core/boot/uki.ts';
import type { BootFacts, EntryFacts } from '../../core/inspect/facts.ts';
import type { BootPartition } from '../../core/model/machine.ts';
import { recordSchema, type RunRecord } from '../../core/model/plan.ts';
import { DirectoryTree } from '../files/directory-tree.ts';
import type { Tree, TreeEntry } from '../files/tree.ts';
import { parseJsonLine } from '../io/lines.ts';
import type { EfiLoader } from '../tools/efi-variables.ts';

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

/** The files of a directory, sorted by name as everything that reads companions sorts them. */
async function listFiles(tree: Tree, directory: string): Promise<TreeEntry[]> {
  const files = (await tree.list(directory)).filter(({ kind }) => kind === 'file');
  return files.sort((a, b) => (a.name < b.name ? -1 : 1));
}

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
  return { fingerprint: hash.digest('hex'), content: { kind: 'uki' as const, pe, texts } };
}

/** What the stub adds to every kernel that is started from a partition: systemd-stub(7). */
async function listGlobalCompanions(tree: Tree): Promise<string[]> {
  const places = [
    ['loader/addons', '.addon.efi'],
    ['loader/credentials', '.cred'],
    ['loader/extensions', '.raw'],
  ] as const;
  const found = await Promise.all(
    places.map(async ([directory, suffix]) =>
      (await listFiles(tree, directory))
        .filter(({ name }) => !name.startsWith('.') && name.toLowerCase().endsWith(suffix))
        .map(({ name }) => `${directory}/${name}`),
    ),
  );
  return found.flat();
}

/** The companions of one UKI; the directory's name has no boot counter: systemd-stub(7). */
async function listOwnCompanions(tree: Tree, path: string, siblings: readonly TreeEntry[]) {
  const { id } = parseEntryName(path.replace(/^.*\//, ''));
  const wanted = `${id}.extra.d`.toLowerCase();
  const directory = siblings.find(
    ({ name, kind }) => kind === 'directory' && name.toLowerCase() === wanted,
  );
  if (!directory) return [];
  const place = `${path.replace(/[^/]*$/, '')}${directory.name}`;
  const files = await listFiles(tree, place);
  return files.filter(({ name }) => !name.startsWith('.')).map(({ name }) => `${place}/${name}`);
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

/** What the folders of one partition hold, each read once. */
type Lists = Map<string, Promise<TreeEntry[]>>;

/** What a type #1 entry brings along: its own `extra` files, and a UKI's companions. */
async function listType1Companions(tree: Tree, text: string, globals: string[], lists: Lists) {
  const { program, extra } = parseType1(text);
  const path = program?.slice(1) ?? '';
  if (!path.toLowerCase().endsWith('.efi')) return extra.map((file) => file.slice(1));
  const folder = path.replace(/[^/]*$/, '');
  // Many entries start what lies in one folder.
  const siblings = lists.get(folder) ?? tree.list(folder);
  lists.set(folder, siblings);
  const own = await listOwnCompanions(tree, path, await siblings);
  return [...globals, ...own, ...extra.map((file) => file.slice(1))];
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
