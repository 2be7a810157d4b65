import { readdir, readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { parseType1 } from '../../core/boot/type1.ts';
import { compareVersions } from '../../core/compare-versions.ts';
import { parseGrubConfiguration } from '../../core/plan/providers/grub-configuration.ts';
import { parseGrubEnvironment } from '../../core/plan/providers/grub-environment.ts';
import type { Grub } from '../../core/model/survey.ts';

/** Debian's folder, then Fedora's. */
const folders = ['boot/grub', 'boot/grub2'];
const maxConfigurationBytes = 4 * 1024 * 1024;

const readText = (path: string) =>
  readFile(path).then(
    (bytes) => (bytes.length > maxConfigurationBytes ? null : bytes.toString('utf8')),
    () => null,
  );

/** Where GRUB's environment block lies, its link followed; null where there is none. */
export async function findGrubEnvironment(root: string): Promise<string | null> {
  for (const folder of folders) {
    const path = await realpath(join(root, folder, 'grubenv')).catch(() => null);
    if (path !== null) return path;
  }
  return null;
}

/** The type #1 entries that Fedora's blscfg command shows, newest first. */
async function readBlsEntries(root: string): Promise<Grub['entries']> {
  const folder = join(root, 'boot/loader/entries');
  const names = await readdir(folder).catch((): string[] => []);
  const entries = await Promise.all(
    names
      .filter((name) => name.endsWith('.conf') && !name.startsWith('.'))
      .map(async (name) => {
        const { title, version } = parseType1((await readText(join(folder, name))) ?? '');
        const id = name.slice(0, -'.conf'.length);
        return { id, title: title ?? id, version };
      }),
  );
  return entries.sort((a, b) => compareVersions(b.version ?? b.id, a.version ?? a.id));
}

/** GRUB's settings under `root`, read only; null where there is no GRUB. */
export async function readGrub(root: string): Promise<Grub | null> {
  const environmentPath = await findGrubEnvironment(root);
  if (environmentPath === null) return null;
  const variables = parseGrubEnvironment((await readText(environmentPath)) ?? '');
  const texts = await Promise.all(
    folders.map((folder) => readText(join(root, folder, 'grub.cfg'))),
  );
  const text = texts.find((each) => each !== null);
  if (variables === null || text === undefined) return null;
  const { entries, readsSaved, readsNext, hasBls } = parseGrubConfiguration(text);
  const bls = hasBls ? await readBlsEntries(root) : [];
  return { environmentPath, variables, entries: [...bls, ...entries], readsSaved, readsNext };
}
