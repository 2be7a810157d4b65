/**
 * Extensions on a machine. A running system looks for them in fixed places, one after the other, and
 * takes the first of each name; systemd-stub brings along those that lie on the ESP, beside a UKI or
 * for all. What lies in a place is a folder, an image (`NAME.raw`), or a `.v/` folder of versions.
 * Nothing is mounted: images are read from their bytes. systemd-sysext(8), systemd-stub(7).
 */
import { readlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import {
  parseImageName,
  parseVersionedName,
  type ImageName,
} from '../../core/extensions/image-name.ts';
import type { ExtensionFacts } from '../../core/extensions/match.ts';
import { pickVersion } from '../../core/extensions/vpick.ts';
import { DirectoryTree } from '../files/directory-tree.ts';
import { openTreeFile } from '../files/tree-source.ts';
import type { Tree, TreeEntry } from '../files/tree.ts';
import { isCompanion } from './companions.ts';
import { readContents, readHostAttribute, unreadable } from './extension-contents.ts';
import { readImage } from './extension-image.ts';

type Kind = ExtensionFacts['kind'];

/** Reading is mostly waiting; more at once than this gains nothing. */
const readAtOnce = 16;

interface Place {
  tree: Tree;
  /** The folder in the tree. */
  directory: string;
  /** The folder as a person knows it. */
  shown: string;
  kind: Kind;
  architecture: string | null;
}

/** A tree below a folder of another one; links in it are resolved inside the folder where possible. */
function openFolder(tree: Tree, path: string, host: string | null): Tree {
  if (host !== null) return new DirectoryTree(host);
  return {
    list: (inner) => tree.list(`${path}/${inner}`),
    stat: (inner) => tree.stat(`${path}/${inner}`),
    read: (inner, offset, length) => tree.read(`${path}/${inner}`, offset, length),
    readText: (inner, limit) => tree.readText(`${path}/${inner}`, limit),
    freeBytes: () => tree.freeBytes(),
  };
}

async function readFolder(
  { tree }: Place,
  path: string,
  extension: Pick<ExtensionFacts, 'kind' | 'name'>,
) {
  const facts = { format: 'directory' as const, verity: null, signed: null };
  const host = tree instanceof DirectoryTree ? await tree.locate(path) : null;
  if (tree instanceof DirectoryTree && !tree.mayEnter(path)) return { ...facts, ...unreadable };
  const folder = openFolder(tree, path, host);
  const readUserAttribute = async (inner: string, name: string) => {
    const file = folder instanceof DirectoryTree ? await folder.locate(inner) : null;
    return file && readHostAttribute(file, name);
  };
  const files = { tree: folder, usr: 'usr' as const, readUserAttribute };
  return { ...facts, ...(await readContents(files, extension.kind, extension.name)) };
}

/** One extension at `path`, a folder or an image, under the name that its place gives it. */
async function readFound(
  place: Place,
  relative: string,
  entry: TreeEntry,
  name: string,
): Promise<ExtensionFacts> {
  const { tree, directory, shown, kind, architecture } = place;
  const extension = { name, kind };
  const path = `${directory}/${relative}`;
  const facts =
    entry.kind === 'directory'
      ? await readFolder(place, path, extension)
      : await readImage(openTreeFile(tree, path, entry.sizeBytes), extension, architecture);
  return { ...extension, path: `${shown}/${relative}`, ...facts };
}

/** The version that a `.v/` folder stands for; the folder itself where it holds none that fits. */
async function readVersioned(
  place: Place,
  folder: string,
  wanted: ImageName,
): Promise<ExtensionFacts> {
  const { tree, directory, shown, kind, architecture } = place;
  const type = wanted.suffix.endsWith('.raw') ? 'file' : 'directory';
  const versions = await tree.list(`${directory}/${folder}`);
  const names = versions.map((version) => version.name);
  const picked = pickVersion(names, wanted, architecture);
  const entry = versions.find((version) => version.name === picked);
  if (entry?.kind === type) return readFound(place, `${folder}/${entry.name}`, entry, wanted.name);
  const facts = { format: 'vpick' as const, verity: null, signed: null, ...unreadable };
  return { name: wanted.name, kind, path: `${shown}/${folder}`, ...facts };
}

const byName = (a: TreeEntry, b: TreeEntry) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/** Whether a file that is nothing for this tree is a link to /dev/null: it hides later ones. */
async function isNullLink({ tree, directory }: Place, name: string): Promise<boolean> {
  const host = tree instanceof DirectoryTree ? await tree.locate(directory) : null;
  if (host === null) return false;
  return (await readlink(join(host, name)).catch(() => null)) === '/dev/null';
}

/** The extension at a path of this machine; null for what is not called like one, or is not there. */
export async function readExtension(path: string, kind: Kind): Promise<ExtensionFacts | null> {
  const tree = new DirectoryTree(dirname(path));
  const entry = await tree.stat(basename(path));
  if (entry === null || entry.kind === 'other') return null;
  const image = parseImageName(basename(path), entry.kind, kind);
  const place = { tree, directory: '', shown: dirname(path), kind, architecture: null };
  return image && readFound(place, basename(path), entry, image.name);
}

/** What a name in a place stands for: an extension, or only a name that is hidden from later places. */
interface Found {
  name: string;
  path: string;
  extension: ExtensionFacts | null;
}

async function readEntry(place: Place, entry: TreeEntry): Promise<Found | null> {
  const { shown, kind } = place;
  const { name: fileName } = entry;
  if (entry.kind === 'other') {
    const hidden = parseImageName(fileName, fileName.endsWith('.raw') ? 'file' : 'directory', kind);
    if (hidden === null || !(await isNullLink(place, fileName))) return null;
    return { name: hidden.name, path: `${shown}/${fileName}`, extension: null };
  }
  const versioned = entry.kind === 'directory' ? parseVersionedName(fileName, kind) : null;
  const image = versioned ?? parseImageName(fileName, entry.kind, kind);
  if (image === null) return null;
  const extension = versioned
    ? await readVersioned(place, fileName, versioned)
    : await readFound(place, fileName, entry, image.name);
  return { name: image.name, path: extension.path, extension };
}

/** What is in a place, in the order of names. `taken` has the path of what came before, by name. */
async function readPlace(place: Place, taken: Map<string, string>): Promise<ExtensionFacts[]> {
  const entries = (await place.tree.list(place.directory)).sort(byName);
  const found: ExtensionFacts[] = [];
  for (let at = 0; at < entries.length; at += readAtOnce) {
    const some = entries.slice(at, at + readAtOnce);
    for (const each of await Promise.all(some.map((entry) => readEntry(place, entry)))) {
      if (each === null) continue;
      const { name, path, extension } = each;
      const key = `${place.kind}:${name}`;
      // A `.v/` folder without any version that fits takes nobody's place.
      const before = extension?.format === 'vpick' ? undefined : taken.get(key);
      if (before === undefined && extension?.format !== 'vpick') taken.set(key, path);
      if (extension)
        found.push(before === undefined ? extension : { ...extension, maskedBy: before });
    }
  }
  return found;
}

/**
 * A system's own places, those that come first before the others: systemd-sysext(8). Today's systemd
 * looks for no sysext below /usr and for no confext below /etc; its earlier versions did.
 */
const systemPlaces = ['etc', 'run', 'var/lib', 'usr/local/lib', 'usr/lib'];
/** The same on a volume that holds /var, or that is a whole system. */
const volumePlaces = ['var/lib', 'lib'];
/** Those that keep further versions beside them, in `extensions.d`, to be used one at a time. */
const keptBeside = ['etc', 'var/lib', 'lib'];
const kinds = [
  ['extensions', 'sysext'],
  ['confexts', 'confext'],
] as const;

/** The versions that are kept beside a place; none of them hides another one. */
async function readKept({ directory, shown, ...rest }: Place): Promise<ExtensionFacts[]> {
  const place = { ...rest, directory: `${directory}.d`, shown: `${shown}.d` };
  const kept = await readPlace(place, new Map());
  return kept.map((extension) => ({ ...extension, isKept: true }));
}

async function readPlaces(
  tree: Tree,
  places: readonly string[],
  shownRoot: string,
  architecture: string | null,
): Promise<ExtensionFacts[]> {
  const taken = new Map<string, string>();
  const found: ExtensionFacts[] = [];
  for (const [folder, kind] of kinds) {
    for (const each of places) {
      const directory = `${each}/${folder}`;
      const place = { tree, directory, shown: `${shownRoot}/${directory}`, kind, architecture };
      found.push(...(await readPlace(place, taken)));
      if (keptBeside.includes(each)) found.push(...(await readKept(place)));
    }
  }
  return found;
}

/** The extensions of the system whose top `tree` is. */
export const readSystemExtensions = (
  tree: Tree,
  architecture: string | null,
): Promise<ExtensionFacts[]> => readPlaces(tree, systemPlaces, '', architecture);

/** The extensions on a volume of state, with its label in front of their paths. */
export const readVolumeTreeExtensions = (
  tree: Tree,
  label: string,
  architecture: string | null,
): Promise<ExtensionFacts[]> => readPlaces(tree, volumePlaces, `${label}:`, architecture);

const lowerSuffix = (fileName: string) =>
  fileName.replace(/(\.(sysext|confext))?\.raw$/i, (suffix) => suffix.toLowerCase());

/** The extensions on a boot partition: beside each UKI, and in loader/extensions for all of them. */
export async function readBootExtensions(
  tree: Tree,
  architecture: string | null,
): Promise<ExtensionFacts[]> {
  const companions = (await tree.list('EFI/Linux'))
    .filter(({ name, kind }) => kind === 'directory' && /\.extra\.d$/i.test(name))
    .sort(byName)
    .map(({ name }) => `EFI/Linux/${name}`);
  const found: ExtensionFacts[] = [];
  for (const directory of [...companions, 'loader/extensions']) {
    for (const entry of (await tree.list(directory)).filter(isCompanion).sort(byName)) {
      // FAT has no case: a name is as good in capitals.
      const fileName = lowerSuffix(entry.name);
      const kind = fileName.endsWith('.confext.raw') ? 'confext' : 'sysext';
      const image = parseImageName(fileName, 'file', kind);
      if (image === null) continue;
      const place = { tree, directory, shown: directory, kind, architecture } as const;
      const extension = await readFound(place, entry.name, entry, image.name);
      found.push({ ...extension, needsSignature: true });
    }
  }
  return found;
}
