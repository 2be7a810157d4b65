/*
 * `npm test [PART …] [-- NAME …]`: the set-up that the chosen parts need, then the parts, then one
 * summary. Without an argument it runs every part; rows of the longest tables are then left to
 * `npm run test:image`, and told as skipped. NAME narrows a part to the test files whose path
 * contains it.
 */
import { availableParallelism } from 'node:os';
import { publishTargets } from './demo/targets.ts';
import { makeTargets } from './demo/make-targets.ts';
import { CommandError, describeError, runCommand } from './lib/errors.ts';
import { parseOptions } from './lib/options.ts';
import { say } from './lib/steps.ts';
import { prepareHost } from './setup/host.ts';
import { prepareNodePty } from './setup/node-pty.ts';
import type { Purpose } from './setup/packages.ts';
import { runBuildPart } from './suite/build.ts';
import { formatSummary, hasFailed, type PartResult } from './suite/results.ts';
import { runStaticPart } from './suite/static.ts';
import { runVitestPart } from './suite/vitest.ts';

const partNames = ['static', 'unit', 'endurance', 'app', 'image'] as const;
type PartName = (typeof partNames)[number];

const usage = `use \`npm test\`, or \`npm test ${partNames.join('|')} [-- NAME …]\`.`;

function isPartName(word: string): word is PartName {
  return (partNames as readonly string[]).includes(word);
}

/** Splits the words into parts and, after the parts, names of test files. */
function readWords(words: string[]): { parts: PartName[]; files: string[] } {
  const parts = words.filter(isPartName);
  const files = words.filter((word) => !isPartName(word));
  if (parts.length === 0 && files.length > 0)
    throw new CommandError(`There is no part "${files[0] ?? ''}" of the tests.`, usage);
  return { parts: parts.length === 0 ? [...partNames] : parts, files };
}

function purposesOf(parts: PartName[]): Purpose[] {
  return [
    'build',
    ...(parts.includes('unit') || parts.includes('endurance') ? (['contract tests'] as const) : []),
    ...(parts.includes('app') ? (['app tests'] as const) : []),
    ...(parts.includes('image') ? (['images'] as const) : []),
  ];
}

/** Builds the machines, then tests them; machines that can't be built are one failure. */
async function runImagePart(files: string[]): Promise<PartResult> {
  const start = performance.now();
  try {
    publishTargets(await makeTargets(['volume', 'stub']));
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    say(describeError(error));
    const failures = [{ name: 'the demo machines are built', detail: error.message }];
    const milliseconds = performance.now() - start;
    return { part: 'image', passed: 0, failures, skips: [], milliseconds };
  }
  return runVitestPart({ part: 'image', projects: ['image'], files, isSlow: true });
}

async function runPart(part: PartName, files: string[]): Promise<PartResult> {
  say(`\n${part}`);
  switch (part) {
    case 'static':
      return runStaticPart();
    case 'unit':
      return runVitestPart({ part, projects: ['unit', 'component', 'contract'], files });
    case 'endurance':
      // Most of them wait rather than work.
      return runVitestPart({ part, projects: [part], files, atOnce: 2 * availableParallelism() });
    case 'app':
      return runVitestPart({ part, projects: ['app'], files, isSlow: true });
    case 'image':
      return runImagePart(files);
  }
}

/**
 * Runs the parts in their order. An emulated machine leaves most of a processor idle, so the part that
 * mostly waits runs beside the image tests; a person's patience is tested on an idle machine.
 */
async function runParts(parts: PartName[], files: string[]): Promise<PartResult[]> {
  const runInTurn = async (some: PartName[]): Promise<PartResult[]> => {
    const results: PartResult[] = [];
    for (const part of some) results.push(await runPart(part, files));
    return results;
  };
  const pick = (...names: PartName[]) => parts.filter((part) => names.includes(part));
  const first = await runInTurn(pick('static', 'unit', 'app'));
  const beside = await Promise.all([runInTurn(pick('endurance')), runInTurn(pick('image'))]);
  return [...first, ...beside.flat()];
}

await runCommand(async () => {
  const { positionals, values } = parseOptions({ stay: { type: 'boolean' } }, usage);
  const { parts, files } = readWords(positionals);
  if (values.stay === true) process.env['LIFEBOAT_STAY'] = '1';
  if (positionals.length === 0) process.env['LIFEBOAT_SHORT_TABLES'] = '1';
  await prepareHost(purposesOf(parts));
  await prepareNodePty();
  const results = [await runBuildPart(), ...(await runParts(parts, files))];
  say(formatSummary(results));
  if (hasFailed(results)) process.exitCode = 1;
});
