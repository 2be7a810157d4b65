import type { Diagnosis } from '../../core/diagnosis.ts';
import { sayExtension } from '../../core/inspect/extensions.ts';
import type { DomainFormatter } from '../../core/messages/domain.ts';
import type { Extension, Machine, Partition, Problem, Version } from '../../core/model/machine.ts';
import type { Section } from './layout.ts';

const bullet = '- ';

/** A size as a person says it, in binary units. */
export function sayBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let [size, unit] = [bytes, 0];
  while (size >= 1024 && unit < units.length - 1) [size, unit] = [size / 1024, unit + 1];
  return `${size >= 10 || Number.isInteger(size) ? String(Math.round(size)) : size.toFixed(1)} ${units[unit] ?? ''}`;
}

/** What happened, and the recommended way. */
export function describeDiagnosis(diagnosis: Diagnosis, say: DomainFormatter): Section[] {
  const { sentences, recommendation, noRecommendation } = diagnosis;
  const advice = recommendation?.reason ?? noRecommendation;
  return [
    {
      title: say('text.what-happened'),
      items: sentences.map(({ message, params }) => ({ text: say(message, params) })),
    },
    {
      title: say('text.recommended'),
      items: advice ? [{ text: say(advice.message, advice.params) }] : [],
    },
  ];
}

function describeVersion(machine: Machine, version: Version, say: DomainFormatter): string {
  const counter = machine.entries.find(({ id }) => id === version.entryId)?.counter;
  const notes = [
    say(version.complete ? `state.${version.state}` : 'state.incomplete'),
    ...(counter ? [say('text.tries', counter)] : []),
    ...(version.isDefault ? [say('text.starts-next')] : []),
    ...(version.isLifeboat ? [say('text.is-lifeboat')] : []),
    ...version.missing,
  ];
  return `${version.name} (${version.id}): ${notes.join(', ')}`;
}

function describePartition(partition: Partition, say: DomainFormatter): string {
  const { path, label, fsLabel, partTypeName, fsType, luks, sizeBytes } = partition;
  const lock = luks ? say(luks.openedAs === null ? 'state.locked' : 'state.open') : null;
  const notes = [label ?? fsLabel, sayBytes(sizeBytes), partTypeName, fsType, lock];
  return `${path}: ${notes.filter((note) => note !== null).join(', ')}`;
}

function describeExtension(extension: Extension, machine: Machine, say: DomainFormatter): string {
  const { matches, fitsVersions, path } = extension;
  const versions = machine.versions
    .filter(({ id }) => fitsVersions.includes(id))
    .map(({ name }) => name)
    .join(', ');
  const others = matches || versions === '' ? [] : [say('text.fits-versions', { versions })];
  return [sayExtension(extension, machine.host, say), ...others, `(${path})`].join(' ');
}

function describeProblem(problem: Problem, machine: Machine, say: DomainFormatter): string {
  const { code, params, subject } = problem;
  const extension = machine.extensions.find(({ name }) => name === subject);
  const why = extension ? { why: sayExtension(extension, machine.host, say) } : {};
  return say(`problem.${code}`, code === 'extension-unfit' ? { ...params, ...why } : params);
}

/** Everything that inspection found, one item per line. */
export function describeMachine(machine: Machine, say: DomainFormatter): Section[] {
  const { problems, versions, images, extensions, disks } = machine;
  const list = (texts: string[]) => texts.map((text) => ({ mark: bullet, text }));
  return [
    {
      title: say('text.problems'),
      items: list(problems.map((problem) => describeProblem(problem, machine, say))),
    },
    {
      title: say('text.versions'),
      items: list(versions.map((version) => describeVersion(machine, version, say))),
    },
    {
      title: say('text.images'),
      items: list(
        images.map(
          ({ name, role, sizeBytes, usedBy }) =>
            `${name}: ${role}, ${sayBytes(sizeBytes)}, ${usedBy.join(', ') || say('text.none')}`,
        ),
      ),
    },
    {
      title: say('text.add-ons'),
      items: list(extensions.map((extension) => describeExtension(extension, machine, say))),
    },
    {
      title: say('text.disks'),
      items: disks.flatMap((disk) => [
        {
          mark: bullet,
          text: [disk.path, disk.model, sayBytes(disk.sizeBytes), disk.transport]
            .filter((note) => note !== null)
            .join(', '),
        },
        ...disk.partitions.map((partition) => ({
          mark: `  ${bullet}`,
          text: describePartition(partition, say),
        })),
      ]),
    },
  ];
}
