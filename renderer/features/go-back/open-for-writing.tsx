/** A disk that is open for reading only, where the plan changes something on it. */
import { useState } from 'react';
import { useText } from '../../i18n/text.tsx';
import { useJob, useStores } from '../../state/stores.tsx';
import { nameVolume, type LockedVolume } from '../../state/volumes.ts';
import { waitForJob } from '../../state/wait-for-job.ts';
import { Actions, Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';

export function OpenForWriting({ disk }: { disk: LockedVolume }) {
  const t = useText();
  const { jobs, machine, rollback, navigation } = useStores();
  const [lockJobId, setLockJobId] = useState<string | null>(null);
  const failure = useJob(lockJobId)?.failure ?? null;
  const volume = nameVolume(disk);

  const reopen = async (): Promise<void> => {
    const locking = await jobs.getState().start({ command: 'lock', device: disk.path });
    setLockJobId(locking);
    const locked = await waitForJob(jobs, locking);
    if (locked.state !== 'done') return;
    rollback.getState().askForWriting(true);
    await machine.getState().refresh();
    const { jobId } = machine.getState();
    if (jobId !== null) await waitForJob(jobs, jobId);
    navigation.getState().go('unlock');
  };
  return (
    <Card tone="warning">
      <h2>{t('go-back.writing.title', { volume })}</h2>
      <p>{t('go-back.writing.text')}</p>
      {failure === null ? null : <FailureNotice failure={failure} />}
      <Actions>
        <Button kind="primary" icon="unlock" onPress={() => void reopen()}>
          {t('go-back.writing.action', { volume })}
        </Button>
      </Actions>
    </Card>
  );
}
