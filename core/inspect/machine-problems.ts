/** What is wrong with the machine around its systems: disks, clock, battery, other systems. */
import type { Disk, Holding, Image, Luks, Partition, Problem } from '../model/machine.ts';
import { createProblem } from './problem.ts';
import type { Boot, Signs } from './signs.ts';

const dayMs = 24 * 60 * 60 * 1000;
/** FAT keeps local times, so a day apart is not yet a sign. */
const behindMs = dayMs;
const aheadMs = 5 * 365 * dayMs;
const lowBatteryPercent = 15;

const toDay = (iso: string) => iso.slice(0, 10);

/** The clock against the latest time that is known to have passed: files, journals, records. */
export function findClockProblem(
  { clock }: Signs,
  boots: readonly Boot[],
  recordTimes: readonly string[],
): Problem[] {
  if (clock === null) return [];
  const times = [
    ...(clock.latest ? [clock.latest] : []),
    ...boots.map(({ endedAt, id }) => ({
      at: endedAt,
      path: `journal of start ${id.slice(0, 8)}`,
    })),
    ...recordTimes.map((at) => ({ at, path: 'record of an earlier change' })),
  ].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  const latest = times[0];
  if (!latest) return [];
  const difference = Date.parse(clock.now) - Date.parse(latest.at);
  const isBehind = difference < -behindMs;
  if (!isBehind && difference < aheadMs) return [];
  return [
    createProblem(
      'clock-wrong',
      isBehind ? 'warning' : 'info',
      '',
      {
        direction: isBehind ? 'behind' : 'ahead',
        now: toDay(clock.now),
        latest: toDay(latest.at),
      },
      [`clock: ${clock.now}`, `${latest.path}: ${latest.at}`],
    ),
  ];
}

export function findPowerProblem({ power }: Signs): Problem[] {
  if (power === null || power.isSupplied || power.capacityPercent >= lowBatteryPercent) return [];
  const params = { percent: power.capacityPercent };
  return [createProblem('battery-low', 'warning', '', params, [power.path])];
}

const findForeign = ({ foreign }: Signs): Problem[] =>
  foreign.map(({ name, path }) =>
    createProblem('system-not-judged', 'info', name, { system: name }, [path]),
  );

const findCrashes = ({ crashes }: Signs): Problem[] =>
  crashes
    .slice(-3)
    .map(({ path, line, at }) =>
      createProblem('kernel-crashed', 'warning', path, { line }, [
        [at, line].filter(Boolean).join(' · '),
      ]),
    );

function findGptProblem({ path, gpt }: Disk): Problem[] {
  if (gpt === null || (gpt.primary === 'good' && gpt.backup === 'good' && !gpt.copiesDiffer)) {
    return [];
  }
  const { primary, backup } = gpt;
  // Two good copies that differ: firmware and kernel take the first.
  const good = primary === 'good' ? 'primary' : backup === 'good' ? 'backup' : 'none';
  const evidence = [`primary: ${primary}`, `backup: ${backup}`];
  return [
    createProblem(
      'gpt-damaged',
      good === 'none' ? 'error' : 'warning',
      path,
      { device: path, good },
      gpt.copiesDiffer ? [...evidence, 'the copies differ'] : evidence,
    ),
  ];
}

function findLuksProblem(path: string, luks: Luks | null): Problem[] {
  const headers = luks?.headers ?? null;
  if (headers === null || (headers.primary === 'good' && headers.secondary === 'good')) return [];
  const { primary, secondary } = headers;
  const good = primary === 'good' ? 'primary' : secondary === 'good' ? 'secondary' : 'none';
  return [
    createProblem(
      'luks-header-damaged',
      good === 'none' ? 'error' : 'warning',
      path,
      { device: path, good },
      [`primary: ${primary}`, `secondary: ${secondary}`],
    ),
  ];
}

const listHoldings = (item: Partition | Holding): (Partition | Holding)[] => [
  item,
  ...('holds' in item ? item.holds : item.children).flatMap(listHoldings),
];

function findImageProblem(image: Image): Problem[] {
  const { expectedRootHash: expected, foundRootHash: found, verified, path, name } = image;
  const isOther = expected !== null && found !== null && expected !== found;
  if (verified !== 'mismatch' && !isOther) return [];
  const evidence = [
    path,
    ...(expected === null ? [] : [`expected root hash: ${expected}`]),
    ...(found === null ? [] : [`found root hash: ${found}`]),
    ...(verified === 'mismatch' ? ['read through: it does not fit its hash'] : []),
  ];
  return [createProblem('root-hash-mismatch', 'error', path, { image: name }, evidence)];
}

/** Problems of disks, images and other systems. */
export const findMachineProblems = (
  signs: Signs,
  disks: readonly Disk[],
  images: readonly Image[],
): Problem[] => [
  ...disks.flatMap(findGptProblem),
  ...disks
    .flatMap(({ partitions }) => partitions)
    .flatMap(listHoldings)
    .flatMap(({ path, luks }) => findLuksProblem(path, luks)),
  ...images.flatMap(findImageProblem),
  ...findCrashes(signs),
  ...findPowerProblem(signs),
  ...findForeign(signs),
];
