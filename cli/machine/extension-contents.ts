import { isUtf8 } from 'node:buffer';
import { stripVersion } from '../../core/extensions/image-name.ts';
import type { ExtensionFacts } from '../../core/extensions/match.ts';
import { parseOsRelease } from '../../core/os-release.ts';
import type { Tree } from '../files/tree.ts';
import { runTool } from '../tools/run-tool.ts';

/** The files of an extension, whatever holds them. */
export interface ExtensionFiles {
  tree: Tree;
  /** Where in the tree /usr is: its top, when the tree is that of a /usr partition. */
  usr: 'usr' | '';
  /** The value of an extended attribute of a file in the `user.` namespace. */
  readUserAttribute: (path: string, name: string) => Promise<string | null>;
}

export type ExtensionContents = Pick<
  ExtensionFacts,
  'release' | 'releaseName' | 'carriesOsRelease' | 'isReadable'
>;

export const unreadable: ExtensionContents = {
  release: null,
  releaseName: null,
  carriesOsRelease: false,
  isReadable: false,
};

const prefix = 'extension-release.';
const maxReleaseBytes = 64 * 1024;
/** Nobody writes more than one or two of them; each may cost a program's start. */
const maxReleaseFiles = 32;

/** Assignments in a file, none where it is not UTF-8, which systemd refuses; null when unreadable. */
async function readRelease(tree: Tree, path: string) {
  const bytes = await tree.read(path, 0, maxReleaseBytes + 1);
  if (bytes === null || bytes.length > maxReleaseBytes) return null;
  return isUtf8(bytes) ? parseOsRelease(Buffer.from(bytes).toString('utf8')) : {};
}

/** The words that systemd takes for "no". */
const isFalse = (value: string | null) =>
  value !== null && /^(0|no|n|false|f|off)$/i.test(value.replace(/\0$/, ''));

/**
 * The one file that stands for `extension-release.NAME` where there is none of that name: called
 * after the name without its version, or marked by the author as good for any name. Null also when
 * there are several: systemd's open_extension_release_at().
 */
async function findAccepted(
  { tree, readUserAttribute }: ExtensionFiles,
  directory: string,
  fileNames: readonly string[],
  name: string,
): Promise<string | null> {
  const accepted: string[] = [];
  for (const fileName of fileNames.slice(0, maxReleaseFiles)) {
    const { kind } = (await tree.stat(`${directory}/${fileName}`)) ?? {};
    if (kind !== 'file') continue;
    const isBaseName = fileName === prefix + stripVersion(name);
    const strict = 'extension-release.strict';
    const path = `${directory}/${fileName}`;
    if (isBaseName || isFalse(await readUserAttribute(path, strict))) accepted.push(fileName);
  }
  return accepted.length === 1 ? (accepted[0] ?? null) : null;
}

/** What an extension says of itself: its extension-release, and whether it claims to be a system. */
export async function readContents(
  files: ExtensionFiles,
  kind: ExtensionFacts['kind'],
  name: string,
): Promise<ExtensionContents> {
  const { tree, usr } = files;
  const vendor = `${usr}/lib`;
  const directory = `${kind === 'sysext' ? vendor : 'etc'}/extension-release.d`;
  const systems = [`${vendor}/os-release`, ...(kind === 'confext' ? ['etc/os-release'] : [])];
  const found = await Promise.all(systems.map((path) => tree.stat(path)));
  const common = { carriesOsRelease: found.some((entry) => entry !== null), isReadable: true };
  const own = prefix + name;
  const fileNames = (await tree.list(directory))
    .map((entry) => entry.name)
    .filter((fileName) => fileName.startsWith(prefix) && fileName !== prefix)
    .sort();
  const accepted = fileNames.includes(own)
    ? own
    : await findAccepted(files, directory, fileNames, name);
  const shown = accepted ?? fileNames[0];
  if (shown === undefined) return { ...common, release: null, releaseName: null };
  const release = await readRelease(tree, `${directory}/${shown}`);
  // A link that leads nowhere, or data that cannot be unpacked here.
  if (release === null) return { ...common, ...unreadable };
  const releaseName = accepted === null ? shown.slice(prefix.length) : name;
  return { ...common, release, releaseName };
}

/** An extended attribute of a file of this machine; null also where getfattr(1) is not installed. */
export async function readHostAttribute(path: string, name: string): Promise<string | null> {
  const args = ['--only-values', '--absolute-names', '--name', `user.${name}`, '--', path];
  const value = await runTool('getfattr', args);
  return value.ok ? value.value : null;
}
