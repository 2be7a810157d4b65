/**
 * Going back to a version, in its stages: choose, plan, look at it, do it, and what came of it. The
 * stage follows from the session's jobs, so a reload finds it again.
 */
import { useEffect } from 'react';
import type { Machine } from '../../../core/model/machine.ts';
import { isRefusal, planOutcomeSchema } from '../../../core/model/plan.ts';
import { useSay, useText } from '../../i18n/text.tsx';
import { useJob, useMachine, useRollback } from '../../state/stores.tsx';
import { nameVersion } from '../../state/versions.ts';
import { Card } from '../../ui/card.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { Screen } from '../../ui/screen.tsx';
import { ShowTerminal } from '../../ui/show-terminal.tsx';
import { Steps } from '../../ui/steps.tsx';
import { Looking } from '../diagnose/looking.tsx';
import { ChooseTarget } from './choose-target.tsx';
import { Outcome } from './outcome.tsx';
import { Preview } from './preview.tsx';

export function GoBack() {
  const machine = useMachine((state) => state.machine);
  const inspectJob = useJob(useMachine((state) => state.jobId));
  const target = useRollback((state) => state.target);
  const applyJob = useJob(useRollback((state) => state.applyJobId));

  if (machine === null) return <Looking job={inspectJob} />;
  if (target !== null && applyJob !== null) {
    const version = nameVersion(machine, target);
    if (applyJob.state !== 'running') return <Outcome job={applyJob} version={version} />;
    return <Doing jobId={applyJob.id} version={version} />;
  }
  // A plan is made from what the machine is now, so a look that is under way comes first.
  if (inspectJob?.state === 'running') return <Looking job={inspectJob} />;
  if (target === null) return <ChooseTarget machine={machine} />;
  return <Planned machine={machine} target={target} />;
}

function Planned({ machine, target }: { machine: Machine; target: string }) {
  const t = useText();
  const say = useSay();
  const prepare = useRollback((state) => state.prepare);
  const planJob = useJob(useRollback((state) => state.planJobId));
  const revision = useMachine((state) => state.revision);
  useEffect(() => void prepare(), [prepare, target, revision]);

  const version = nameVersion(machine, target);
  const title = t('go-back.title', { version });
  if (planJob === null || planJob.state === 'running')
    return (
      <Screen key="planning" title={title} lede={<p>{t('go-back.planning')}</p>} children={null} />
    );

  const outcome = planOutcomeSchema.safeParse(planJob.result);
  if (outcome.success && !isRefusal(outcome.data))
    return <Preview key="preview" machine={machine} plan={outcome.data} />;
  return (
    <Screen key="refused" title={title}>
      {outcome.success && isRefusal(outcome.data) ? (
        <Card tone="warning">
          <p className="large" role="alert">
            {say(
              `failure.${outcome.data.refusal.code}.what`,
              outcome.data.refusal.params,
              outcome.data.refusal.sentence,
            )}
          </p>
          <p>{say(`failure.${outcome.data.refusal.code}.unchanged`, {})}</p>
        </Card>
      ) : (
        <FailureNotice
          failure={planJob.failure ?? { code: 'JOB-01', params: { command: 'plan' }, detail: '' }}
        >
          <ShowTerminal jobId={planJob.id} />
        </FailureNotice>
      )}
      <ChooseTarget machine={machine} isPart />
    </Screen>
  );
}

function Doing({ jobId, version }: { jobId: string; version: string }) {
  const t = useText();
  const job = useJob(jobId);
  return (
    <Screen
      key="doing"
      title={t('go-back.doing.title', { version })}
      lede={<p>{t('go-back.doing.lede')}</p>}
    >
      {job === null ? null : <Steps job={job} label={t('go-back.doing.steps')} />}
      <ShowTerminal jobId={jobId} />
    </Screen>
  );
}
