import type { DomainFormatter } from '../messages/domain.ts';
import type { Disk, Image, LuksToken, Machine, Partition } from '../model/machine.ts';
import { explainNextStart } from './explain-entry.ts';
import { sayProblem } from './say.ts';

/** The sentences of the problems about `subject`. */
const tellProblems = (machine: Machine, subject: string, say: DomainFormatter) =>
  machine.problems
    .filter((problem) => problem.subject === subject)
    .map((problem) => sayProblem(problem, machine, say));

/** The story of a system image: whether it is in its place, whole, and wanted. */
export function explainImage(image: Image, machine: Machine, say: DomainFormatter): string[] {
  const { name, role, path, placement, verified, usedBy } = image;
  const users = machine.versions.filter(({ entryId }) => usedBy.includes(entryId));
  const versions = users.map((version) => version.name).join(', ');
  const next = users.find(({ isDefault }) => isDefault) ?? null;
  return [
    say('explain.image', { name, path, role: role.endsWith('verity') ? 'verity' : role }),
    ...(placement === 'installed' ? [] : [say('explain.image.placement', { placement })]),
    say('explain.image.verified', {
      verified: verified === 'not-checked' ? 'unchecked' : verified,
    }),
    ...tellProblems(machine, path, say),
    users.length > 0
      ? say('explain.image.used-by', { versions })
      : say('explain.image.used-by-none'),
    next ? say('explain.image.next', { version: next.name }) : explainNextStart(machine, null, say),
  ];
}

/** What opens a volume, as the screens name it. */
const tokenNames = {
  'systemd-fido2': 'unlock.method.fido2',
  'systemd-tpm2': 'unlock.method.tpm2',
  'systemd-recovery': 'unlock.method.recovery-key',
} as const;
/** A token as the screens name it. */
export const nameToken = (token: LuksToken, say: DomainFormatter) =>
  token.type === 'other' ? token.name : say(tokenNames[token.type]);

/** The story of a partition: what is on it, whether it is locked, what starts from it. */
export function explainPartition(
  partition: Partition,
  machine: Machine,
  say: DomainFormatter,
): string[] {
  const { path, label, fsLabel, partTypeName, fsType, luks, mountPoints } = partition;
  const names = [label ?? fsLabel, partTypeName, fsType].filter((name) => name !== null);
  const tokens = luks?.tokens.map((token) => nameToken(token, say)).join(', ') ?? '';
  return [
    names.length > 0
      ? say('explain.partition', { path, names: names.join(', ') })
      : say('explain.partition.unknown', { path }),
    ...(luks ? [say(luks.openedAs === null ? 'explain.locked' : 'explain.open')] : []),
    ...(tokens === '' ? [] : [say('explain.tokens', { tokens })]),
    ...(mountPoints.length > 0 ? [say('explain.mounted', { places: mountPoints.join(', ') })] : []),
    ...tellProblems(machine, path, say),
    explainNextStart(machine, null, say),
  ];
}

/** The story of a disk. */
export function explainDisk(disk: Disk, machine: Machine, say: DomainFormatter): string[] {
  const { path, model, partitions } = disk;
  const name = [path, model].filter((word) => word !== null).join(', ');
  const count = partitions.length;
  return [
    say('explain.disk', { name, count }),
    ...(count > 0
      ? [say('explain.disk.holds', { partitions: partitions.map((each) => each.path).join(', ') })]
      : []),
    ...tellProblems(machine, path, say),
  ];
}
