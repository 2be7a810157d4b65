/**
 * Finds the parts of upgrades: files in their staging places, extensions that are kept in several
 * versions, and what Lifeboat moved aside. Only a little of each file is read.
 */
import { createHash } from 'node:crypto';
import { lstat, open, readdir, readFile, readlink, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { getCmdlineValue } from '../../core/boot/cmdline.ts';
import { readPe } from '../../core/boot/pe.ts';
import { describeUki, textSectionNames } from '../../core/boot/uki.ts';
import type { Place } from '../../core/model/plan.ts';
import type { Link, Part, Survey } from '../../core/model/survey.ts';
import { getAsideDirectory, parseNamedVersion, parseStagedName } from '../../core/plan/staging.ts';
import { readExtension } from '../machine/extension-files.ts';
import { resolvePlace, type Places } from '../apply/places.ts';

const sampleBytes = 64 * 1024;
const maxTextBytes = 64 * 1024;

const list = (directory: string) => readdir(directory).catch((): string[] => []);
const isThere = (path: string) =>
  lstat(path).then(
    () => true,
    () => false,
  );

type Content = Pick<Part, 'sizeBytes' | 'fingerprint' | 'isWhole' | 'release' | 'rootHash'>;

/** Size and a SHA-256 over a file's first and last 64 KiB; a directory's is over its names. */
async function sample(path: string): Promise<{ sizeBytes: number; fingerprint: string }> {
  const hash = createHash('sha256');
  const stats = await stat(path);
  if (stats.isDirectory()) {
    const names = await readdir(path, { recursive: true });
    hash.update(names.sort().join('\0'));
    return { sizeBytes: 0, fingerprint: hash.digest('hex') };
  }
  const file = await open(path, 'r');
  try {
    for (const offset of new Set([0, Math.max(0, stats.size - sampleBytes)])) {
      const { buffer, bytesRead } = await file.read(
        Buffer.alloc(sampleBytes),
        0,
        sampleBytes,
        offset,
      );
      hash.update(buffer.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
  return { sizeBytes: stats.size, fingerprint: hash.digest('hex') };
}

async function readUki(path: string): Promise<Pick<Content, 'isWhole' | 'release' | 'rootHash'>> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const read = async (offset: number, length: number) => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset);
      return buffer.subarray(0, bytesRead);
    };
    const pe = readPe(await read(0, Math.min(size, sampleBytes)), size);
    const texts = [];
    for (const { name, offset, sizeBytes } of pe?.sections ?? []) {
      if (!(textSectionNames as readonly string[]).includes(name)) continue;
      const text = await read(offset, Math.min(sizeBytes, maxTextBytes));
      texts.push({ name, text: text.toString('utf8') });
    }
    const { release, cmdline, problems } = describeUki(pe, texts);
    const hash =
      cmdline && (getCmdlineValue(cmdline, 'roothash') ?? getCmdlineValue(cmdline, 'usrhash'));
    return { isWhole: problems.length === 0, release: { ...release }, rootHash: hash ?? null };
  } finally {
    await file.close();
  }
}

/** The root hash that stands beside an image: systemd.exec(5), RootHash=. */
const readRootHash = (stem: string) =>
  readFile(`${stem}.roothash`, 'utf8').then(
    (text) => /^[0-9a-f]{64,128}/i.exec(text)?.[0] ?? null,
    () => null,
  );

interface Shelf {
  place: Place;
  directory: string;
  kinds: readonly Part['kind'][];
  /** Whether files that lie there under their own names are of interest too. */
  all: boolean;
}

const shelves: readonly Shelf[] = [
  ...(['esp', 'xbootldr'] as const).map((place) => ({
    place,
    directory: 'EFI/Linux',
    kinds: ['uki', 'image'] as const,
    all: false,
  })),
  ...['var/lib/extensions', 'var/lib/confexts', 'etc/extensions', 'etc/confexts']
    .flatMap((directory) => [directory, `${directory}.d`])
    .map((directory) => ({
      place: 'system' as const,
      directory,
      kinds: ['extension'] as const,
      all: true,
    })),
  { place: 'system', directory: 'var/lib/images', kinds: ['image'], all: false },
];

