import type { Diagnosis } from '../../core/diagnosis.ts';
import { sayExtension, sayReplacement } from '../../core/inspect/extensions.ts';
import { findNextStart } from '../../core/inspect/next-start.ts';
import { sayMissing, sayProblem } from '../../core/inspect/say.ts';
import type { DomainFormatter } from '../../core/messages/domain.ts';
import type { Extension, Machine, Version } from '../../core/model/machine.ts';
import { describeDisks, describeImages } from './disk-text.ts';
import type { Section } from './layout.ts';

const bullet = '- ';

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
    ...(version.id === findNextStart(machine)?.id ? [say('text.starts-next')] : []),
    ...(version.isLifeboat ? [say('text.is-lifeboat')] : []),
    ...sayMissing(version, say),
  ];
  return `${version.name} (${version.id}): ${notes.join(', ')}`;
}

function describeExtension(extension: Extension, machine: Machine, say: DomainFormatter): string {
  const { matches, fitsVersions, path } = extension;
  const versions = machine.versions
    .filter(({ id }) => fitsVersions.includes(id))
    .map(({ name }) => name)
    .join(', ');
  const others = matches || versions === '' ? [] : [say('text.fits-versions', { versions })];
  const kept = sayReplacement(extension, say);
  return [sayExtension(extension, machine.host, say), ...others, `(${path})`, ...kept].join(' ');
}

/** Everything that inspection found, one item per line. */
export function describeMachine(machine: Machine, say: DomainFormatter): Section[] {
  const { problems, versions, extensions } = machine;
  const list = (texts: string[]) => texts.map((text) => ({ mark: bullet, text }));
  return [
    {
      title: say('text.problems'),
      items: list(problems.map((problem) => sayProblem(problem, machine, say))),
    },
    {
      title: say('text.versions'),
      items: list(versions.map((version) => describeVersion(machine, version, say))),
    },
    describeImages(machine, say),
    {
      title: say('text.add-ons'),
      items: list(extensions.map((extension) => describeExtension(extension, machine, say))),
    },
    describeDisks(machine, say),
  ];
}
