/**
 * What happened, in words: the machine's problems turned into at most three sentences and one
 * recommendation, with the evidence one step away. Each *finding* is one story that a machine can
 * tell; they are asked in order, what endangers the next start first, and the first that applies is
 * told. Sentences are ids of core/messages with their parameters, so the screen, the terminal and
 * the voice say the same thing in any language.
 */
import { findAllBad, findFailingChoice, findHealthyChoice } from './diagnosis/choice.ts';
import { advise, say, type Finding, type Scene } from './diagnosis/finding.ts';
import { findForeign, findNothing } from './diagnosis/foreign.ts';
import {
  findBlockingExtension,
  findDamagedImage,
  findFullEsp,
  findInterruptedUpgrade,
  findKeptExtension,
  findUnfitExtension,
} from './diagnosis/parts.ts';
import type { Machine } from './model/machine.ts';
import { isGoal, type Goal } from './model/goals.ts';
import { textParam } from './result.ts';

export interface Diagnosis extends Finding {
  /** Plain facts that support the sentences: file names, counters, lines of logs. */
  evidence: string[];
}

const maxSentences = 3;

/** Goals that end in a choice of one version. */
const choosing: readonly Goal[] = ['rollback', 'keep', 'once'];

/** A change by Lifeboat that was cut off comes before all else: what it wanted is known. */
function findInterruptedRun({ machine, systems }: Scene): Finding | null {
  const run = machine.problems.find(({ code }) => code === 'run-interrupted');
  if (!run) return null;
  const target = textParam(run.params, 'target') ?? run.subject;
  const version = systems.find(({ id }) => id === target);
  const wanted = textParam(run.params, 'goal') ?? '';
  const goal = isGoal(wanted) ? wanted : 'rollback';
  const [id = ''] = run.evidence;
  // A version that cannot start any more is nothing to go on to; what was begun is taken back.
  if (choosing.includes(goal) && !version?.complete) {
    const reason = say('recommend.undo-run');
    return { sentences: [say('diagnosis.interrupted-lost')], ...advise('undo', id, reason) };
  }
  const reason = version
    ? say('recommend.complete', { version: version.name })
    : say('recommend.complete-run');
  return { sentences: [say('diagnosis.interrupted')], ...advise(goal, target, reason) };
}

const findings = [
  findInterruptedRun,
  findAllBad,
  findInterruptedUpgrade,
  findDamagedImage,
  findFailingChoice,
  findBlockingExtension,
  findFullEsp,
  findKeptExtension,
  findUnfitExtension,
  findHealthyChoice,
] as const;

function find(machine: Machine): Finding {
  const systems = machine.versions.filter(({ isLifeboat }) => !isLifeboat);
  // Lifeboat itself may be the loader's choice; what matters is the system that comes next.
  const choice = systems.find(({ isDefault }) => isDefault) ?? systems[0];
  if (!choice) return findForeign(machine) ?? findFullEsp({ machine }) ?? findNothing(machine);
  const scene: Scene = { machine, systems, choice };
  for (const look of findings) {
    const found = look(scene);
    if (found) return found;
  }
  return findNothing(machine);
}

/** What happened to this machine and what to do about it. Pure: the same machine, the same words. */
export function diagnose(machine: Machine): Diagnosis {
  const finding = find(machine);
  const evidence = machine.problems.flatMap(({ code, subject, evidence: lines }) =>
    lines.map((line) => [code, subject, line].filter(Boolean).join(' · ')),
  );
  return {
    ...finding,
    sentences: finding.sentences.slice(0, maxSentences),
    evidence: [...new Set(evidence)],
  };
}
