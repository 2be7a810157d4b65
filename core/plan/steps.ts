import { withTriesLeft } from '../boot/counter.ts';
import type { MessageId } from '../messages/en.ts';
import type { Entry, Machine, Version } from '../model/machine.ts';
import type { Action, Precondition, Step } from '../model/plan.ts';
import type { Params } from '../result.ts';

/** A step before its place in the plan is known. */
export type Draft = Pick<Step, 'subject' | 'action' | 'precondition' | 'inverse'> & {
  message: MessageId;
  params: Params;
};

const freshTries = 3;

const entryOf = (machine: Machine, version: Version) =>
  machine.entries.find(({ id }) => id === version.entryId);

const fileIs = ({ partition, path, sizeBytes, fingerprint }: Entry): Precondition => ({
  kind: 'file-is',
  partition,
  path,
  sizeBytes,
  fingerprint,
});

function planRename(
  entry: Entry,
  left: number,
): Pick<Step, 'action' | 'inverse' | 'precondition'> | null {
  const to = withTriesLeft(entry.path, left);
  if (to === null || to === entry.path) return null;
  const { partition, path } = entry;
  return {
    action: { kind: 'rename-entry', partition, from: path, to },
    inverse: { kind: 'rename-entry', partition, from: to, to: path },
    precondition: fileIs(entry),
  };
}

/** Makes `target` what the loader starts; null when it already is and stays so. */
export function planSetDefault(machine: Machine, target: Version): Draft | null {
  const { loader } = machine;
  const current = loader.efi ? loader.efiDefault : loader.confDefault;
  // Without a pin a good version stays the choice only while nothing newer is tried.
  const isSettled = target.isDefault && (target.state === 'good' || current === target.entryId);
  if (isSettled || current === target.entryId) return null;
  const kind = loader.efi ? 'set-efi-default' : 'set-loader-default';
  const action: Action = { kind, to: target.entryId };
  return {
    subject: target.id,
    message: 'plan.step.set-default',
    params: { version: target.name },
    action,
    precondition: {
      kind: loader.efi ? 'efi-default-is' : 'loader-default-is',
      value: current,
    },
    inverse: { kind, to: current },
  };
}

/** Takes the last tries from a version that never finished starting; null when it has none. */
export function planMarkBad(machine: Machine, version: Version): Draft | null {
  const entry = entryOf(machine, version);
  const rename = entry ? planRename(entry, 0) : null;
  return (
    rename && {
      subject: version.id,
      message: 'plan.step.mark-bad',
      params: { version: version.name },
      ...rename,
    }
  );
}

/** Gives a target that is marked bad some tries again; null when it is not marked. */
export function planNewTries(machine: Machine, target: Version): Draft | null {
  const entry = entryOf(machine, target);
  if (entry?.state !== 'bad') return null;
  const rename = planRename(entry, freshTries);
  return (
    rename && {
      subject: target.id,
      message: 'plan.step.new-tries',
      params: { version: target.name, count: freshTries },
      ...rename,
    }
  );
}
