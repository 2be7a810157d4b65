import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { cacheDir, repositoryDir } from '../lib/paths.ts';
import { formatSources, readAptProxy, readMachineSources } from './apt-sources.ts';
import { cached, type BuildContext } from './cache.ts';
import { hashInputs } from './hash-tree.ts';
import { toCommandError } from './tools-tree.ts';

const treesDir = join(repositoryDir, 'image', 'trees');

/** Tells mkosi's apt the machine's mirrors; the file's name replaces the sources mkosi would add. */
async function writeSandboxTree(): Promise<string> {
  const tree = join(cacheDir(), 'sandbox');
  const folder = join(tree, 'etc', 'apt', 'sources.list.d');
  await mkdir(folder, { recursive: true });
  const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';
  await writeFile(
    join(folder, 'mkosi.sources'),
    formatSources(await readMachineSources(), keyring),
  );
  return tree;
}

/**
 * Builds `image/trees/NAME` with mkosi and gives the folder with its output (`NAME` or
 * `NAME.cpio.zst`). `base`, another tree's output, is what it starts from.
 */
export async function buildTree(
  context: BuildContext,
  tools: string,
  name: string,
  base?: string,
): Promise<string> {
  const directory = join(treesDir, name);
  const common = join(treesDir, 'common.conf');
  const key = await hashInputs([directory, common], [base ?? '']);
  return cached(context, name, key, async (folder) => {
    const workspace = join(cacheDir(), 'workspace');
    const packages = join(cacheDir(), 'packages');
    for (const path of [workspace, packages]) await mkdir(path, { recursive: true });
    const proxy = await readAptProxy();
    await execa(
      'python3',
      [
        '-m',
        'mkosi',
        `--directory=${directory}`,
        `--include=${common}`,
        `--tools-tree=${tools}`,
        `--sandbox-tree=${await writeSandboxTree()}`,
        `--workspace-dir=${workspace}`,
        `--package-cache-dir=${packages}`,
        `--output-dir=${folder}`,
        `--output=${name}`,
        ...(base === undefined ? [] : [`--base-tree=${base}`]),
        ...(proxy === undefined ? [] : [`--proxy-url=${proxy}`]),
        '--force',
        'build',
      ],
      { env: { PYTHONPATH: join(tools, 'usr/lib/python3/dist-packages') }, all: true },
    ).catch((error: unknown) => {
      throw toCommandError(`mkosi (${name})`, error);
    });
  });
}
