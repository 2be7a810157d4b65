import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { CommandError } from '../lib/errors.ts';
import { tokenDemos } from './enrol-token.ts';
import { layerDir } from './trees.ts';

const versionSchema = z.strictObject({
  version: z.string(),
  /** File name in EFI/Linux, with its boot counter. */
  entry: z.string().endsWith('.efi'),
  /** `truncated`: the upgrade was cut off while it wrote the file. */
  uki: z.enum(['whole', 'truncated']).default('whole'),
  /** `staged`: under the name that it has before an upgrade is done. `damaged`: one block is wrong. */
  image: z.enum(['whole', 'staged', 'damaged']).default('whole'),
  /** Whether its health check fails: image/demo/broken-display. */
  hasBrokenDisplay: z.boolean().default(false),
  /** Names of extensions built for this version, each with its file below /var/lib. */
  extensions: z.record(z.string(), z.string()),
});

const casualtySchema = z.strictObject({
  summary: z.string(),
  versions: z.array(versionSchema),
  /** A download that never ended, which leaves this much of the ESP. */
  espLeavesBytes: z.int().nonnegative().optional(),
  /** More encrypted volumes, each opened by the security tokens that its name says. */
  volumes: z.array(z.enum(tokenDemos)).default([]),
  /** An upgrade of Lifeboat itself, which has never started; `cut-off`: its volume is not whole. */
  lifeboatUpgrade: z.enum(['none', 'whole', 'cut-off']).default('none'),
});

export type CasualtyVersion = z.infer<typeof versionSchema>;

/** What a demo machine's disk holds, read from image/demo/casualties/NAME/casualty.json. */
export type Casualty = z.infer<typeof casualtySchema> & { name: string };

const casualtiesDir = layerDir('demo', 'casualties');

/** Names of all casualties. */
export function listCasualties(): string[] {
  return readdirSync(casualtiesDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** The casualty called `name`; a CommandError that lists the known ones when there is none. */
export async function readCasualty(name: string): Promise<Casualty> {
  const file = join(casualtiesDir, name, 'casualty.json');
  if (!/^[a-z0-9-]+$/.test(name) || !existsSync(file)) {
    const known = listCasualties().join(', ');
    throw new CommandError(`there is no casualty “${name}”`, `choose one of: ${known}`);
  }
  const parsed = casualtySchema.parse(JSON.parse(await readFile(file, 'utf8')));
  return { ...parsed, name };
}
