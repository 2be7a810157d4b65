import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildImages } from '../image/build.ts';
import { makeToolsTree } from '../image/tools-tree.ts';
import { CommandError } from '../lib/errors.ts';
import { cacheDir, outDir, repositoryDir } from '../lib/paths.ts';
import { say } from '../lib/steps.ts';
import { requireSpace } from '../setup/space.ts';
import { type Choice, chooseAccelerator } from '../vm/kvm.ts';
import type { Target } from './targets.ts';

export type Chain = Target['chain'];

export interface TargetOptions {
  chain: Chain;
  profile: 'test' | 'production';
  casualty: string;
  fresh?: boolean;
}

export const defaultCasualty = 'broken-upgrade';

/** A first build fills the cache with about 6 GB and a disk; later ones need room for a disk. */
const spaceGigabytes = 8;

/** The casualties that the demo machine can have: the folders of image/demo/casualties. */
export function listCasualties(): string[] {
  const folder = join(repositoryDir, 'image/demo/casualties');
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

function requireRoot(): void {
  if (process.getuid?.() !== 0)
    throw new CommandError(
      'The images are built as root, because they contain files of many owners.',
      'run the command as root.',
    );
}

/** QEMU and whether it may use KVM, said once. */
async function prepareQemu(fresh: boolean): Promise<{ toolsTree: string; choice: Choice }> {
  const toolsTree = await makeToolsTree({ log: say, fresh, made: new Set() });
  const choice = await chooseAccelerator(toolsTree, join(cacheDir(), 'accelerator.json'));
  const name = choice.accelerator === 'kvm' ? 'KVM' : 'emulation (slow but right)';
  say(`✓ QEMU with ${name}: ${choice.why}`);
  return { toolsTree, choice };
}

/** Builds a demo machine, or takes it from the cache. */
export async function makeTarget(options: TargetOptions): Promise<Target> {
  requireRoot();
  await requireSpace([cacheDir(), outDir], spaceGigabytes);
  const { toolsTree, choice } = await prepareQemu(options.fresh ?? false);
  const { disk } = await buildImages({
    ...options,
    app: outDir,
    log: say,
    fresh: options.fresh ?? false,
  });
  return { chain: options.chain, disk, toolsTree, accelerator: choice.accelerator };
}

/** The machines of the image tests: the test profile in each of `chains`. */
export async function makeTargets(chains: Chain[]): Promise<Target[]> {
  const targets: Target[] = [];
  for (const chain of chains)
    targets.push(await makeTarget({ chain, profile: 'test', casualty: defaultCasualty }));
  return targets;
}
