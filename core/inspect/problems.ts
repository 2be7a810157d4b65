import { sayInEnglish } from '../messages/domain.ts';
import type { Entry, Extension, Problem, ProblemCode, Version } from '../model/machine.ts';
import type { Params } from '../result.ts';
import type { Facts } from './facts.ts';

const nearlyFullBytes = 4 * 1024 * 1024;

const problem = (
  code: ProblemCode,
  severity: Problem['severity'],
  subject: string,
  params: Params,
  evidence: string[] = [],
): Problem => ({
  code,
  severity,
  subject,
  params,
  sentence: sayInEnglish(`problem.${code}`, params),
  evidence,
});

function findVersionProblems(version: Version, entry: Entry): Problem[] {
  const found: Problem[] = [];
  const evidence = [entry.path];
  const { counter } = entry;
  const params = { version: version.name, count: counter?.done ?? 0, left: counter?.left ?? 0 };
  if (counter?.left === 0) {
    found.push(problem('counter-exhausted', 'warning', version.id, params, evidence));
  } else if (counter && counter.done > 0) {
    found.push(problem('counter-spent', 'warning', version.id, params, evidence));
  }
  if (entry.isDefault && counter && counter.left > 0 && counter.done > 0) {
    found.push(problem('default-unproven', 'error', version.id, params, evidence));
  }
  for (const reason of entry.problems) {
    found.push(
      problem('entry-unreadable', 'error', entry.id, { path: entry.path }, [reason, ...evidence]),
    );
  }
  if (!version.complete && entry.problems.length === 0) {
    const missing = version.missing.join(', ');
    found.push(
      problem(
        'version-incomplete',
        'error',
        version.id,
        { version: version.name, missing },
        evidence,
      ),
    );
  }
  return found;
}

function findExtensionProblems(extensions: readonly Extension[]): Problem[] {
  return extensions
    .filter(({ matches, fitsVersions }) => !matches && fitsVersions.length === 0)
    .map((extension) =>
      problem(
        'extension-unfit',
        'warning',
        extension.name,
        { name: extension.name, why: extension.sentence, reason: extension.reason },
        [extension.path],
      ),
    );
}

function findBootProblems(facts: Facts, versions: readonly Version[]): Problem[] {
  if (facts.boot === null) {
    // Where something could not be looked at, nothing is said to be absent.
    return facts.notVisible.length > 0 ? [] : [problem('no-esp', 'error', '', {})];
  }
  const found: Problem[] = [];
  const systems = versions.filter(({ isLifeboat }) => !isLifeboat);
  if (!systems.some(({ complete, state }) => complete && state !== 'bad')) {
    found.push(
      problem(
        'no-bootable-entry',
        'error',
        '',
        {},
        systems.map(({ entryId }) => entryId),
      ),
    );
  }
  const { freeBytes, records } = facts.boot;
  if (freeBytes !== null && freeBytes < nearlyFullBytes) {
    const freeMib = Math.floor(freeBytes / 1024 / 1024);
    found.push(problem('esp-nearly-full', 'warning', '', { freeMib }));
  }
  for (const { id, plan, outcome, steps } of records) {
    if (outcome !== 'running') continue;
    const next = plan.steps[steps.findIndex((state) => state !== 'done')];
    const sentence = next?.sentence ?? plan.steps.at(-1)?.sentence ?? '';
    found.push(
      problem('run-interrupted', 'error', plan.target, { sentence, target: plan.target }, [id]),
    );
  }
  return found;
}

/** Everything that is wrong or worth knowing, errors first. */
export function findProblems(
  facts: Facts,
  entries: readonly Entry[],
  versions: readonly Version[],
  extensions: readonly Extension[],
): Problem[] {
  const severities = ['error', 'warning', 'info'];
  return [
    ...findBootProblems(facts, versions),
    ...versions.flatMap((version, i) => {
      const entry = entries[i];
      return entry ? findVersionProblems(version, entry) : [];
    }),
    ...findExtensionProblems(extensions),
    ...facts.notVisible.map(({ what, why }) => problem('not-visible', 'info', what, { what, why })),
  ].sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}
