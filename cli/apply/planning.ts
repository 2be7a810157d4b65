import type { Survey } from '../../core/model/survey.ts';
import type { Goal, PlanOutcome } from '../../core/model/plan.ts';
import { plan } from '../../core/plan/plan.ts';
import type { Result } from '../../core/result.ts';
import type { Io } from '../io/io.ts';
import { withMachine, type MachineSession, type Where } from '../machine/machine-session.ts';
import { readSurvey } from '../providers/survey.ts';
import { openPlaces, type Places } from './places.ts';

/** A machine that is open, with everything that planning and applying need to know of it. */
export interface PlanningSession extends MachineSession {
  where: Where;
  places: Places;
  survey: Survey;
}

/** Opens a machine for planning, hands it to `use`, and leaves nothing behind. */
export const withPlanning = <T>(
  where: Where,
  io: Io,
  use: (session: PlanningSession) => Promise<Result<T>>,
): Promise<Result<T>> =>
  withMachine(where, io, async (session) => {
    const places = await openPlaces(where, session);
    const survey = await readSurvey(places);
    return use({ ...session, where, places, survey });
  });

/** The plan for a goal on the machine as it is now. */
export const planNow = (
  { machine, survey }: PlanningSession,
  goal: Goal,
  target: string | null,
): PlanOutcome => plan(machine, goal, { target, survey });
