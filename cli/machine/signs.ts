import { noSigns, type Signs } from '../../core/inspect/signs.ts';
import type { NotVisible } from '../../core/inspect/facts.ts';
import type { BootPartition, Disk } from '../../core/model/machine.ts';
import type { Tree } from '../files/tree.ts';
import { readClock } from './clock.ts';
import { readForeign } from './foreign.ts';
import { readBoots } from './journals.ts';
import { findPartitionLeftovers, readBootLeftovers, readRootLeftovers } from './leftovers.ts';
import { readPower } from './power.ts';
import { readCrashes } from './pstore.ts';

/** Where to look for signs; directories are null where a tree is no directory of this machine. */
export interface SignSources {
  boot: readonly { partition: BootPartition; tree: Tree; directory: string | null }[];
  /** The system's root, null when it is only known from its boot partition. */
  root: { tree: Tree; directory: string | null } | null;
  /** Unlocked volumes that hold a /var or a whole root. */
  volumes: readonly { tree: Tree; directory: string }[];
  disks: readonly Disk[] | null;
}

const journalPlaces = ['var/log/journal', 'log/journal'];

/** All signs there are, read side by side; journalctl(1) is the only tool, called at most once. */
export async function readSigns(sources: SignSources, notVisible: NotVisible[]): Promise<Signs> {
  const { boot, root, volumes, disks } = sources;
  const esp = boot.find(({ partition }) => partition === 'esp')?.directory ?? null;
  const rootDirectory = root?.directory ?? null;
  const journals = [
    ...(rootDirectory === null ? [] : [`${rootDirectory}/var/log/journal`]),
    ...volumes.flatMap(({ directory }) => journalPlaces.map((place) => `${directory}/${place}`)),
  ];
  const trees = [...(root ? [root.tree] : []), ...volumes.map(({ tree }) => tree)];
  const [bootLeftovers, rootLeftovers, boots, crashes, power, foreign] = await Promise.all([
    Promise.all(boot.map(({ tree, partition }) => readBootLeftovers(tree, partition))),
    Promise.all(trees.map(readRootLeftovers)),
    readBoots(journals, notVisible),
    Promise.all(trees.map(readCrashes)),
    root === null ? noSigns.power : readPower(root.tree),
    readForeign(
      boot.map(({ tree }) => tree),
      root?.tree ?? null,
      disks ?? [],
    ),
  ]);
  return {
    leftovers: [
      ...bootLeftovers,
      ...rootLeftovers,
      [findPartitionLeftovers(disks ?? [])].flat(),
    ].flat(),
    boots,
    crashes: crashes.flat(),
    clock: readClock(rootDirectory, esp),
    power,
    foreign,
  };
}
