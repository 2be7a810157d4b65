import { compareVersions } from '../compare-versions.ts';
import type { Machine, Version } from '../model/machine.ts';
import type { Plan, Warning } from '../model/plan.ts';
import { entryOf, warn } from './drafts.ts';
import type { Situation } from './providers/provider.ts';

const nameOf = (machine: Machine, id: string) =>
  machine.versions.find((version) => version.id === id)?.name ?? id;

/** Volumes whose key is sealed to what the machine measures at its start. */
const warnOfSeals = (machine: Machine): Warning[] =>
  machine.disks
    .flatMap(({ partitions }) => partitions)
    .filter(({ luks }) => luks?.tokens.some(({ type }) => type === 'systemd-tpm2'))
    .map(({ label, path }) => warn('plan.warning.tpm', { device: label ?? path }));

/** A newer version of the same system that has run may have changed what the older one must read. */
function findNewerThatRan(machine: Machine, target: Version): Version | undefined {
  const entry = entryOf(machine, target);
  return machine.versions.find((version) => {
    const other = entryOf(machine, version);
    const hasRun = other !== undefined && (other.counter === null || other.counter.done > 0);
    const isSame = other?.sortKey === entry?.sortKey && other?.machineId === entry?.machineId;
    const isNewer = compareVersions(version.version ?? '', target.version ?? '') > 0;
    return version !== target && !version.isLifeboat && hasRun && isSame && isNewer;
  });
}

function warnOfTarget(machine: Machine, target: Version, { goal, steps }: Plan): Warning[] {
  const warnings: Warning[] = [];
  // What is cleared away need not have proven itself.
  if (goal !== 'undo-upgrade' && target.state !== 'good' && !target.isLifeboat) {
    warnings.push(warn('plan.warning.target-unproven', { version: target.name }));
  }
  if (steps.length === 0) return warnings;
  const newer = goal === 'rollback' ? findNewerThatRan(machine, target) : undefined;
  if (newer) {
    warnings.push(warn('plan.warning.state-newer', { version: target.name, newer: newer.name }));
  }
  const good = machine.versions.filter(
    ({ isLifeboat, complete, state }) => !isLifeboat && complete && state === 'good',
  );
  if (goal === 'rollback' && good.length === 1 && good[0] === target) {
    warnings.push(warn('plan.warning.only-good', { version: target.name }));
  }
  return warnings;
}

/** What is good to know before the plan is carried out, the most important first. */
export function listWarnings({ machine, survey }: Situation, plan: Plan): Warning[] {
  const { goal, steps } = plan;
  const target = machine.versions.find(({ id }) => id === plan.target);
  const warnings = goal === 'extension' ? [] : warnOfSeals(machine);
  if (target) warnings.push(...warnOfTarget(machine, target, plan));
  const interrupted = survey.records.findLast(({ outcome }) => outcome === 'running');
  if (interrupted && goal !== 'undo') {
    warnings.push(warn('plan.warning.interrupted', { goal: interrupted.plan.goal }));
  }
  if (steps.length === 0) return warnings;

  warnings.push(warn('plan.warning.files-stay'));
  for (const { message, subject } of steps) {
    if (message === 'plan.step.mark-bad') {
      warnings.push(warn('plan.warning.bad-is-kept', { version: nameOf(machine, subject) }));
    }
  }
  if (target && steps.some(({ message }) => message === 'plan.step.set-default')) {
    warnings.push(warn('plan.warning.updates-wait', { version: target.name }));
  }
  const { efiOneShot } = machine.loader;
  if (efiOneShot && goal !== 'once' && goal !== 'undo') {
    warnings.push(warn('plan.warning.once', { entry: efiOneShot }));
  }
  const full = machine.problems.find(({ code }) => code === 'esp-nearly-full');
  if (full) {
    warnings.push(warn('plan.warning.space', { freeMib: full.params['freeMib'] ?? 0 }));
  }
  return warnings;
}
