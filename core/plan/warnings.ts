import { sayInEnglish, type MessageId } from '../messages/domain.ts';
import type { Machine, Version } from '../model/machine.ts';
import type { Plan, Warning } from '../model/plan.ts';
import type { Params } from '../result.ts';

const warn = (message: MessageId, params: Params = {}): Warning => ({
  message,
  params,
  sentence: sayInEnglish(message, params),
});

const nameOf = (machine: Machine, id: string) =>
  machine.versions.find((version) => version.id === id)?.name ?? id;

/** What is good to know before the plan is carried out, the most important first. */
export function listWarnings(machine: Machine, target: Version, { steps }: Plan): Warning[] {
  const warnings: Warning[] = [];
  const sealed = machine.disks
    .flatMap(({ partitions }) => partitions)
    .filter(({ luks }) => luks?.tokens.some(({ type }) => type === 'systemd-tpm2'));
  for (const { label, path } of sealed) {
    warnings.push(warn('plan.warning.tpm', { device: label ?? path }));
  }
  if (target.state !== 'good') {
    warnings.push(warn('plan.warning.target-unproven', { version: target.name }));
  }
  if (steps.length === 0) return warnings;

  warnings.push(warn('plan.warning.files-stay'));
  for (const { message, subject } of steps) {
    if (message === 'plan.step.mark-bad') {
      warnings.push(warn('plan.warning.bad-is-kept', { version: nameOf(machine, subject) }));
    }
  }
  if (steps.some(({ message }) => message === 'plan.step.set-default')) {
    warnings.push(warn('plan.warning.updates-wait', { version: target.name }));
  }
  const good = machine.versions.filter(
    ({ isLifeboat, complete, state }) => !isLifeboat && complete && state === 'good',
  );
  if (good.length === 1 && good[0] === target) {
    warnings.push(warn('plan.warning.only-good', { version: target.name }));
  }
  const { efiOneShot } = machine.loader;
  if (efiOneShot) warnings.push(warn('plan.warning.once', { entry: efiOneShot }));
  return warnings;
}
