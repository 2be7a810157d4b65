import type { Plan, Precondition, Step } from '../model/plan.ts';

/** A precondition in words that name the thing. */
export function describePrecondition(precondition: Precondition): string {
  switch (precondition.kind) {
    case 'file-is':
      return `file ${precondition.path}`;
    case 'efi-default-is':
      return `EFI variable LoaderEntryDefault = ${precondition.value ?? 'unset'}`;
    case 'efi-once-is':
      return `EFI variable LoaderEntryOneShot = ${precondition.value ?? 'unset'}`;
    case 'loader-default-is':
      return `loader.conf default = ${precondition.value ?? 'unset'}`;
    case 'link-is':
      return `link ${precondition.path} → ${precondition.value ?? 'absent'}`;
    case 'image-is':
      return `image ${precondition.data}, root hash ${precondition.rootHash}`;
    case 'grub-variable-is':
      return `grubenv ${precondition.name} = ${precondition.value ?? 'unset'}`;
    case 'default-subvolume-is':
      return `default subvolume = ${precondition.value}`;
  }
}

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
/** What of a step counts: sentences may be worded anew between two versions of Lifeboat. */
const essence = ({ subject, action, precondition, inverse, bootable }: Step) => [
  subject,
  action,
  precondition,
  inverse,
  bootable,
];

/**
 * The first thing in which two plans differ, in words that name the precondition; null when they
 * are the same. `handed` is the plan that somebody wants to apply, `fresh` the one made just now.
 */
export function findPlanDifference(handed: Plan, fresh: Plan): string | null {
  if (handed.target !== fresh.target) return 'target';
  for (const [i, step] of handed.steps.entries()) {
    const other = fresh.steps[i];
    if (other && isSame(essence(step), essence(other))) continue;
    return describePrecondition(step.precondition);
  }
  const extra = fresh.steps[handed.steps.length];
  return extra ? describePrecondition(extra.precondition) : null;
}
