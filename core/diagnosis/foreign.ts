/** Stories about machines that have no system of the kind that Lifeboat judges. */
import type { Machine } from '../model/machine.ts';
import { adviseNothing, listProblems, say, type Finding } from './finding.ts';

/** Other systems are seen, and that is all that is said of them. */
export function findForeign(machine: Machine): Finding | null {
  const seen = listProblems(machine, 'system-not-judged').map(({ subject }) => subject);
  const { prettyName } = machine.host;
  // A system whose way to start is not seen at all: in a container, or without its boot partition.
  const systems = seen.length > 0 || prettyName === null ? seen : [prettyName];
  if (systems.length === 0) return null;
  return {
    sentences: [
      say('diagnosis.foreign', { systems: systems.join(', ') }),
      say('diagnosis.foreign-not-judged'),
    ],
    ...adviseNothing(say('recommend.none.foreign')),
  };
}

export function findNothing(machine: Machine): Finding {
  const isBlind = listProblems(machine, 'not-visible').length > 0;
  return {
    sentences: [say('diagnosis.nothing-found'), ...(isBlind ? [say('diagnosis.cannot-see')] : [])],
    ...adviseNothing(say('recommend.none.nothing-found')),
  };
}
