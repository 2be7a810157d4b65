/** What is wrong with the boot partition and with what starts from it. */
import type { Problem, Version } from '../model/machine.ts';
import type { BootFacts, Facts } from './facts.ts';
import { createProblem } from './problem.ts';

/** Below the first there is room for records and settings, and for no boot file any more. */
const fullBytes = 2 * 1024 * 1024;
const nearlyFullBytes = 16 * 1024 * 1024;

function findSpaceProblems({ freeBytes }: BootFacts): Problem[] {
  if (freeBytes === null || freeBytes >= nearlyFullBytes) return [];
  const evidence = [`${String(freeBytes)} bytes free`];
  if (freeBytes < fullBytes) return [createProblem('esp-full', 'error', '', {}, evidence)];
  const freeMib = Math.floor(freeBytes / 1024 / 1024);
  return [createProblem('esp-nearly-full', 'warning', '', { freeMib }, evidence)];
}

function findInterruptedRuns({ records }: BootFacts): Problem[] {
  return records
    .filter(({ outcome }) => outcome === 'running')
    .map(({ id, plan, steps, startedAt }) => {
      const next = plan.steps[steps.findIndex((state) => state !== 'done')] ?? plan.steps.at(-1);
      const quoted = next
        ? { ...next.params, quoted: next.message, step: next.sentence }
        : { step: '' };
      const params = { ...quoted, target: plan.target, goal: plan.goal };
      return createProblem('run-interrupted', 'error', plan.target, params, [id, startedAt]);
    });
}

/** Problems of the boot partition, of its entries taken together, and of interrupted changes. */
export function findBootProblems(facts: Facts, versions: readonly Version[]): Problem[] {
  const { boot, notVisible, signs } = facts;
  const isForeign = signs.foreign.length > 0;
  if (boot === null) {
    // Where something could not be looked at, or another loader is at work, nothing is said to lack.
    const isKnown = notVisible.length === 0 && !isForeign;
    // A system that is there starts somehow, perhaps in a container.
    const severity = facts.osRelease === null ? 'error' : 'warning';
    return isKnown ? [createProblem('no-esp', severity, '')] : [];
  }
  const systems = versions.filter(({ isLifeboat }) => !isLifeboat);
  const canStart = systems.some(({ complete, state }) => complete && state !== 'bad');
  const isNoneLeft = !canStart && (systems.length > 0 || !isForeign);
  const paths = boot.entries.map(({ path }) => path);
  return [
    ...(isNoneLeft ? [createProblem('no-bootable-entry', 'error', '', {}, paths)] : []),
    ...findSpaceProblems(boot),
    ...(boot.isDirty === true ? [createProblem('esp-dirty', 'warning', '')] : []),
    ...findInterruptedRuns(boot),
  ];
}
