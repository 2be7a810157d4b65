/**
 * Unlocking: which disk, with what, then the dialogue. The job asks for each secret by an event; the
 * secret itself goes from the field into one call and nowhere else. A passphrase or a recovery key is
 * typed before the job runs; with a security token, the TPM or a key on a USB stick the job begins and
 * says what it wants.
 */
import { useEffect, useState } from 'react';
import type { JobState } from '../../../core/contract/job.ts';
import type { Machine } from '../../../core/model/machine.ts';
import { useText } from '../../i18n/text.tsx';
import { useJob, useJobs, useMachine, useRollback, useStores } from '../../state/stores.tsx';
import { findLockedVolumes, findVolumes, nameVolume } from '../../state/volumes.ts';
import { Looking } from '../diagnose/looking.tsx';
import { Actions, Button } from '../../ui/button.tsx';
import { Screen } from '../../ui/screen.tsx';
import { AfterUnlock } from './after-unlock.tsx';
import { SystemQuestions } from './system-questions.tsx';
import { UnlockDialogue } from './unlock-dialogue.tsx';
import { UnlockForm } from './unlock-form.tsx';
import { VolumeGroup } from './volume-group.tsx';
import { playTone } from './tones.ts';
import { useLeaveUnlock } from './use-unlock-job.ts';

export function Unlock() {
  const machine = useMachine((state) => state.machine);
  const inspectJob = useJob(useMachine((state) => state.jobId));
  return machine === null ? <Looking job={inspectJob} /> : <UnlockOn machine={machine} />;
}

/** A secret that was typed before the job runs has the form; everything else has the dialogue. */
const hasDialogue = ({ request }: JobState): boolean =>
  request.command === 'unlock' && !['passphrase', 'recovery-key'].includes(request.method);

const isRunningUnlock = ({ request, state }: JobState): boolean =>
  request.command === 'unlock' && state === 'running';

function UnlockOn({ machine }: { machine: Machine }) {
  const t = useText();
  const stores = useStores();
  // A job that was running when the page came is gone on with; one that ended before is history.
  const jobs = useJobs((state) => state.jobs);
  const [jobId, setJobId] = useState(() => jobs.findLast(isRunningUnlock)?.id ?? null);
  const [stickJobId, setStickJobId] = useState<string | null>(null);
  const needsWriting = useRollback((state) => state.needsWriting);
  const job = useJob(jobId);
  const jobState = jobs.find(({ id }) => id === jobId) ?? null;
  const { cancel } = useLeaveUnlock(job);
  const [isAtQuestions, setAtQuestions] = useState(false);
  const openQuestions = (): void => {
    setAtQuestions(true);
  };
  const locked = findLockedVolumes(machine);
  const lookOnStick = async (path: string): Promise<void> => {
    const request = { command: 'unlock', device: path, method: 'recovery-key' } as const;
    const writing = needsWriting ? { isWritable: true } : {};
    const id = await stores.jobs.getState().start({ ...request, ...writing });
    setStickJobId(id);
    setJobId(id);
  };

  const request = jobState?.request;
  const device = request?.command === 'unlock' ? request.device : null;
  const opened = job?.state === 'done' ? device : null;
  const isWritable = request?.command === 'unlock' && request.isWritable === true;
  useEffect(() => {
    if (opened === null) return;
    playTone('open');
    void stores.machine.getState().refresh();
  }, [opened, stores]);

  if (isAtQuestions)
    return (
      <SystemQuestions
        onBack={() => {
          setAtQuestions(false);
        }}
      />
    );
  if (opened !== null) {
    const volume = findVolumes(machine).find(({ path }) => path === opened);
    const name = volume === undefined ? opened : nameVolume(volume);
    const isAnotherLocked = locked.some(({ path }) => path !== opened);
    return (
      <Screen
        key="opened"
        title={t('unlock.opened.title', { volume: name })}
        lede={<p>{t(isWritable ? 'unlock.opened.writing' : 'unlock.opened.lede')}</p>}
      >
        {volume === undefined ? null : <VolumeGroup volume={volume} />}
        <AfterUnlock
          opened={{ device: opened, name }}
          onAnother={
            isAnotherLocked
              ? () => {
                  setJobId(null);
                }
              : null
          }
          onLocked={() => {
            setJobId(null);
          }}
        />
      </Screen>
    );
  }
  if (locked.length === 0)
    return (
      <Screen key="none" title={t('screen.unlock')} lede={<p>{t('unlock.none')}</p>}>
        <AfterUnlock opened={null} onAnother={null} onLocked={() => undefined} />
        <Actions>
          <Button kind="quiet" onPress={openQuestions}>
            {t('questions.open')}
          </Button>
        </Actions>
      </Screen>
    );
  if (job !== null && jobState !== null && job.unlock !== null && isRunningUnlock(jobState))
    if (hasDialogue(jobState) || jobId === stickJobId)
      return <UnlockDialogue key={job.id} job={job} view={job.unlock} onStop={cancel} />;
  return (
    <UnlockForm
      key="form"
      volumes={locked}
      jobId={jobId}
      onJob={setJobId}
      onQuestions={openQuestions}
      onStick={(path) => void lookOnStick(path)}
    />
  );
}
