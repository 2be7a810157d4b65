import type { ByteSource } from '../../core/disks/byte-source.ts';
import { verifyData } from '../../core/disks/verity.ts';
import { assembleMachine } from '../../core/inspect/assemble.ts';
import type { Facts, NotVisible } from '../../core/inspect/facts.ts';
import { pairVerity, type Verifications } from '../../core/inspect/images.ts';
import { listNeeds } from '../../core/inspect/needs.ts';
import type { Disk, Entry, Machine, Partition } from '../../core/model/machine.ts';
import { ok } from '../../core/result.ts';
import { digest } from '../files/file-source.ts';
import type { Io } from '../io/io.ts';
import { runStep } from '../io/steps.ts';
import type { Subject } from './subject.ts';

/** Lends a partition's bytes to `use`; rejects when they cannot be opened. */
export type PartitionReader = <T>(
  partition: Partition,
  use: (source: ByteSource) => Promise<T>,
) => Promise<T>;

/**
 * Reads all data of each image through its verity data: against the root hash that an entry expects,
 * else the one that the verity data have themselves. One after the other, since the disk is the
 * bottleneck; each is a step of the job. What cannot be read or judged is added to `notVisible`.
 */
async function verifyImages(
  disks: readonly Disk[],
  entries: readonly Entry[],
  io: Io,
  read: PartitionReader,
  notVisible: NotVisible[],
): Promise<Verifications> {
  const needs = entries.flatMap(listNeeds);
  const found = new Map<string, 'verified' | 'mismatch'>();
  for (const { data, tree } of pairVerity(disks, entries)) {
    if (data.staging === 'partial' || data.label === '_empty') continue;
    const rootHash = needs.find(
      ({ rootHash: hash, fits }) => hash !== null && fits(data),
    )?.rootHash;
    const name = data.label ?? data.path;
    await runStep(
      io,
      'job.inspect.verify',
      async () => {
        const outcome = await read(data, (dataSource) =>
          read(tree, (treeSource) => verifyData(dataSource, treeSource, rootHash ?? null, digest)),
        ).catch(() => null);
        if (outcome === 'verified' || outcome === 'mismatch') found.set(data.path, outcome);
        else notVisible.push({ what: data.path, why: outcome === null ? 'rights' : 'unreadable' });
        return ok(undefined);
      },
      { name },
    );
  }
  return found;
}

/** The machine that the facts describe, with its images read through where that was asked for. */
export async function assembleVerified(
  where: Subject,
  facts: Facts,
  io: Io,
  read: PartitionReader,
): Promise<Machine> {
  const machine = assembleMachine(facts);
  const { disks, notVisible } = facts;
  if (where.verify !== true || disks === null) return machine;
  const verifications = await verifyImages(disks, machine.entries, io, read, notVisible);
  return assembleMachine({ ...facts, verifications });
}