function kindOf(finalName: string, kinds: Shelf['kinds']): Part['kind'] | null {
  const kind = /\.efi$/i.test(finalName)
    ? 'uki'
    : kinds.includes('extension')
      ? 'extension'
      : 'image';
  const hasSuffix = kind === 'extension' || /\.(efi|raw)$/i.test(finalName);
  return hasSuffix && kinds.includes(kind) ? kind : null;
}

async function readPart(
  places: Places,
  { place, directory, kinds, all }: Shelf,
  fileName: string,
): Promise<Part | null> {
  const finalName = parseStagedName(fileName) ?? fileName;
  const kind = kindOf(finalName, kinds);
  if (kind === null || (!all && finalName === fileName)) return null;
  if (finalName === fileName && fileName.startsWith('.')) return null;
  const resolve = (name: string) => resolvePlace(places, place, `${directory}/${name}`) ?? '';
  const path = resolve(fileName);
  const sampled = await sample(path).catch(() => null);
  if (sampled === null) return null;
  const stem = finalName.replace(/\.raw$/, '');
  const content: Pick<Content, 'isWhole' | 'release' | 'rootHash'> =
    kind === 'uki'
      ? await readUki(path)
      : kind === 'image'
        ? { isWhole: null, release: {}, rootHash: await readRootHash(resolve(stem)) }
        : { isWhole: null, release: await readRelease(path, directory), rootHash: null };
  const hasTree = kind === 'image' && (await isThere(resolve(`${stem}.verity`)));
  return {
    place,
    path: `${directory}/${fileName}`,
    finalPath: `${directory}/${finalName}`,
    kind,
    version: parseNamedVersion(finalName) ?? content.release['VERSION_ID'] ?? null,
    ...sampled,
    ...content,
    isPlaceTaken: finalName !== fileName && (await isThere(resolve(finalName))),
    verityPath: hasTree ? `${directory}/${stem}.verity` : null,
  };
}

async function readRelease(path: string, directory: string) {
  const kind = directory.includes('confexts') ? 'confext' : 'sysext';
  const facts = await readExtension(path, kind);
  return { ...(facts?.release ?? {}) };
}

async function readAside(places: Places, place: Place): Promise<Survey['aside']> {
  const directory = getAsideDirectory(place);
  const found: Survey['aside'] = [];
  const root = resolvePlace(places, place, directory);
  for (const name of root === null ? [] : (await list(root)).sort()) {
    const sampled = await sample(join(root ?? '', name)).catch(() => null);
    if (sampled) found.push({ place, path: `${directory}/${name}`, ...sampled });
  }
  return found;
}

async function readLinks(places: Places, directory: string): Promise<Link[]> {
  const links: Link[] = [];
  const root = resolvePlace(places, 'system', directory);
  for (const name of root === null ? [] : (await list(root)).sort()) {
    const to = await readlink(join(root ?? '', name)).catch(() => null);
    if (to !== null) links.push({ path: `${directory}/${name}`, to });
  }
  return links;
}

/** All parts, links and things moved aside that can be reached. */
export async function readParts(
  places: Places,
): Promise<Pick<Survey, 'parts' | 'links' | 'aside'>> {
  const parts: Part[] = [];
  const links: Link[] = [];
  for (const shelf of shelves) {
    const root = resolvePlace(places, shelf.place, shelf.directory);
    if (root === null) continue;
    for (const name of (await list(root)).sort()) {
      const part = await readPart(places, shelf, name);
      if (part) parts.push(part);
    }
    if (shelf.place === 'system') links.push(...(await readLinks(places, shelf.directory)));
  }
  const aside = [];
  for (const place of ['esp', 'xbootldr', 'system'] as const) {
    aside.push(...(await readAside(places, place)));
  }
  return { parts, links, aside };
}
