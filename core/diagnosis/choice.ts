/** Stories about what starts: it fails, everything fails, the machine fell back, all is well. */
import type { Machine, Version } from '../model/machine.ts';
import {
  advise,
  adviseGoingBack,
  adviseNothing,
  countStarts,
  isFailing,
  isUsable,
  listProblems,
  restart,
  say,
  sayNeverFinished,
  type Finding,
  type Scene,
  type Sentence,
} from './finding.ts';

/** What the journal of the version's last start says; null where there is none or nothing failed. */
function sayFailedUnits(machine: Machine, version: Version): Sentence | null {
  const [failed] = listProblems(machine, 'units-failed', version.id);
  if (!failed) return null;
  const { units = '', count = 1 } = failed.params;
  return say('diagnosis.unit-failed', { units, count });
}

/**
 * Each start takes a try, so switching off too early makes a good version look bad. That is said
 * where nothing speaks against it, and more firmly where the journal of such a start shows nothing.
 */
function sayWhyBad(machine: Machine, version: Version): Sentence {
  const failed = sayFailedUnits(machine, version);
  if (failed) return failed;
  return version.lastBooted === null
    ? say('diagnosis.maybe-interrupted', { version: version.name })
    : say('diagnosis.switched-off', { version: version.name });
}

/** Every version is marked bad: perhaps only because the machine was switched off too early. */
export function findAllBad({ machine, systems }: Scene): Finding | null {
  if (systems.some(({ complete, state }) => complete && state !== 'bad')) return null;
  const target = systems.find(({ complete }) => complete);
  if (!target) {
    return {
      sentences: [say('diagnosis.all-bad')],
      ...adviseNothing(say('recommend.none.no-good-version')),
    };
  }
  return {
    sentences: [say('diagnosis.all-bad'), sayWhyBad(machine, target)],
    ...advise('rollback', target.id, say('recommend.try-again', { version: target.name })),
  };
}

/** The loader's choice cannot start or has never finished starting. */
export function findFailingChoice({ machine, systems, choice }: Scene): Finding | null {
  if (choice.complete && !isFailing(machine, choice)) return null;
  const good = systems.find((version) => version !== choice && isUsable(version));
  const failed = choice.complete ? sayFailedUnits(machine, choice) : null;
  return {
    sentences: [
      choice.complete
        ? sayNeverFinished(machine, choice)
        : say('diagnosis.incomplete', { version: choice.name }),
      ...(failed ? [failed] : []),
      ...(good ? [say('diagnosis.worked-before', { version: good.name })] : []),
      say('diagnosis.would-try-again', { version: choice.name }),
    ],
    ...adviseGoingBack(systems, choice),
  };
}

/** The choice is well; another version failed before, or is new. */
export function findHealthyChoice({ machine, systems, choice }: Scene): Finding {
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
      sayNeverFinished(machine, bad),
      say('diagnosis.fell-back', { version }),
      sayWhyBad(machine, bad),
    ];
  } else sentences = [say('diagnosis.nothing-wrong'), say('diagnosis.starts-next', { version })];
  return { sentences, ...adviseNothing(restart) };
}
