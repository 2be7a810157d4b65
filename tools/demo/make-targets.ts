import { join } from 'node:path';
import { demoPassphrase } from '../image/locked-volume.ts';
import { buildAsRoot, type BuildOptions } from '../lib/build-as-root.ts';
import { cacheDir, outDir } from '../lib/paths.ts';
import { say } from '../lib/steps.ts';
import { requireSpace } from '../setup/space.ts';
import { chooseAccelerator } from '../vm/kvm.ts';
import type { Target } from './targets.ts';

export type Chain = Target['chain'];

export const defaultCasualty = 'broken-upgrade';

/** A first build fills the cache with about 6 GB and a disk; later ones need room for a disk. */
const spaceGigabytes = 8;

/** Builds a demo machine, or takes it from the cache, and finds out how to run it. */
export async function makeTarget(options: BuildOptions): Promise<Target> {
  await requireSpace([cacheDir(), outDir], spaceGigabytes);
  const { disk, tools, sizes } = await buildAsRoot(options);
  const mebibytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(0)} MiB`;
  say(
    `  initrd ${mebibytes(sizes.initrd)}, UKI ${mebibytes(sizes.uki)}, extension ${mebibytes(sizes.extension)}`,
  );
  const { accelerator, why } = await chooseAccelerator(tools, join(cacheDir(), 'accelerator.json'));
  say(`✓ QEMU with ${accelerator === 'kvm' ? 'KVM' : 'emulation, slow but right'}: ${why}`);
  return {
    ...{ chain: options.chain, disk, toolsTree: tools, accelerator },
    passphrase: demoPassphrase,
  };
}

/** The machines of the image tests: the test profile in each of `chains`. */
export async function makeTargets(chains: Chain[]): Promise<Target[]> {
  const targets: Target[] = [];
  for (const chain of chains)
    targets.push(
      await makeTarget({ chain, profile: 'test', casualty: defaultCasualty, fresh: false }),
    );
  return targets;
}
