/**
 * Companions: what systemd-stub adds to a kernel from files beside it. Those in `loader/` go to every
 * kernel that is started from the partition, those in `NAME.efi.extra.d/` to one. Add-ons extend the
 * command line, credentials and extension images go to the initrd. systemd-stub(7).
 */
import { parseEntryName } from '../../core/boot/counter.ts';
import { parseType1 } from '../../core/boot/type1.ts';
import type { Tree, TreeEntry } from '../files/tree.ts';

/** The files of a directory, sorted by name as everything that reads companions sorts them. */
export async function listFiles(tree: Tree, directory: string): Promise<TreeEntry[]> {
  const files = (await tree.list(directory)).filter(({ kind }) => kind === 'file');
  return files.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The stub takes no folders, hidden files, nor names that Linux might not have: systemd-stub's cpio.c. */
export const isCompanion = ({ name, kind }: TreeEntry): boolean =>
  kind === 'file' && /^(?!\.)[ -~]{1,255}$/.test(name);

/** What the stub adds to every kernel that is started from a partition: systemd-stub(7). */
export async function listGlobalCompanions(tree: Tree): Promise<string[]> {
  const places = [
    ['loader/addons', '.addon.efi'],
    ['loader/credentials', '.cred'],
    ['loader/extensions', '.raw'],
  ] as const;
  const found = await Promise.all(
    places.map(async ([directory, suffix]) =>
      (await listFiles(tree, directory))
        .filter((file) => isCompanion(file) && file.name.toLowerCase().endsWith(suffix))
        .map(({ name }) => `${directory}/${name}`),
    ),
  );
  return found.flat();
}

/** The companions of one UKI; the directory's name has no boot counter: systemd-stub(7). */
export async function listOwnCompanions(tree: Tree, path: string, siblings: readonly TreeEntry[]) {
  const { id } = parseEntryName(path.replace(/^.*\//, ''));
  const wanted = `${id}.extra.d`.toLowerCase();
  const directory = siblings.find(
    ({ name, kind }) => kind === 'directory' && name.toLowerCase() === wanted,
  );
  if (!directory) return [];
  const place = `${path.replace(/[^/]*$/, '')}${directory.name}`;
  const files = await listFiles(tree, place);
  return files.filter(isCompanion).map(({ name }) => `${place}/${name}`);
}

/** What the folders of one partition hold, each read once. */
export type Lists = Map<string, Promise<TreeEntry[]>>;

/** What a type #1 entry brings along: its own `extra` files, and a UKI's companions. */
export async function listType1Companions(
  tree: Tree,
  text: string,
  globals: string[],
  lists: Lists,
) {
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
