/*
 * The extension: everything that Lifeboat is, beyond the small initrd that its UKI carries. One
 * disk image (DDI) with an erofs, its dm-verity hash tree and the signed root hash serves both
 * chains: `stub` hands the file to systemd-stub as it is, `volume` puts the file system and the hash
 * tree on partitions of their own. The order below goes from what changes rarely to what changes
 * often: packages, our own files, the application.
 */
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { CommandError } from '../lib/errors.ts';
import { repositoryDir } from '../lib/paths.ts';
import { cached, type BuildContext } from './cache.ts';
import { hashInputs } from './hash-tree.ts';
import { formatExtensionRelease } from './release.ts';
import { findRootHash, runRepart } from './repart.ts';
import {
  addCopy,
  addFile,
  addLayer,
  layerDir,
  linkTree,
  packErofs,
  type Compression,
} from './trees.ts';
import type { VerityKey } from './verity-key.ts';

export interface Extension {
  ddi: string;
  data: string;
  verity: string;
  rootHash: string;
}

/** What the application needs of node-pty at run time; the rest are sources and other systems. */
const nodePty = ['package.json', 'LICENSE', 'lib', 'build/Release/pty.node'];
const application = ['main', 'preload', 'renderer', 'cli'];
/** Without these the application does not start; a build that is under way has not all of them. */
const indispensable = [
  'main/index.mjs',
  'preload/chromium.cjs',
  'renderer/index.html',
  'cli/index.mjs',
];

function listApplication(app: string): string[] {
  const missing = indispensable.find((name) => !existsSync(join(app, name)));
  if (missing !== undefined) {
    throw new CommandError(
      `the application is not built: ${join(app, missing)} is not there`,
      'run `npm run build`, then try again',
    );
  }
  return application.map((name) => join(app, name));
}

/** `usr` of the extension: the packages' tree with our files and the application. */
async function assembleTree(
  payload: string,
  app: string,
  version: string,
  tree: string,
): Promise<void> {
  await linkTree(join(payload, 'usr'), join(tree, 'usr'));
  // Whiteouts of the overlay stand for files of the base that mkosi cleaned away; keep those.
  await execa('find', [tree, '-type', 'c', '-delete']);
  await addLayer(layerDir('layers', 'payload'), tree);
  const library = join(tree, 'usr/lib/lifeboat');
  for (const part of listApplication(app)) {
    await addCopy(part, library, part.slice(app.length + 1));
  }
  await addCopy(join(repositoryDir, 'assets'), library, 'assets');
  for (const part of nodePty) {
    await addCopy(
      join(repositoryDir, 'node_modules/node-pty', part),
      library,
      `node_modules/node-pty/${part}`,
    );
  }
  await addFile(
    tree,
    'usr/lib/extension-release.d/extension-release.lifeboat',
    formatExtensionRelease('lifeboat', version, 'initrd'),
  );
}

/** The signed extension with the application from `app` (a build's output folder). */
export async function buildExtension(
  context: BuildContext,
  tools: string,
  signing: VerityKey,
  options: { payload: string; app: string; version: string; compression: Compression },
): Promise<Extension> {
  const { payload, app, version, compression } = options;
  const definitions = layerDir('repart', 'extension');
  const key = await hashInputs(
    [
      layerDir('layers', 'payload'),
      definitions,
      join(repositoryDir, 'assets'),
      ...nodePty.map((part) => join(repositoryDir, 'node_modules/node-pty', part)),
      ...listApplication(app),
      signing.certificate,
    ],
    [payload, version, compression],
  );
  const folder = await cached(context, 'extension', key, async (unfinished) => {
    const tree = join(unfinished, 'tree');
    const staging = join(unfinished, 'staging');
    await mkdir(staging);
    await assembleTree(payload, app, version, tree);
    await packErofs(tools, tree, join(staging, 'extension.erofs'), compression);
    const image = join(unfinished, 'lifeboat.raw');
    const partitions = await runRepart(tools, {
      definitions,
      root: staging,
      image,
      name: `extension ${version}`,
      args: ['--split=yes', `--private-key=${signing.key}`, `--certificate=${signing.certificate}`],
    });
    await writeFile(join(unfinished, 'roothash'), findRootHash(partitions));
    for (const part of ['data', 'verity']) {
      await rename(join(unfinished, `lifeboat.${part}.raw`), join(unfinished, `${part}.raw`));
    }
    await rm(staging, { recursive: true });
    await rm(tree, { recursive: true });
  });
  return {
    ddi: join(folder, 'lifeboat.raw'),
    data: join(folder, 'data.raw'),
    verity: join(folder, 'verity.raw'),
    rootHash: await readFile(join(folder, 'roothash'), 'utf8'),
  };
}
