import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createOsRelease, createUki } from './uki.ts';

export interface MachineDirectory {
  esp: string;
  root: string;
  /** Names of the entries' files, sorted. */
  listEntries(): Promise<string[]>;
  remove(): Promise<void>;
}

/**
 * A generated machine as directories: demo 1.0 that worked, demo 1.1 whose file name is given, and
 * Lifeboat's own entry, beside one extension for each version.
 */
export async function createMachineDirectory(
  options: { broken?: string; good?: string; loaderConf?: string } = {},
): Promise<MachineDirectory> {
  const base = await mkdtemp(join(tmpdir(), 'lifeboat-machine-'));
  const [esp, root] = [join(base, 'esp'), join(base, 'root')];
  const entries = join(esp, 'EFI/Linux');
  await mkdir(entries, { recursive: true });
  await mkdir(join(esp, 'loader/entries'), { recursive: true });
  await writeFile(join(esp, 'loader/loader.conf'), options.loaderConf ?? 'timeout 2\n');
  const demo = (version: string) => ({ id: 'demo', version, title: `Demo ${version}` });
  await writeFile(join(entries, options.good ?? 'demo_1.0.efi'), createUki(demo('1.0')));
  await writeFile(join(entries, options.broken ?? 'demo_1.1+2-1.efi'), createUki(demo('1.1')));
  await writeFile(
    join(entries, 'lifeboat_0.1.0.efi'),
    createUki({ id: 'lifeboat', version: '0.1.0', title: 'Lifeboat 0.1.0' }),
  );
  await mkdir(join(root, 'usr/lib'), { recursive: true });
  await writeFile(join(root, 'usr/lib/os-release'), createOsRelease(demo('1.1')));
  for (const version of ['1.0', '1.1']) {
    const name = `network-tools-${version}`;
    const tree = join(root, 'var/lib/extensions', name, 'usr/lib/extension-release.d');
    await mkdir(tree, { recursive: true });
    await writeFile(join(tree, `extension-release.${name}`), `ID=demo\nVERSION_ID=${version}\n`);
  }
  return {
    esp,
    root,
    listEntries: async () => (await readdir(entries)).sort(),
    remove: () => rm(base, { recursive: true, force: true }),
  };
}
