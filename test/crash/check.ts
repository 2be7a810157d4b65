/**
 * Judges what is left of an ESP after a power cut: fsck.fat looks at the file system, then the test's
 * own reader at what was copied out of it with mtools. Nothing is mounted and nothing of Lifeboat's
 * inspection is used.
 */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { readEsp } from './reader.ts';
import type { CrashPoint } from './replay.ts';

export interface Verdict {
  name: string;
  /** What fsck.fat repaired, in its words; empty when it had nothing to do. */
  repairs: string;
  /** Why the machine would not start; null when it would. */
  fault: string | null;
}

export interface Needs {
  /** Entries of which at least one must be there and whole. */
  anyOf: readonly string[];
  /** Files that must be there beside one, by the entry's id: extensions, images. */
  files?: Readonly<Record<string, readonly string[]>>;
}

/** Copies all files of a FAT image into a new folder with mtools. */
async function copyOut(image: string, folder: string): Promise<void> {
  await mkdir(folder);
  // -m keeps times, -s goes into directories, -n never asks.
  const env = { MTOOLS_SKIP_CHECK: '1' };
  await execa('mcopy', ['-s', '-n', '-m', '-i', image, '::/', folder], { env, reject: false });
}

/** Looks at one crash point. Needs fsck.fat and mtools; the image is written to a folder of its own. */
export async function checkCrashPoint({ name, image }: CrashPoint, needs: Needs): Promise<Verdict> {
  const folder = await mkdtemp(join(tmpdir(), 'lifeboat-crash-'));
  try {
    const file = join(folder, 'esp.img');
    await writeFile(file, image);
    return await checkEspFile(name, file, join(folder, 'tree'), needs);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Looks at an ESP image in a file, which fsck.fat repairs, and copies its files to the new folder `tree`. */
export async function checkEspFile(
  name: string,
  file: string,
  tree: string,
  needs: Needs,
): Promise<Verdict> {
  const checked = await execa('fsck.fat', ['-a', '-w', file], { reject: false });
  const repairs = checked.exitCode === 0 ? '' : checked.stdout.trim();
  // 0: nothing to do; 1: repaired; anything else: not even that.
  if (checked.exitCode === undefined || checked.exitCode > 1) {
    return { name, repairs, fault: `fsck.fat: ${checked.stderr || checked.stdout}` };
  }
  await copyOut(file, tree);
  return { name, repairs, fault: findFault(tree, needs) };
}

function findFault(tree: string, { anyOf, files = {} }: Needs): string | null {
  const { bootable, choice } = readEsp(tree);
  const isComplete = (id: string) =>
    bootable.includes(id) && (files[id] ?? []).every((file) => existsSync(join(tree, file)));
  if (!anyOf.some(isComplete)) return `none of ${anyOf.join(', ')} is whole`;
  return choice === null ? 'nothing is chosen' : null;
}

/** The last line of a crash test. */
export const summarize = (verdicts: readonly Verdict[]): string => {
  const unbootable = verdicts.filter(({ fault }) => fault !== null).length;
  return `${String(verdicts.length)} crash points, ${String(unbootable)} unbootable`;
};
