/*
 * Lint and format judge file by file, and most files are as they were. So a file that passed is
 * remembered by a key, in the folder that all checkouts share, and only a file whose key is new is
 * judged again. The key is made of all that the verdict depends on: the file's name and content,
 * and a salt of the rules and the packages; for lint, which reads types, also all that the file
 * imports, directly or not, and whatever declares something for all files.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { cacheDir } from '../lib/paths.ts';

/** The text of each file by its path from the repository. */
export type Tree = ReadonlyMap<string, string>;
/** The key of each file by its path. */
export type Keys = ReadonlyMap<string, string>;

const keptKeys = 20_000;
const importOfOurs = /\b(?:from|import)\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]/g;
const declaresForAll = /^\s*declare (?:global|module)\b/m;

function hash(...parts: string[]): string {
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part).update('\0');
  return digest.digest('base64url');
}

/** Keys for verdicts that depend on the file alone. */
export function keyByContent(tree: Tree, salt: string): Keys {
  return new Map([...tree].map(([path, text]) => [path, hash(salt, path, text)]));
}

/** Keys for verdicts that depend on the file and on the types of what it imports. */
export function keyByImports(tree: Tree, salt: string): Keys {
  const contents = keyByContent(tree, salt);
  const forAll = [...tree].filter(
    ([path, text]) => path.endsWith('.d.ts') || declaresForAll.test(text),
  );
  const common = hash(salt, ...forAll.map(([path]) => contents.get(path) ?? ''));
  const imports = new Map(
    [...tree].map(([path, text]) => [
      path,
      [...text.matchAll(importOfOurs)].map(([, name]) =>
        posix.join(posix.dirname(path), name ?? ''),
      ),
    ]),
  );
  const keyOf = (start: string) => {
    const met = new Set([start]);
    // What is added to a set while it is walked is met as well.
    for (const path of met) for (const next of imports.get(path) ?? []) met.add(next);
    const all = [...met].sort().map((path) => contents.get(path) ?? `${path} is missing`);
    return hash(common, start, ...all);
  };
  return new Map([...tree.keys()].map((path) => [path, keyOf(path)]));
}

function placeOf(check: string): string {
  return join(cacheDir(), 'verdicts', `${check}.json`);
}

/** The keys of all files that have passed `check`; none where nothing readable is kept. */
export async function readPassed(check: string): Promise<Set<string>> {
  try {
    const keys = JSON.parse(await readFile(placeOf(check), 'utf8')) as unknown;
    return new Set(Array.isArray(keys) ? keys.filter((key) => typeof key === 'string') : []);
  } catch {
    return new Set();
  }
}

/** Adds `keys` to those that have passed `check`, and forgets the oldest beyond a bound. */
export async function addPassed(check: string, keys: Iterable<string>): Promise<void> {
  const place = placeOf(check);
  const fresh = new Set(keys);
  const old = [...(await readPassed(check))].filter((key) => !fresh.has(key));
  await mkdir(dirname(place), { recursive: true });
  const draft = `${place}.${String(process.pid)}.new`;
  await writeFile(draft, JSON.stringify([...old, ...fresh].slice(-keptKeys)));
  await rename(draft, place);
}
