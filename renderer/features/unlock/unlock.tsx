/**
 * Unlocking: which disk, with what, and the field. The job asks for the secret by an event; the
 * secret itself goes from the field into one call and nowhere else.
 */
import { useState } from 'react';
import type { Machine } from '../../../core/model/machine.ts';
import { useText } from '../../i18n/text.tsx';
import { useJob, useJobs, useMachine } from '../../state/stores.tsx';
import { findLockedVolumes, nameVolume } from '../../state/volumes.ts';
import { Looking } from '../diagnose/looking.tsx';
import { Screen } from '../../ui/screen.tsx';
import { AfterUnlock } from './after-unlock.tsx';
import { UnlockForm } from './unlock-form.tsx';

export function Unlock() {
  const machine = useMachine((state) => state.machine);
  const inspectJob = useJob(useMachine((state) => state.jobId));
  return machine === null ? <Looking job={inspectJob} /> : <UnlockOn machine={machine} />;
}

function UnlockOn({ machine }: { machine: Machine }) {
  const t = useText();
  // A job that was running when the page came is gone on with; one that ended before is history.
  const jobs = useJobs((state) => state.jobs);
  const [jobId, setJobId] = useState(
    () =>
      jobs.findLast(({ request, state }) => request.command === 'unlock' && state === 'running')
        ?.id ?? null,
  );
  const [opened, setOpened] = useState<string | null>(null);
  const locked = findLockedVolumes(machine);

  if (opened !== null)
    return (
      <Screen
        key="opened"
        title={t('unlock.opened.title', { volume: opened })}
        lede={<p>{t('unlock.opened.lede')}</p>}
      >
        <AfterUnlock onAnother={locked.length > 1 ? () => setOpened(null) : null} />
      </Screen>
    );
  if (locked.length === 0)
    return (
      <Screen key="none" title={t('screen.unlock')} lede={<p>{t('unlock.none')}</p>}>
        <AfterUnlock onAnother={null} />
      </Screen>
    );
  return (
    <UnlockForm
      key="form"
      volumes={locked}
      jobId={jobId}
      onJob={setJobId}
      onOpened={(volume) => {
        setJobId(null);
        setOpened(nameVolume(volume));
      }}
    />
  );
}
