/** Leaving Lifeboat: what will start is said before it does. */
import { useState } from 'react';
import { useText } from '../../i18n/text.tsx';
import { useJob, useJobs, useMachine, useNavigation } from '../../state/stores.tsx';
import { Actions, Button } from '../../ui/button.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { Screen } from '../../ui/screen.tsx';
import { ShowTerminal } from '../../ui/show-terminal.tsx';
import { Steps } from '../../ui/steps.tsx';

export function Restart() {
  const t = useText();
  const machine = useMachine((state) => state.machine);
  const start = useJobs((state) => state.start);
  const back = useNavigation((state) => state.back);
  const [jobId, setJobId] = useState<string | null>(null);
  const job = useJob(jobId);
  const next = machine?.versions.find(({ isDefault }) => isDefault);

  if (job !== null && job.state !== 'failed')
    return (
      <Screen
        key="restarting"
        title={t('restart.running.title')}
        lede={<p>{t('restart.running.lede')}</p>}
      >
        <Steps job={job} label={t('restart.steps')} />
      </Screen>
    );
  return (
    <Screen
      key="ask"
      title={t('restart.title')}
      lede={
        <>
          <p>
            {next === undefined
              ? t('restart.next.unknown')
              : t('restart.next', { version: next.name })}
          </p>
          {next === undefined || next.state === 'good' ? null : (
            <p>{t(`restart.warning.${next.state}`, { version: next.name })}</p>
          )}
        </>
      }
    >
      {job?.failure === null || job === null ? null : (
        <FailureNotice failure={job.failure}>
          <ShowTerminal jobId={job.id} />
        </FailureNotice>
      )}
      <Actions>
        <Button
          kind="primary"
          icon="restart"
          onPress={() => {
            void start({ command: 'reboot' }).then(setJobId);
          }}
        >
          {t('restart.action')}
        </Button>
        <Button onPress={back}>{t('restart.stay')}</Button>
      </Actions>
    </Screen>
  );
}
