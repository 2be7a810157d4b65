import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { CommandError } from '../lib/errors.ts';
import { layerDir } from './trees.ts';

const casualtySchema = z.strictObject({
  summary: z.string(),
  versions: z.array(
    z.strictObject({
      version: z.string(),
      /** File name in EFI/Linux, with its boot counter. */
      entry: z.string().endsWith('.efi'),
      extensions: z.array(z.string()),
    }),
  ),
});

/** What a demo machine's disk holds, read from image/demo/casualties/NAME/casualty.json. */
export type Casualty = z.infer<typeof casualtySchema> & { name: string; folder: string };

const casualtiesDir = layerDir('demo', 'casualties');

/** The casualty called `name`; a CommandError that lists the known ones when there is none. */
export async function readCasualty(name: string): Promise<Casualty> {
  const folder = join(casualtiesDir, name);
  const file = join(folder, 'casualty.json');
  if (!/^[a-z0-9-]+$/.test(name) || !existsSync(file)) {
    const known = (await readdir(casualtiesDir)).sort().join(', ');
    throw new CommandError(`there is no casualty “${name}”`, `choose one of: ${known}`);
  }
  const parsed = casualtySchema.parse(JSON.parse(await readFile(file, 'utf8')));
  return { ...parsed, name, folder };
}

/** The folder that lies over a version's root on this casualty, if any. */
export function rootLayer(casualty: Casualty, version: string): string | undefined {
  const folder = join(casualty.folder, 'roots', version);
  return existsSync(folder) ? folder : undefined;
}
