/** What came of it, and the next safe step. */
import { useEffect, type ReactNode } from 'react';
import { recordSchema } from '../../../core/model/plan.ts';
import { useText } from '../../i18n/text.tsx';
import type { JobView } from '../../state/job-view.ts';
import { useMachine, useNavigation, useStores } from '../../state/stores.tsx';
import { Actions, Button } from '../../ui/button.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { More } from '../../ui/more.tsx';
import { Screen } from '../../ui/screen.tsx';
import { ShowTerminal } from '../../ui/show-terminal.tsx';
import { Steps } from '../../ui/steps.tsx';

type Kind = 'done' | 'partly-done' | 'not-done';

/** A job that left no record, or whose record never ended, is judged by how it ended itself. */
function judge(job: JobView): Kind {
  const record = recordSchema.safeParse(job.result);
  if (record.success && record.data.outcome !== 'running') return record.data.outcome;
  if (job.state === 'done') return 'done';
  return job.steps.some(({ state }) => state === 'done') ? 'partly-done' : 'not-done';
}

export function Outcome({ job, version }: { job: JobView; version: string }) {
  const t = useText();
  const { rollback } = useStores();
  const go = useNavigation((state) => state.go);
  const refresh = useMachine((state) => state.refresh);
  const kind = judge(job);
  // What is shown elsewhere must be what the machine is after the change.
  useEffect(() => void refresh(), [refresh, job.id]);

  const restart: ReactNode = (
    <Button
      kind={kind === 'done' ? 'primary' : 'secondary'}
      icon="restart"
      onPress={() => {
        go('restart');
      }}
    >
      {t('outcome.restart')}
    </Button>
  );
  const planAgain: ReactNode = (
    <Button
      kind="primary"
      onPress={() => {
        rollback.setState({ applyJobId: null, planJobId: null });
      }}
    >
      {t('outcome.plan-again')}
    </Button>
  );
  return (
    <Screen
      key="outcome"
      title={t(`outcome.${kind}.title`, { version })}
      lede={<p>{t(`outcome.${kind}.lede`, { version })}</p>}
    >
      {job.failure === null ? null : <FailureNotice failure={job.failure} />}
      <Actions>
        {kind === 'done' ? null : planAgain}
        {restart}
      </Actions>
      <More title={t('outcome.steps')}>
        <Steps job={job} label={t('outcome.steps')} />
        <ShowTerminal jobId={job.id} />
      </More>
    </Screen>
  );
}
