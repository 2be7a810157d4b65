/*
 * Every step of the build makes one folder, named after the step and the hash of all that went into
 * it, in the cache folder. A folder that is there is complete (it is renamed into place at the end),
 * so a step whose inputs did not change costs nothing, and two checkouts share what they have in
 * common. Older folders of a step are removed when a newer one has been made, except those a run
 * that still goes on may have been promised.
 */
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheDir } from '../lib/paths.ts';
import { formatSeconds } from '../lib/steps.ts';

export type Log = (line: string) => void;

/** How a build runs: where its words go, and whether what is cached counts. */
export interface BuildContext {
  log: Log;
  fresh: boolean;
  made: Set<string>;
}

/** How many folders of one step are kept: switching between a few variants must not rebuild. */
const keptPerStep = 4;

/** What was used this recently is kept beyond that number: one test run needs a disk per casualty. */
const keptMs = 2 * 60 * 60_000;

/** The folder of all cached steps. */
export function stepsDir(): string {
  return join(cacheDir(), 'images');
}

async function removeOldest(step: string): Promise<void> {
  const names = (await readdir(stepsDir())).filter((name) =>
    new RegExp(`^${step}-[0-9a-f]{16}$`).test(name),
  );
  const aged = await Promise.all(
    names.map(async (name) => ({ name, usedMs: (await stat(join(stepsDir(), name))).mtimeMs })),
  );
  aged.sort((a, b) => b.usedMs - a.usedMs);
  const old = aged.slice(keptPerStep).filter(({ usedMs }) => Date.now() - usedMs > keptMs);
  for (const { name } of old) {
    await rm(join(stepsDir(), name), { recursive: true, force: true });
  }
}

/**
 * The folder that `make` filled for `key`: from the cache, or made now in a temporary folder that
 * gets its name when all is done. `fresh` makes each step once more in one build.
 */
export async function cached(
  context: BuildContext,
  step: string,
  key: string,
  make: (folder: string) => Promise<void>,
): Promise<string> {
  const folder = join(stepsDir(), `${step}-${key}`);
  const mustMake = context.fresh && !context.made.has(folder);
  if (existsSync(folder) && !mustMake) {
    const now = new Date();
    await utimes(folder, now, now);
    context.log(`✓ image ${step}: cached`);
    return folder;
  }
  const start = performance.now();
  context.log(`  image ${step} …`);
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  await make(unfinished);
  await rm(folder, { recursive: true, force: true });
  await rename(unfinished, folder);
  context.made.add(folder);
  await removeOldest(step);
  context.log(`✓ image ${step} (${formatSeconds(performance.now() - start)})`);
  return folder;
}
