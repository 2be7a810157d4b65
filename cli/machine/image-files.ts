/**
 * System images that are kept as files, as systemd-sysupdate(8) and machinectl(1) keep them: in
 * /var/lib/machines, by themselves or as the versions in a `.v/` folder (systemd.v(7)). While one is
 * being written, its name begins in a way that nobody takes for an image: sysupdate.d(5).
 */
import type { ByteSource } from '../../core/disks/byte-source.ts';
import { sliceOf } from '../../core/disks/byte-source.ts';
import { identifyContents } from '../../core/disks/contents.ts';
import { readGpt } from '../../core/disks/gpt.ts';
import { getSystemType } from '../../core/disks/partition-types.ts';
import { readVerity } from '../../core/disks/verity.ts';
import { describeImageFile } from '../../core/inspect/images.ts';
import type { Image } from '../../core/model/machine.ts';
import { digest } from '../files/file-source.ts';
import { openTreeFile } from '../files/tree-source.ts';
import type { Tree } from '../files/tree.ts';

const place = 'var/lib/machines';
const maxFiles = 1000;

/** What a file holds; null when it is no image of a system. */
async function readContent(source: ByteSource) {
  const gpt = await readGpt(source);
  const open = ({ offsetBytes, sizeBytes }: { offsetBytes: number; sizeBytes: number }) =>
    sliceOf(source, offsetBytes, sizeBytes);
  for (const role of ['root', 'usr'] as const) {
    const data = gpt?.partitions.find(
      ({ typeName }) => getSystemType(typeName)?.designator === role,
    );
    if (data === undefined) continue;
    const name = `${data.typeName ?? ''}-verity`;
    const tree = gpt?.partitions.find(({ typeName }) => typeName === name);
    const verity = tree ? await readVerity(open(tree), digest) : null;
    const architecture = getSystemType(data.typeName)?.architecture ?? null;
    return { role, architecture, rootHash: verity?.rootHash ?? null };
  }
  const contents = gpt === null ? await identifyContents(source) : null;
  const isSystem = ['erofs', 'squashfs', 'ext4', 'btrfs', 'xfs'].includes(contents?.fsType ?? '');
  return isSystem ? { role: 'root' as const, architecture: null, rootHash: null } : null;
}

/** The image files of a system, sorted by path. */
export async function readImageFiles(tree: Tree): Promise<Image[]> {
  const found = [];
  for (const { name, kind, sizeBytes } of await tree.list(place)) {
    if (kind === 'file') found.push({ path: `${place}/${name}`, sizeBytes });
    if (kind !== 'directory' || !name.endsWith('.v')) continue;
    for (const version of await tree.list(`${place}/${name}`)) {
      if (version.kind !== 'file') continue;
      found.push({ path: `${place}/${name}/${version.name}`, sizeBytes: version.sizeBytes });
    }
  }
  const files = found
    .filter(({ path }) => /\.raw(?:\.[a-z]+|[0-9a-f]{16})?$/i.test(path))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .slice(0, maxFiles);
  const images = await Promise.all(
    files.map(async ({ path, sizeBytes }) => {
      const content = await readContent(openTreeFile(tree, path, sizeBytes));
      return content && describeImageFile(`/${path}`, sizeBytes, content);
    }),
  );
  return images.filter((image) => image !== null);
}
