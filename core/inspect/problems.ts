/**
 * Everything that is wrong or worth knowing, each with a code for programs, a sentence for a person
 * and the evidence that it was drawn from. A problem is a fact, not yet a conclusion: what happened
 * and what to do about it is said by core/diagnosis.ts.
 */
import type { Entry, Extension, Image, Problem, Version } from '../model/machine.ts';
import { sayInEnglish } from '../messages/domain.ts';
import { findBootProblems } from './boot-problems.ts';
import { quoteBoot, type VersionBoots } from './boots.ts';
import { sayReplacement } from './extensions.ts';
import type { Facts } from './facts.ts';
import { findClockProblem, findMachineProblems } from './machine-problems.ts';
import { createProblem } from './problem.ts';
import { findInterruptedUpgrades } from './upgrade.ts';

export interface Assembled {
  entries: readonly Entry[];
  /** One for each entry, in the same order. */
  versions: readonly Version[];
  extensions: readonly Extension[];
  images: readonly Image[];
  boots: readonly VersionBoots[];
}

const maxQuotes = 10;
const maxNamedUnits = 3;

const isTruncation = (reason: string) => reason.startsWith('truncated');

/** A medium for several kinds of machines has entries for each; this one passes over the others. */
const isMeantForOtherMachines = (reason: string) => reason.startsWith('other-architecture');

function findEntryProblems(entry: Entry): Problem[] {
  const reasons = entry.problems.filter((reason) => !isMeantForOtherMachines(reason));
  const others = reasons.filter((reason) => !isTruncation(reason));
  const create = (code: 'uki-truncated' | 'entry-unreadable', evidence: string[]) =>
    createProblem(code, 'error', entry.id, { path: entry.path }, [...evidence, entry.path]);
  return [
    ...(others.length > 0 ? [create('entry-unreadable', others)] : []),
    ...reasons.filter(isTruncation).map((reason) => create('uki-truncated', [reason])),
  ];
}

function findCounterProblems(version: Version, entry: Entry, quotes: string[]): Problem[] {
  const { counter } = entry;
  if (counter === null) return [];
  const params = { version: version.name, count: counter.done, left: counter.left };
  const evidence = [entry.path, ...quotes];
  if (counter.left === 0) {
    return [createProblem('counter-exhausted', 'warning', version.id, params, evidence)];
  }
  if (counter.done === 0) return [];
  return [
    ...(version.isDefault
      ? [createProblem('default-unproven', 'error', version.id, params, evidence)]
      : []),
    createProblem('counter-spent', 'warning', version.id, params, evidence),
  ];
}

/** What failed at the version's last start; only worth knowing once a later start was finished. */
function findUnitProblem({ version, boots }: VersionBoots): Problem[] {
  const last = boots.at(-1);
  if (!last || last.failedUnits.length === 0) return [];
  const units = last.failedUnits.map(({ unit }) => unit);
  const named = units.slice(0, maxNamedUnits).join(', ');
  return [
    createProblem(
      'units-failed',
      last.isFinished || version.state === 'good' ? 'info' : 'warning',
      version.id,
      {
        version: version.name,
        units: units.length > maxNamedUnits ? `${named}, …` : named,
        count: units.length,
        at: last.startedAt,
      },
      quoteBoot(last, version.name).slice(0, maxQuotes),
    ),
  ];
}

function findVersionProblems(version: Version, entry: Entry, boots: VersionBoots): Problem[] {
  const last = boots.boots.at(-1);
  const quotes = last ? quoteBoot(last, version.name).slice(0, maxQuotes) : [];
  const found = [...findCounterProblems(version, entry, quotes), ...findEntryProblems(entry)];
  if (!version.complete && entry.problems.length === 0) {
    const params = { version: version.name, missing: version.missing.join(', ') };
    found.push(createProblem('version-incomplete', 'error', version.id, params, [entry.path]));
  }
  return [...found, ...findUnitProblem(boots)];
}

/** An extension for the initrd or for portable services is no mistake. */
const isMeantForOthers = ({ reason }: Extension) => reason === 'scope-excluded';

function findExtensionProblems(extensions: readonly Extension[]): Problem[] {
  return (
    extensions
      // To hide one extension by another is how a person replaces it.
      .filter(({ maskedBy }) => maskedBy === undefined)
      // One for another version waits for it, unless its own place is where the right one belongs.
      .filter(({ matches, fitsVersions, replacement }) => {
        return !matches && (fitsVersions.length === 0 || replacement !== undefined);
      })
      .map((extension) => {
        const { name, path, sentence, reason, replacement } = extension;
        if (reason === 'carries-os-release') {
          return createProblem('extension-carries-os-release', 'error', name, { name }, [path]);
        }
        const severity = isMeantForOthers(extension) ? 'info' : 'warning';
        const why = [sentence, ...sayReplacement(extension, sayInEnglish)].join(' ');
        const params = { name, why, reason };
        const evidence = [path, ...(replacement ? [replacement.path] : [])];
        return createProblem('extension-unfit', severity, name, params, evidence);
      })
  );
}

const listTruncated = (entries: readonly Entry[]) =>
  new Map(
    entries
      .filter(({ problems }) => problems.some(isTruncation))
      .map(({ id, path }) => [id, path] as const),
  );

/** All problems, errors first. */
export function findProblems(facts: Facts, assembled: Assembled): Problem[] {
  const { entries, versions, extensions, images, boots } = assembled;
  const { signs, notVisible } = facts;
  const severities = ['error', 'warning', 'info'];
  const recordTimes = facts.boot?.records.map(({ startedAt }) => startedAt) ?? [];
  return [
    ...findBootProblems(facts, versions),
    ...versions.flatMap((version, i) => {
      const [entry, own] = [entries[i], boots[i]];
      return entry && own ? findVersionProblems(version, entry, own) : [];
    }),
    ...findInterruptedUpgrades({
      leftovers: signs.leftovers,
      versions,
      truncated: listTruncated(entries),
      images,
      extensions,
    }),
    ...findExtensionProblems(extensions),
    ...findMachineProblems(signs, facts.disks ?? [], images),
    ...findClockProblem(signs, signs.boots, recordTimes),
    ...notVisible.map(({ what, why }) => createProblem('not-visible', 'info', what, { what, why })),
  ].sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}
