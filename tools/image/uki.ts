/*
 * Unified kernel images. Lifeboat's and the demo machine's consist of the same kernel, modules and
 * systemd initrd; what makes an initrd Lifeboat's is one more part, packed from image/layers: its
 * units, its name and the certificate that its extension is signed with. The test profile is yet
 * another part, so a production image differs from a tested one by nothing else.
 */
import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandError } from '../lib/errors.ts';
import { cached, type BuildContext } from './cache.ts';
import { hashInputs } from './hash-tree.ts';
import { runTool } from './tools-tree.ts';
import { addCopy, addFile, addLayer, layerDir, packCpio } from './trees.ts';

export interface Kernel {
  vmlinuz: string;
  modules: string;
  modulesTree: string;
  initrd: string;
}

/**
 * Modules come compressed one by one. Unpacked, each is found faster at the start, and the whole is
 * not larger in the UKI, where it is compressed together.
 */
const unpackModules = `set -e
cd "$1"/usr/lib/modules/*
rm vmlinuz
find . -name '*.ko.xz' -exec xz --decompress {} +
depmod --basedir "$1/usr" --config /dev/null "$(basename "$PWD")"`;

/** The kernel with its modules as an initrd part, out of the tree `boot`; `initrd` is systemd's. */
export async function extractKernel(
  context: BuildContext,
  tools: string,
  boot: string,
  initrd: string,
): Promise<Kernel> {
  const folder = await cached(
    context,
    'kernel',
    await hashInputs([], [boot, unpackModules]),
    async (unfinished) => {
      const name = (await readdir(join(boot, 'boot'))).find((file) => file.startsWith('vmlinuz-'));
      if (name === undefined) throw new CommandError('the tree boot has no kernel', 'use --fresh');
      await copyFile(join(boot, 'boot', name), join(unfinished, 'vmlinuz'));
      const tree = join(unfinished, 'modules');
      await addCopy(join(boot, 'usr/lib/modules'), tree, 'usr/lib/modules');
      await runTool(tools, 'bash', ['-c', unpackModules, 'bash', tree]);
      await packCpio(tools, tree, join(unfinished, 'modules.cpio.zst'));
    },
  );
  return {
    vmlinuz: join(folder, 'vmlinuz'),
    modules: join(folder, 'modules.cpio.zst'),
    modulesTree: join(folder, 'modules'),
    initrd,
  };
}

export interface UkiOptions {
  /** What the step and the result are called. */
  name: string;
  commandLine: string[];
  osRelease: string;
  /** Folders over the initrd, the last on top. */
  layers: string[];
  /** More files of the initrd: path → file to copy. */
  files: Record<string, string>;
}

/** The path of a UKI, built with ukify(1). */
export async function buildUki(
  context: BuildContext,
  tools: string,
  kernel: Kernel,
  options: UkiOptions,
): Promise<string> {
  const { name, commandLine, osRelease, layers, files } = options;
  const key = await hashInputs(
    [...layers, ...Object.values(files)],
    [kernel.vmlinuz, kernel.initrd, osRelease, ...commandLine, ...Object.keys(files)],
  );
  const folder = await cached(context, name, key, async (unfinished) => {
    const tree = join(unfinished, 'layer');
    await mkdir(tree);
    for (const layer of layers) await addLayer(layer, tree);
    for (const [path, file] of Object.entries(files)) {
      await runTool(tools, 'install', ['-Dm644', file, join(tree, path)]);
    }
    const release = join(unfinished, 'os-release');
    await writeFile(release, osRelease);
    await addFile(tree, 'usr/lib/os-release', osRelease);
    const archive = join(unfinished, 'layer.cpio.zst');
    await packCpio(tools, tree, archive);
    await runTool(tools, 'ukify', [
      'build',
      `--linux=${kernel.vmlinuz}`,
      ...[kernel.initrd, kernel.modules, archive].map((part) => `--initrd=${part}`),
      `--cmdline=${commandLine.join(' ')}`,
      `--os-release=@${release}`,
      '--stub=/usr/lib/systemd/boot/efi/linuxx64.efi.stub',
      `--output=${join(unfinished, 'image.efi')}`,
    ]);
  });
  return join(folder, 'image.efi');
}

/** Where the layers of Lifeboat's initrd lie, for a profile. */
export function lifeboatLayers(profile: 'test' | 'production'): string[] {
  const names = profile === 'test' ? ['initrd', 'test-shell', 'test'] : ['initrd'];
  return names.map((name) => layerDir('layers', name));
}

/** What the initrd takes of the built application: path → file. In production, nothing. */
export function builtFiles(profile: 'test' | 'production', app: string): Record<string, string> {
  return profile === 'test'
    ? { 'usr/lib/lifeboat-test/token.mjs': join(app, 'test/token.mjs') }
    : {};
}
