import type { MessageId } from '../messages/en.ts';
import type { Machine, Problem, ProblemCode, Version } from '../model/machine.ts';
import type { Goal } from '../model/plan.ts';
import type { Params } from '../result.ts';

export interface Sentence {
  message: MessageId;
  params: Params;
}

export interface Finding {
  /** One to three, the most important first. */
  sentences: Sentence[];
  /** What to do next; null when there is nothing to do or nothing can be done from here. */
  recommendation: { goal: Goal; target: string; reason: Sentence } | null;
  /** Why there is no recommendation; null when there is one. */
  noRecommendation: Sentence | null;
}

/** What a finding looks at. */
export interface Scene {
  machine: Machine;
  /** The versions without Lifeboat's own, in the loader's order. */
  systems: Version[];
  /** The system that starts next. */
  choice: Version;
}

export const say = (message: MessageId, params: Params = {}): Sentence => ({ message, params });

/** A recommendation. */
export const advise = (goal: Goal, target: string, reason: Sentence) => ({
  recommendation: { goal, target, reason },
  noRecommendation: null,
});

/** No recommendation, and why. */
export const adviseNothing = (reason: Sentence) => ({
  recommendation: null,
  noRecommendation: reason,
});

export const restart = say('recommend.none.restart');

export const isUsable = (version: Version): boolean => version.complete && version.state === 'good';

/** How often the version's entry was started without finishing; 0 when it carries no counter. */
export const countStarts = (machine: Machine, version: Version): number =>
  machine.entries.find(({ id }) => id === version.entryId)?.counter?.done ?? 0;

/** Whether the version is bad, or was started and has never finished. */
export const isFailing = (machine: Machine, version: Version): boolean =>
  version.state === 'bad' ||
  (version.state === 'indeterminate' && countStarts(machine, version) > 0);

/** How often a version was started in vain. */
export const sayNeverFinished = (machine: Machine, version: Version): Sentence =>
  say('diagnosis.never-finished', { version: version.name, count: countStarts(machine, version) });

/** Going back to a version that works, where there is one beside `choice`. */
export function adviseGoingBack(systems: readonly Version[], choice: Version) {
  const good = systems.find((version) => version !== choice && isUsable(version));
  return good
    ? advise('rollback', good.id, say('recommend.rollback', { version: good.name }))
    : adviseNothing(say('recommend.none.no-good-version'));
}

/** The problems with this code, about `subject` where one is named. */
export const listProblems = (
  { problems }: Machine,
  code: ProblemCode,
  subject?: string,
): Problem[] =>
  problems.filter(
    (problem) => problem.code === code && (subject === undefined || problem.subject === subject),
  );
