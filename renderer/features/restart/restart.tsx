/** Leaving Lifeboat: what will start is said before it does. */
import { useState } from 'react';
import { findNextStart } from '../../../core/inspect/next-start.ts';
import type { Machine, Version } from '../../../core/model/machine.ts';
import { useText } from '../../i18n/text.tsx';
import { useJob, useJobs, useMachine, useNavigation, useRollback } from '../../state/stores.tsx';
import { Actions, Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Screen } from '../../ui/screen.tsx';
import { ShowTerminal } from '../../ui/show-terminal.tsx';
import { Steps } from '../../ui/steps.tsx';

interface Next {
  version: Version;
  /** Whether it starts next time only. */
  isOnce: boolean;
}

/** What starts next, null where that is not known. */
function findNext(machine: Machine): Next | null {
  const version = findNextStart(machine);
  return version === null ? null : { version, isOnce: !version.isDefault };
}

export function Restart() {
  const t = useText();
  const machine = useMachine((state) => state.machine);
  const start = useJobs((state) => state.start);
  const back = useNavigation((state) => state.back);
  const [jobId, setJobId] = useState<string | null>(null);
  const job = useJob(jobId);
  const inspectJob = useJob(useMachine((state) => state.jobId));
  // After a change the snapshot is older than the machine until it has been looked at again.
  const isLooking = inspectJob?.state === 'running';
  const found = isLooking || machine === null ? null : findNext(machine);
  const next = found?.version;
  // What the person has just chosen knowingly needs no second advice against it.
  const isChosen = useRollback(
    ({ aim, applyJobId }) => applyJobId !== null && aim?.target === next?.id,
  );

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
        <p>
          {next === undefined
            ? t(isLooking ? 'restart.next.looking' : 'restart.next.unknown')
            : t(found?.isOnce === true ? 'restart.next.once' : 'restart.next', {
                version: next.name,
              })}
        </p>
      }
    >
      {job?.failure === null || job === null ? null : (
        <FailureNotice failure={job.failure}>
          <ShowTerminal jobId={job.id} />
        </FailureNotice>
      )}
      {next === undefined || next.state === 'good' ? null : isChosen ? (
        <p>{t('restart.chosen')}</p>
      ) : (
        <Doubt version={next} />
      )}
      <Actions>
        <Button
          kind={next?.state === 'good' || isChosen ? 'primary' : 'secondary'}
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

/** What starts next is not known to work: said before the restart, with the way to do better. */
function Doubt({ version }: { version: Version }) {
  const t = useText();
  const go = useNavigation((state) => state.go);
  return (
    <Card tone="warning">
      <p className="row">
        <Icon name="warning" />
        <strong>
          {version.state === 'bad'
            ? t('restart.warning.bad', { version: version.name })
            : t('restart.warning.indeterminate', { version: version.name })}
        </strong>
      </p>
      <Actions>
        <Button
          kind="primary"
          icon="what-happened"
          onPress={() => {
            go('what-happened');
          }}
        >
          {t('restart.better')}
        </Button>
      </Actions>
    </Card>
  );
}
