import type { Crash } from '../../core/inspect/signs.ts';
import type { Tree } from '../files/tree.ts';

/** Where the kernel leaves its last words, and where systemd-pstore(8) keeps them for later. */
const places = ['sys/fs/pstore', 'var/lib/systemd/pstore', 'lib/systemd/pstore'];
const maxDepth = 3;
const maxFiles = 50;
const maxBytes = 256 * 1024;
const signs = /Kernel panic|kernel BUG|BUG:|Oops|Unable to handle|general protection fault/;

async function listFiles(tree: Tree, directory: string, depth = 0): Promise<string[]> {
  const entries = await tree.list(directory);
  const found = await Promise.all(
    entries.map(async ({ name, kind }) => {
      const path = `${directory}/${name}`;
      if (kind === 'file') return [path];
      const isDeeper = kind === 'directory' && depth < maxDepth;
      return isDeeper ? await listFiles(tree, path, depth + 1) : [];
    }),
  );
  return found.flat().sort().slice(-maxFiles);
}

/** systemd-pstore names its folders after the time in seconds; ISO 8601, null elsewhere. */
function findTime(path: string): string | null {
  const seconds = /\/(\d{9,11})(?=\/)/.exec(path)?.[1];
  return seconds === undefined ? null : new Date(Number(seconds) * 1000).toISOString();
}

/** The crashes of the kernel that were saved, one for each file that names one; oldest first. */
export async function readCrashes(tree: Tree): Promise<Crash[]> {
  const files = (await Promise.all(places.map((place) => listFiles(tree, place)))).flat();
  const crashes = await Promise.all(
    files.map(async (path): Promise<Crash | null> => {
      const text = await tree.readText(path, maxBytes);
      const line = text?.split('\n').find((each) => signs.test(each));
      if (line === undefined) return null;
      return { path: `/${path}`, at: findTime(path), line: line.replace(/^<\d+>/, '').trim() };
    }),
  );
  return crashes.filter((crash) => crash !== null);
}
