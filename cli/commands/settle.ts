import { readFile } from 'node:fs/promises';
import { planSettling } from '../../core/plan/settle.ts';
import { ok, type Result } from '../../core/result.ts';
import { nodeFiles } from '../apply/files.ts';
import { takeLock } from '../apply/lock.ts';
import { withPlanning, type PlanningSession } from '../apply/planning.ts';
import { getLockPath } from '../apply/run-plan.ts';
import { settleLifeboat, verifyVolume } from '../apply/settle.ts';
import { whileWritable } from '../apply/writable.ts';
import { runStep } from '../io/steps.ts';
import type { Command, Outcome } from './command.ts';

/** Where the early boot says in which place it found Lifeboat's volume. */
const placePath = '/run/lifeboat-boot/place';

const readPlace = () =>
  readFile(placePath, 'utf8').then(
    (text) => text.trim(),
    () => null,
  );

/** Ends the trial of an upgraded Lifeboat that has started well: see core/plan/settle.ts. */
export const settle: Command<'settle'> = ({ where }, io, say) =>
  withPlanning(where, io, async (session) => {
    const settling = planSettling(session.machine, await readPlace());
    const toOutcome = (version: string | null): Result<Outcome> =>
      ok({
        value: { schema: 'lifeboat.settled/1', version },
        sections: [
          {
            title: null,
            items: [
              { text: version === null ? say('settle.nothing') : say('settle.done', { version }) },
            ],
          },
        ],
      });
    if (settling === null) return toOutcome(null);
    const work = (places: PlanningSession['places']) => ({ places, files: nodeFiles });
    const verified = await runStep(io, 'settle.step.verify', () =>
      verifyVolume(settling, work(session.places)),
    );
    if (!verified.ok) return verified;
    // Reading the volume through takes long, and changes nothing: a person may apply a plan meanwhile.
    const lock = await takeLock(getLockPath(where));
    if (!lock.ok) return lock;
    try {
      const settled = await whileWritable(session, { steps: [] }, (places) =>
        settleLifeboat(settling, work(places), io),
      );
      return settled.ok ? toOutcome(settling.version) : settled;
    } finally {
      await lock.value();
    }
  });
