import type { Machine } from '../../../core/model/machine.ts';
import type { Plan } from '../../../core/model/plan.ts';
import { useJobs } from '../../state/stores.tsx';
import { findVolumes, type LockedVolume } from '../../state/volumes.ts';

const changesSystem = ({ steps }: Plan) =>
  steps.some(({ action }) => 'place' in action && action.place === 'system');

/**
 * The disk that this session opened for reading only and that the plan has to write to; null where
 * there is none.
 */
export function useReadOnlyDisk(machine: Machine, plan: Plan): LockedVolume | null {
  const jobs = useJobs((state) => state.jobs);
  if (!changesSystem(plan)) return null;
  const opened = findVolumes(machine).filter(({ luks }) => luks.openedAs !== null);
  return (
    opened.find(({ path }) => {
      const request = jobs.findLast(
        (job) =>
          job.request.command === 'unlock' && job.request.device === path && job.state === 'done',
      )?.request;
      return request?.command === 'unlock' && request.isWritable !== true;
    }) ?? null
  );
}
