import { open, readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { parseOsRelease } from '../../core/os-release.ts';
import type { ExtensionFacts } from '../../core/extensions/match.ts';
import { parseJsonLine } from '../io/lines.ts';
import type { MountScope } from '../tools/mounts.ts';
import { runTool } from '../tools/run-tool.ts';

type Kind = ExtensionFacts['kind'];
type Format = ExtensionFacts['format'];
type Contents = Pick<ExtensionFacts, 'release' | 'releaseName' | 'carriesOsRelease' | 'isReadable'>;

const unreadable: Contents = {
  release: null,
  releaseName: null,
  carriesOsRelease: false,
  isReadable: false,
};

const releaseDirectory = (kind: Kind) =>
  kind === 'sysext' ? 'usr/lib/extension-release.d' : 'etc/extension-release.d';

/** The extension-release in an extension's tree; its file name tells whom it is for. */
async function readTree(tree: string, kind: Kind, name: string): Promise<Contents> {
  const directory = join(tree, releaseDirectory(kind));
  const names = (await readdir(directory).catch((): string[] => []))
    .filter((file) => file.startsWith('extension-release.'))
    .sort();
  const file = names.find((each) => each === `extension-release.${name}`) ?? names[0];
  const text = file && (await readFile(join(directory, file), 'utf8').catch(() => null));
  const osRelease = kind === 'sysext' ? 'usr/lib/os-release' : 'etc/os-release';
  return {
    release: text ? parseOsRelease(text) : null,
    releaseName: file?.slice('extension-release.'.length) ?? null,
    carriesOsRelease: await stat(join(tree, osRelease)).then(
      () => true,
      () => false,
    ),
    isReadable: true,
  };
}

/** What kind of image a file is, by its magic numbers. */
async function detectFormat(path: string): Promise<Format> {
  const file = await open(path, 'r');
  try {
    const { buffer } = await file.read(Buffer.alloc(1028), 0, 1028, 0);
    if (buffer.toString('latin1', 512, 520) === 'EFI PART') return 'ddi';
    if (buffer.toString('latin1', 0, 4) === 'hsqs') return 'squashfs';
    return buffer.readUInt32LE(1024) === 0xe0f5e1e2 ? 'erofs' : 'unknown';
  } finally {
    await file.close();
  }
}

const dissectSchema = z.looseObject({
  sysextRelease: z.array(z.string()).nullish(),
  confextRelease: z.array(z.string()).nullish(),
  mounts: z
    .array(z.looseObject({ designator: z.string().nullish(), verity: z.string().nullish() }))
    .default([]),
});

/** Reads a DDI through systemd-dissect(1), which knows its partitions and its signature. */
async function readDdi(path: string, kind: Kind) {
  const unknown = { ...unreadable, verity: null, signed: null };
  const output = await runTool('systemd-dissect', ['--json=short', '--', path]);
  if (!output.ok) return unknown;
  const parsed = dissectSchema.safeParse(parseJsonLine(output.value));
  if (!parsed.success) return unknown;
  const { sysextRelease, confextRelease, mounts } = parsed.data;
  const lines = (kind === 'sysext' ? sysextRelease : confextRelease) ?? [];
  const verity = mounts.map((mount) => mount.verity ?? 'no').find((value) => value !== 'no');
  return {
    release: lines.length > 0 ? parseOsRelease(lines.join('\n')) : null,
    releaseName: null,
    carriesOsRelease: false,
    isReadable: true,
    verity: verity !== undefined,
    signed: verity === undefined ? null : verity === 'signed',
  };
}

const kindOf = (fileName: string, fallback: Kind): Kind =>
  fileName.endsWith('.confext.raw') ? 'confext' : fallback;

/** One extension, a directory or an image. `mounts` null: images cannot be opened without rights. */
export async function readExtension(
  path: string,
  shownPath: string,
  fallbackKind: Kind,
  mounts: MountScope | null,
): Promise<ExtensionFacts> {
  const fileName = basename(path);
  const kind = kindOf(fileName, fallbackKind);
  const name = fileName.replace(/(\.(sysext|confext))?\.raw$/, '');
  const facts = { name, kind, path: shownPath, verity: null, signed: null };
  if ((await stat(path)).isDirectory()) {
    return { ...facts, format: 'directory', ...(await readTree(path, kind, name)) };
  }
  const format = await detectFormat(path);
  if (mounts === null || format === 'unknown') return { ...facts, format, ...unreadable };
  if (format === 'ddi') return { ...facts, format, ...(await readDdi(path, kind)) };
  const mounted = await mounts.mount(path, { type: format });
  const contents = mounted.ok ? await readTree(mounted.value, kind, name) : unreadable;
  return { ...facts, format, ...contents };
}

/** The extensions in one directory: folders and `.raw` images, in the order of their names. */
export async function readExtensionDirectory(
  directory: string,
  shownDirectory: string,
  kind: Kind,
  mounts: MountScope | null,
): Promise<ExtensionFacts[]> {
  const found: ExtensionFacts[] = [];
  const names = await readdir(directory).catch((): string[] => []);
  for (const name of names.sort()) {
    const path = join(directory, name);
    const isFolder = await stat(path).then(
      (stats) => stats.isDirectory(),
      () => null,
    );
    const isWanted = isFolder === true ? !/\.(v|extra\.d)$/.test(name) : name.endsWith('.raw');
    if (isFolder === null || name.startsWith('.') || !isWanted) continue;
    found.push(await readExtension(path, join(shownDirectory, name), kind, mounts));
  }
  return found;
}
