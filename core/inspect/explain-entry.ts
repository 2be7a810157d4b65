import type { DomainFormatter } from '../messages/domain.ts';
import type { Entry, Machine, Problem, Version } from '../model/machine.ts';
import { findNextStart } from './next-start.ts';
import { sayEntryProblem, sayMissing, sayProblem } from './say.ts';

/** What starts at the next start, and whether that is `version`. */
export function explainNextStart(
  machine: Machine,
  version: Version | null,
  say: DomainFormatter,
): string {
  const next = findNextStart(machine);
  if (next === null) return say('explain.next.nothing');
  return say(version?.id === next.id ? 'explain.next.this' : 'explain.next.other', {
    version: next.name,
  });
}

/** The state of an entry and why it is so. */
function explainState({ counter, state }: Entry, say: DomainFormatter): string {
  if (counter === null) return say('explain.state.good');
  const params = { left: counter.left, count: counter.done };
  if (state === 'bad') return say('explain.state.bad', params);
  return say(counter.done === 0 ? 'explain.state.new' : 'explain.state.unproven', params);
}

function listNeeds(version: Version, machine: Machine, say: DomainFormatter): string[] {
  const images = machine.images
    .filter(({ usedBy }) => usedBy.includes(version.entryId))
    .map(({ name }) => name);
  const extensions = machine.extensions
    .filter(({ fitsVersions }) => fitsVersions.includes(version.id))
    .map(({ name }) => name);
  // What is kept was judged against the host, which is the version that starts next.
  const kept = version.isDefault
    ? machine.extensions.flatMap(({ replacement }) => replacement ?? [])
    : [];
  return [
    ...(images.length > 0 ? [say('explain.needs-images', { images: images.join(', ') })] : []),
    version.complete
      ? say('explain.complete')
      : say('explain.missing', { missing: sayMissing(version, say).join(', ') }),
    ...(extensions.length > 0
      ? [say('explain.joined-by', { names: extensions.join(', ') })]
      : kept.length === 0
        ? [say('explain.joined-by-none')]
        : []),
    ...kept.map(({ name, path }) => say('explain.could-join', { kept: name, path })),
  ];
}

const told: Problem['code'][] = [
  'units-failed',
  'upgrade-interrupted',
  'uki-truncated',
  'entry-unreadable',
];

function tell(entry: Entry, version: Version | null, machine: Machine, say: DomainFormatter) {
  const subjects = [entry.id, version?.id];
  return [
    explainState(entry, say),
    ...machine.problems
      .filter(({ code, subject }) => told.includes(code) && subjects.includes(subject))
      .map((problem) => sayProblem(problem, machine, say)),
    ...entry.problems.map((problem) => sayEntryProblem(problem, say)),
    ...(version?.lastBooted ? [say('explain.last-booted', { at: version.lastBooted })] : []),
    ...(version ? listNeeds(version, machine, say) : []),
    ...(machine.loader.efiOneShot === entry.id ? [say('explain.once')] : []),
    explainNextStart(machine, version, say),
  ];
}

/** The story of a version: its entry's state, what it needs, and what joins it. */
export function explainVersion(version: Version, machine: Machine, say: DomainFormatter): string[] {
  const entry = machine.entries.find(({ id }) => id === version.entryId);
  const params = { version: version.name, entry: version.entryId };
  return [
    say(version.isLifeboat ? 'explain.version.lifeboat' : 'explain.version', params),
    ...(entry ? tell(entry, version, machine, say) : []),
  ];
}

/** The story of a boot file or of an entry that names other files. */
export function explainEntry(entry: Entry, machine: Machine, say: DomainFormatter): string[] {
  const version = machine.versions.find(({ entryId }) => entryId === entry.id) ?? null;
  return [
    say(`explain.entry.${entry.kind}`, {
      id: entry.id,
      path: entry.path,
      version: version?.name ?? entry.id,
    }),
    ...tell(entry, version, machine, say),
  ];
}
