/**
 * A change of the machine, in its stages: choose, plan, look at it, do it, and what came of it. Going
 * back to a version is the usual one; the goals are those of core/model/plan.ts, and each has its own
 * words. The stage follows from the session's jobs, so a reload finds it again.
 */
import { useEffect } from 'react';
import type { Machine } from '../../../core/model/machine.ts';
import { isRefusal, planOutcomeSchema, type Plan } from '../../../core/model/plan.ts';
import { useText } from '../../i18n/text.tsx';
import { findInterruptedRun, type InterruptedRun } from '../../state/records.ts';
import type { Aim } from '../../state/rollback.ts';
import { useJob, useJobs, useMachine, useRollback } from '../../state/stores.tsx';
import { Screen } from '../../ui/screen.tsx';
import { ShowTerminal } from '../../ui/show-terminal.tsx';
import { Steps } from '../../ui/steps.tsx';
import { Looking } from '../diagnose/looking.tsx';
import { useAimWords } from './aim-words.ts';
import { ChooseAim } from './choose-aim.tsx';
import { Interrupted } from './interrupted.tsx';
import { Outcome } from './outcome.tsx';
import { Preview } from './preview.tsx';
import { Refused } from './refused.tsx';

/** Whether the aim finishes the run that was cut off, or takes it back. */
const concerns = ({ goal, target }: Aim, { id, aim }: InterruptedRun) =>
  (goal === aim.goal && target === aim.target) || (goal === 'undo' && target === id);

/** The plan that a job carries out. */
function useAppliedPlan(jobId: string | null): Plan | null {
  const job = useJobs(({ jobs }) => jobs.find(({ id }) => id === jobId));
  return job?.request.command === 'apply' ? job.request.plan : null;
}

export function GoBack() {
  const machine = useMachine((state) => state.machine);
  const inspectJob = useJob(useMachine((state) => state.jobId));
  const aim = useRollback((state) => state.aim);
  const applyJobId = useRollback((state) => state.applyJobId);
  const applyJob = useJob(applyJobId);
  const plan = useAppliedPlan(applyJobId);

  if (machine === null) return <Looking job={inspectJob} />;
  if (applyJob !== null && plan !== null) {
    if (applyJob.state !== 'running')
      return <Outcome job={applyJob} machine={machine} plan={plan} />;
    return <Doing jobId={applyJob.id} machine={machine} plan={plan} />;
  }
  // A plan is made from what the machine is now, so a look that is under way comes first.
  if (inspectJob?.state === 'running') return <Looking job={inspectJob} />;
  const run = findInterruptedRun(machine);
  if (run !== null && (aim === null || !concerns(aim, run)))
    return <Interrupted key="interrupted" machine={machine} run={run} />;
  if (aim === null) return <ChooseAim key="choose" machine={machine} />;
  return <Planned machine={machine} aim={aim} />;
}

function Planned({ machine, aim }: { machine: Machine; aim: Aim }) {
  const t = useText();
  const prepare = useRollback((state) => state.prepare);
  const planJob = useJob(useRollback((state) => state.planJobId));
  const revision = useMachine((state) => state.revision);
  const title = useAimWords(machine)(aim).say('do');
  useEffect(() => void prepare(), [prepare, aim, revision]);

  if (planJob === null || planJob.state === 'running')
    return (
      <Screen key="planning" title={title} lede={<p>{t('go-back.planning')}</p>} children={null} />
    );
  const outcome = planOutcomeSchema.safeParse(planJob.result).data ?? null;
  if (outcome !== null && !isRefusal(outcome))
    return <Preview key="preview" machine={machine} plan={outcome} />;
  return (
    <Refused
      key="refused"
      title={title}
      machine={machine}
      aim={aim}
      refusal={outcome?.refusal ?? null}
      job={planJob}
    />
  );
}

function Doing({ jobId, machine, plan }: { jobId: string; machine: Machine; plan: Plan }) {
  const t = useText();
  const job = useJob(jobId);
  return (
    <Screen
      key="doing"
      title={useAimWords(machine)(plan, plan).say('doing')}
      lede={<p>{t('go-back.doing.lede')}</p>}
    >
      {job === null ? null : <Steps job={job} label={t('go-back.doing.steps')} />}
      <ShowTerminal jobId={jobId} />
    </Screen>
  );
}
