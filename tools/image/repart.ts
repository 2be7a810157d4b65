/*
 * systemd-repart makes every partition table here: the extension's disk image, the demo machine's
 * root images and its whole disk. It works on plain files (`--offline=yes`), without loop devices
 * and device mapper. Its definitions are files of repart.d(5); a run sees one folder as its root, so
 * that they name what they copy by paths in there.
 */
import { z } from 'zod';
import { hashInputs } from './hash-tree.ts';
import { runTool } from './tools-tree.ts';

const reportSchema = z.array(
  z.object({
    type: z.string(),
    uuid: z.string(),
    label: z.string(),
    roothash: z.string().optional(),
    split_path: z.string().optional(),
  }),
);

/** One partition of systemd-repart's report. */
export type Partition = z.infer<typeof reportSchema>[number];

export interface RepartOptions {
  /** Folder with the definitions (*.conf). */
  definitions: string;
  /** Folder that CopyFiles= and CopyBlocks= are relative to. */
  root: string;
  /** The disk image to make. */
  image: string;
  /** Names the disk: the same name gives the same UUIDs. */
  name: string;
  args?: string[];
}

function toUuid(hash: string): string {
  const [a, b, c, d] = [
    hash.slice(0, 8),
    hash.slice(8, 12),
    hash.slice(12, 15),
    hash.slice(15, 16),
  ];
  return `${a}-${b}-4${c}-8${d}00-000000000000`;
}

/** Makes a disk image with systemd-repart(8) and gives its partitions. */
export async function runRepart(tools: string, options: RepartOptions): Promise<Partition[]> {
  const report = await runTool(tools, 'systemd-repart', [
    '--empty=create',
    '--size=auto',
    '--dry-run=no',
    '--offline=yes',
    '--no-pager',
    '--json=short',
    '--architecture=x86-64',
    `--seed=${toUuid(await hashInputs([], [options.name]))}`,
    `--definitions=${options.definitions}`,
    `--root=${options.root}`,
    ...(options.args ?? []),
    options.image,
  ]);
  return reportSchema.parse(JSON.parse(report));
}

/** The root hash that systemd-repart's report names; a report without one is a defect of ours. */
export function findRootHash(partitions: Partition[]): string {
  const hash = partitions.find(({ roothash }) => /^[0-9a-f]{64}$/.test(roothash ?? ''))?.roothash;
  if (hash === undefined) throw new Error('systemd-repart reported no root hash');
  return hash;
}

/** The UUIDs of the two partitions for a root hash (Discoverable Partitions Specification). */
export function uuidsOfRootHash(rootHash: string): { data: string; verity: string } {
  const format = (hex: string) =>
    hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { data: format(rootHash.slice(0, 32)), verity: format(rootHash.slice(-32)) };
}
