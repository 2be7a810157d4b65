/** The form of Unlock: the disk when there are several, the method when there are two, the field. */
import { useRef, useState, type SubmitEvent } from 'react';
import type { UnlockMethod } from '../../../core/contract/job.ts';
import { useText } from '../../i18n/text.tsx';
import { useJob, useRollback } from '../../state/stores.tsx';
import { nameVolume, type LockedVolume } from '../../state/volumes.ts';
import { Actions, Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { KeymapPicker } from '../../ui/keymap-picker.tsx';
import { Screen } from '../../ui/screen.tsx';
import { SecretField } from '../../ui/secret-field.tsx';
import { ShowTerminal } from '../../ui/show-terminal.tsx';
import { Steps } from '../../ui/steps.tsx';
import { findMethods } from './methods.ts';
import { useLeaveUnlock, useUnlockJob } from './use-unlock-job.ts';

interface UnlockFormProps {
  volumes: readonly LockedVolume[];
  jobId: string | null;
  onJob: (jobId: string | null) => void;
  onOpened: (volume: LockedVolume) => void;
}

export function UnlockForm({ volumes, jobId, onJob, onOpened }: UnlockFormProps) {
  const t = useText();
  const job = useJob(jobId);
  const field = useRef<HTMLInputElement>(null);
  const [device, setDevice] = useState<string | null>(null);
  const [wanted, setWanted] = useState<UnlockMethod | null>(null);
  const [isEmpty, setEmpty] = useState(false);
  const isGoingBack = useRollback(({ target, applyJobId }) => target !== null && !applyJobId);
  const { cancel, skip } = useLeaveUnlock(job);

  const volume = volumes.find(({ path }) => path === device) ?? volumes[0];
  if (volume === undefined) throw new Error('the form of Unlock needs a locked disk');
  const methods = findMethods(volume);
  const method = job?.question?.kind ?? wanted ?? methods[0] ?? 'passphrase';
  const name = nameVolume(volume);
  const { submit, isWorking } = useUnlockJob({ volume, method, job, field, onJob, onOpened });
  const question = job?.question ?? null;
  const isBusy = isWorking || (job?.state === 'running' && question === null);

  const error = isEmpty
    ? t(`unlock.empty.${method}`)
    : question?.retry === true && !isBusy
      ? t(`unlock.wrong.${method}`, { tries: question.triesLeft ?? 0 })
      : null;
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    setEmpty(field.current?.value === '');
    if (field.current?.value !== '' && !isBusy) void submit();
    else field.current?.focus();
  };

  return (
    <Screen
      title={t('unlock.title', { volume: name })}
      lede={
        <>
          <p>{t(isGoingBack ? 'unlock.why.go-back' : 'unlock.why')}</p>
          <p>{t('unlock.safe')}</p>
        </>
      }
    >
      {job?.state === 'failed' && job.failure !== null ? (
        <FailureNotice failure={job.failure} />
      ) : null}
      <form className="stack" onSubmit={onSubmit} noValidate>
        {volumes.length > 1 ? (
          <Choice
            label={t('unlock.which')}
            value={volume.path}
            isDisabled={isBusy}
            isStacked
            options={volumes.map((one) => ({
              value: one.path,
              label: nameVolume(one),
              note: one.path,
            }))}
            onChange={setDevice}
          />
        ) : null}
        {methods.length > 1 ? (
          <Choice
            label={t('unlock.how')}
            value={method}
            isDisabled={isBusy || question !== null}
            options={methods.map((value) => ({ value, label: t(`unlock.method.${value}`) }))}
            onChange={setWanted}
          />
        ) : null}
        <SecretField
          key={method}
          ref={field}
          label={t(`unlock.label.${method}`, { volume: name })}
          hint={t(`unlock.hint.${method}`)}
          showLabel={t(`unlock.show.${method}`)}
          error={error}
          isBusy={isBusy}
        />
        <KeymapPicker />
        <Actions>
          <Button type="submit" kind="primary" icon="unlock" isDisabled={isBusy}>
            {t('unlock.action', { volume: name })}
          </Button>
          <Button onPress={cancel}>{t('button.cancel')}</Button>
          {isGoingBack ? (
            <Button kind="quiet" onPress={skip}>
              {t('unlock.skip')}
            </Button>
          ) : null}
        </Actions>
      </form>
      {job?.state === 'running' ? (
        <div className="stack">
          {isBusy ? <Steps job={job} label={t('unlock.steps')} /> : null}
          <ShowTerminal jobId={job.id} />
        </div>
      ) : null}
    </Screen>
  );
}
