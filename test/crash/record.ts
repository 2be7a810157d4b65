/**
 * Gets the log of a disk's writes and judges every crash point of it:
 *   node test/crash/record.ts BASE-IMAGE LOG [SAMPLES [START-BYTES]]
 * BASE-IMAGE is the ESP as it was before; LOG is what QEMU's block driver wrote that is put over the
 * guest's disk (it counts from the disk's beginning, so START-BYTES is where the ESP begins):
 *   -blockdev driver=blklogwrites,node-name=logged,file=DISK-NODE,log=LOG-NODE,log-sector-size=512
 * or what dm-log-writes wrote in a guest (`dmsetup create` with the target log-writes).
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { forEachInLanes } from '../helpers/lanes.ts';
import { checkCrashPoint, summarize, type Needs, type Verdict } from './check.ts';
import { createRandom, replay } from './replay.ts';
import { parseWriteLog, type BlockWrite } from './write-log.ts';

export interface CrashTest {
  base: Buffer;
  writes: readonly BlockWrite[];
  needs: Needs;
  samples: number;
  seed?: number;
  startBytes?: number;
}

/**
 * Judges all crash points. Different orders of the same writes often leave the same bytes, which are
 * judged once.
 */
export async function runCrashTest(test: CrashTest): Promise<Verdict[]> {
  const { base, writes, needs, samples, seed = 1, startBytes = 0 } = test;
  const verdicts: Verdict[] = [];
  const known = new Map<string, Promise<Verdict>>();
  const points = replay(base, writes, { samples, random: createRandom(seed), startBytes });
  await forEachInLanes(points, async (point) => {
    const key = createHash('sha1').update(point.image).digest('hex');
    const verdict = known.get(key) ?? checkCrashPoint(point, needs);
    known.set(key, verdict);
    verdicts.push({ ...(await verdict), name: point.name });
  });
  return verdicts;
}

async function main([baseFile = '', logFile = '', samples = '2000', start = '0']: string[]) {
  const verdicts = await runCrashTest({
    base: await readFile(baseFile),
    writes: parseWriteLog(await readFile(logFile)),
    needs: { anyOf: ['demo_1.0.efi', 'demo_1.1.efi'] },
    samples: Number(samples),
    startBytes: Number(start),
  });
  for (const { name, fault } of verdicts) if (fault !== null) console.error(`${name}: ${fault}`);
  console.log(summarize(verdicts));
  process.exitCode = verdicts.some(({ fault }) => fault !== null) ? 1 : 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main(process.argv.slice(2));
}
