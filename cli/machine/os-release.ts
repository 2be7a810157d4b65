import type { Tree } from '../files/tree.ts';

const maxOsReleaseBytes = 256 * 1024;

/** Only where the first is absent the second counts; links are those of the system: os-release(5). */
export async function readOsRelease(tree: Tree): Promise<string | null> {
  for (const path of ['etc/os-release', 'usr/lib/os-release']) {
    if ((await tree.stat(path)) !== null) return tree.readText(path, maxOsReleaseBytes);
  }
  return null;
}
