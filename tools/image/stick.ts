import { mkdtemp, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runRepart } from './repart.ts';
import { addFile, layerDir } from './trees.ts';

/** Makes the image of a USB stick with one FAT partition; `files` are its texts by their paths. */
export async function makeStick(
  tools: string,
  image: string,
  files: Record<string, string>,
): Promise<void> {
  const root = await mkdtemp(join(dirname(image), 'stick-'));
  try {
    for (const [path, text] of Object.entries(files)) await addFile(root, `files/${path}`, text);
    const definitions = layerDir('repart', 'stick');
    await runRepart(tools, { definitions, root, image, name: 'stick' });
  } finally {
    await rm(root, { recursive: true });
  }
}
