/*
 * The demo machine's parts: for each version a root image with its hash tree, a UKI that names the
 * root hash, and an extension; and one encrypted state volume with what the machine keeps in /var.
 */
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { cached, type BuildContext } from './cache.ts';
import type { Casualty } from './casualty.ts';
import { hashInputs } from './hash-tree.ts';
import { demoEnrolments, type TokenDemo } from './enrol-token.ts';
import { demoPassphrase, demoRecoveryKey, makeLockedVolume, volumeFile } from './locked-volume.ts';
import { formatExtensionRelease, formatOsRelease } from './release.ts';
import { findRootHash, runRepart } from './repart.ts';
import { addFile, addLayer, layerDir, linkTree, packErofs } from './trees.ts';
import { buildUki, type Kernel } from './uki.ts';

export interface RootImage {
  data: string;
  verity: string;
  rootHash: string;
}

/** The root image of a version: the packages' tree, the machine's own files, and what breaks it. */
export async function buildRoot(
  context: BuildContext,
  tools: string,
  options: { packages: string; kernel: Kernel; version: string; hasBrokenDisplay: boolean },
): Promise<RootImage> {
  const { packages, kernel, version, hasBrokenDisplay } = options;
  const definitions = layerDir('repart', 'root');
  const layers = [
    layerDir('demo', 'system'),
    layerDir('layers', 'test-shell'),
    ...(hasBrokenDisplay ? [layerDir('demo', 'broken-display')] : []),
  ];
  const key = await hashInputs([definitions, ...layers], [packages, kernel.modulesTree, version]);
  const folder = await cached(context, 'demo-root', key, async (unfinished) => {
    const tree = join(unfinished, 'tree');
    const staging = join(unfinished, 'staging');
    await mkdir(staging);
    await linkTree(packages, tree);
    await rm(join(tree, 'usr/lib/modules'), { recursive: true, force: true });
    await linkTree(join(kernel.modulesTree, 'usr/lib/modules'), join(tree, 'usr/lib/modules'));
    for (const layer of layers) await addLayer(layer, tree);
    await addFile(tree, 'usr/lib/os-release', formatOsRelease('demo', 'Demo', version));
    await mkdir(join(tree, 'efi'), { recursive: true });
    await packErofs(tools, tree, join(staging, 'root.erofs'), 'lz4');
    const partitions = await runRepart(tools, {
      definitions,
      root: staging,
      image: join(unfinished, 'root.raw'),
      name: `demo root ${version}`,
      args: ['--split=yes'],
    });
    await writeFile(join(unfinished, 'roothash'), findRootHash(partitions));
    for (const part of ['data', 'verity']) {
      await rename(join(unfinished, `root.${part}.raw`), join(unfinished, `${part}.raw`));
    }
    for (const done of [tree, staging, join(unfinished, 'root.raw')]) {
      await rm(done, { recursive: true });
    }
  });
  return {
    data: join(folder, 'data.raw'),
    verity: join(folder, 'verity.raw'),
    rootHash: await readFile(join(folder, 'roothash'), 'utf8'),
  };
}

/** The UKI that boots a version. */
export function buildDemoUki(
  context: BuildContext,
  tools: string,
  kernel: Kernel,
  root: RootImage,
  version: string,
): Promise<string> {
  return buildUki(context, tools, kernel, {
    name: 'demo-uki',
    commandLine: [
      `roothash=${root.rootHash}`,
      'systemd.volatile=overlay',
      'systemd.gpt_auto=no',
      // An image that cannot be read is waited for, and a person waits with it.
      'systemd.default_device_timeout_sec=40',
      'console=tty0',
      'console=ttyS0',
      'audit=0',
      'quiet',
      'loglevel=3',
    ],
    osRelease: formatOsRelease('demo', 'Demo', version),
    layers: [layerDir('demo', 'initrd')],
    files: {},
  });
}

/** An extension of the demo machine for one version, as an erofs without partitions. */
async function buildDemoExtension(
  tools: string,
  name: string,
  version: string,
  image: string,
): Promise<void> {
  const tree = `${image}.tree`;
  await linkTree(layerDir('demo', name), tree);
  await addFile(
    tree,
    `usr/lib/extension-release.d/extension-release.${basename(image, '.raw')}`,
    formatExtensionRelease('demo', version, 'system'),
  );
  await packErofs(tools, tree, image, 'lz4');
  await rm(tree, { recursive: true });
}

/** The state volume as a LUKS2 image, made without device mapper. */
export async function buildState(
  context: BuildContext,
  tools: string,
  casualty: Casualty,
): Promise<string> {
  const definitions = layerDir('repart', 'state');
  const names = [
    ...new Set(casualty.versions.flatMap(({ extensions }) => Object.keys(extensions))),
  ];
  const key = await hashInputs(
    [definitions, ...names.map((name) => layerDir('demo', name))],
    [
      JSON.stringify(casualty.versions.map(({ version, extensions }) => [version, extensions])),
      ...[demoPassphrase, demoRecoveryKey],
    ],
  );
  const folder = await cached(context, 'demo-state', key, async (unfinished) => {
    const staging = join(unfinished, 'staging');
    for (const { version, extensions } of casualty.versions) {
      for (const [name, file] of Object.entries(extensions)) {
        const image = join(staging, 'var/lib', file);
        await mkdir(dirname(image), { recursive: true });
        await buildDemoExtension(tools, name, version, image);
      }
    }
    await makeLockedVolume(tools, { definitions, folder: unfinished, name: 'state', tokens: [] });
  });
  return join(folder, volumeFile);
}

/** A small volume that the tokens of a demonstration open, beside passphrase and recovery key. */
export async function buildTokenVolume(
  context: BuildContext,
  tools: string,
  name: TokenDemo,
): Promise<string> {
  const definitions = layerDir('repart', 'locked');
  const tokens = demoEnrolments[name];
  const code = ['enrol-token.ts', 'locked-volume.ts'].map((file) =>
    join(import.meta.dirname, file),
  );
  const key = await hashInputs([definitions, ...code], [name, JSON.stringify(tokens)]);
  const folder = await cached(context, `demo-${name}`, key, async (unfinished) => {
    await addFile(join(unfinished, 'staging/files'), 'name', `${name}\n`);
    await makeLockedVolume(tools, { definitions, folder: unfinished, name: 'locked', tokens });
  });
  return join(folder, volumeFile);
}
