/**
 * What happened, in words: the machine's problems turned into at most three sentences and one
 * recommendation, with the evidence one step away. Sentences are ids of core/messages with their
 * parameters, so the screen, the terminal and the voice say the same thing in any language.
 */
import type { Machine, Version } from './model/machine.ts';
import type { Goal } from './model/plan.ts';
import type { Params } from './result.ts';
import type { MessageId } from './messages/en.ts';

export interface Sentence {
  message: MessageId;
  params: Params;
}

export interface Diagnosis {
  /** One to three, the most important first. */
  sentences: Sentence[];
  /** What to do next; null when there is nothing to do or nothing can be done from here. */
  recommendation: { goal: Goal; target: string; reason: Sentence } | null;
  /** Why there is no recommendation; null when there is one. */
  noRecommendation: Sentence | null;
  /** Plain facts that support the sentences: file names, counters, lines of logs. */
  evidence: string[];
}

const say = (message: MessageId, params: Params = {}): Sentence => ({ message, params });

/** How often the version's entry was started without finishing; 0 when it carries no counter. */
const countStarts = (machine: Machine, version: Version) =>
  machine.entries.find(({ id }) => id === version.entryId)?.counter?.done ?? 0;

const isUsable = (version: Version) => version.complete && version.state === 'good';

type Finding = Omit<Diagnosis, 'evidence'>;

const restart = say('recommend.none.restart');

const goBackTo = (version: Version): Finding['recommendation'] => ({
  goal: 'rollback',
  target: version.id,
  reason: say('recommend.rollback', { version: version.name }),
});

/** The loader's choice cannot start or has never finished starting. */
function findFailingChoice(machine: Machine, systems: Version[], choice: Version): Finding | null {
  const starts = countStarts(machine, choice);
  const isFailing = choice.state === 'bad' || (choice.state === 'indeterminate' && starts > 0);
  if (choice.complete && !isFailing) return null;
  const good = systems.find((version) => version !== choice && isUsable(version));
  const sentences = [
    choice.complete
      ? say('diagnosis.never-finished', { version: choice.name, count: starts })
      : say('diagnosis.incomplete', { version: choice.name }),
  ];
  if (good) sentences.push(say('diagnosis.worked-before', { version: good.name }));
  sentences.push(say('diagnosis.would-try-again', { version: choice.name }));
  return {
    sentences,
    recommendation: good ? goBackTo(good) : null,
    noRecommendation: good ? null : say('recommend.none.no-good-version'),
  };
}

/** Every version is marked bad: perhaps only because the machine was switched off too early. */
function findAllBad(systems: Version[]): Finding | null {
  if (systems.some(({ complete, state }) => complete && state !== 'bad')) return null;
  const target = systems.find(({ complete }) => complete);
  const sentences = [say('diagnosis.all-bad')];
  if (target) sentences.push(say('diagnosis.maybe-interrupted', { version: target.name }));
  return {
    sentences,
    recommendation: target
      ? {
          goal: 'rollback',
          target: target.id,
          reason: say('recommend.try-again', { version: target.name }),
        }
      : null,
    noRecommendation: target ? null : say('recommend.none.no-good-version'),
  };
}

/** The choice is well; another version failed before, or is new. */
function findHealthyChoice(machine: Machine, systems: Version[], choice: Version): Finding {
  const bad = systems.find(
    (version) => version.state === 'bad' && countStarts(machine, version) > 0,
  );
  const isPinned = [machine.loader.efiDefault, machine.loader.confDefault].includes(choice.entryId);
  const version = choice.name;
  let sentences: Sentence[];
  if (choice.state === 'indeterminate') sentences = [say('diagnosis.not-yet-tried', { version })];
  else if (bad && isPinned) {
    sentences = [
      say('diagnosis.chosen', { version }),
      say('diagnosis.bad-is-kept', { version: bad.name }),
    ];
  } else if (bad) {
    sentences = [
      say('diagnosis.never-finished', { version: bad.name, count: countStarts(machine, bad) }),
      say('diagnosis.fell-back', { version }),
      say('diagnosis.maybe-interrupted', { version: bad.name }),
    ];
  } else sentences = [say('diagnosis.nothing-wrong'), say('diagnosis.starts-next', { version })];
  return { sentences, recommendation: null, noRecommendation: restart };
}

function findInterruptedRun(machine: Machine, systems: Version[]): Finding | null {
  const run = machine.problems.find(({ code }) => code === 'run-interrupted');
  const target = systems.find(({ id }) => id === run?.subject);
  if (!target?.complete) return null;
  return {
    sentences: [say('diagnosis.interrupted')],
    recommendation: {
      goal: 'rollback',
      target: target.id,
      reason: say('recommend.complete', { version: target.name }),
    },
    noRecommendation: null,
  };
}

function findNothing(machine: Machine): Finding {
  const isBlind = machine.problems.some(({ code }) => code === 'not-visible');
  return {
    sentences: [say('diagnosis.nothing-found'), ...(isBlind ? [say('diagnosis.cannot-see')] : [])],
    recommendation: null,
    noRecommendation: say('recommend.none.nothing-found'),
  };
}

/** What happened to this machine and what to do about it. Pure: the same machine, the same words. */
export function diagnose(machine: Machine): Diagnosis {
  const systems = machine.versions.filter(({ isLifeboat }) => !isLifeboat);
  // Lifeboat itself may be the loader's choice; what matters is the system that comes next.
  const choice = systems.find(({ isDefault }) => isDefault) ?? systems[0];
  const finding = choice
    ? (findInterruptedRun(machine, systems) ??
      findAllBad(systems) ??
      findFailingChoice(machine, systems, choice) ??
      findHealthyChoice(machine, systems, choice))
    : findNothing(machine);
  const evidence = machine.problems.flatMap(({ code, subject, evidence: lines }) =>
    lines.map((line) => [code, subject, line].filter(Boolean).join(' · ')),
  );
  return { ...finding, evidence };
}
