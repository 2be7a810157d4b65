/** The form of Unlock: the disk when there are several, the method when there are two, the field. */
import { useRef, useState, type SubmitEvent } from 'react';
import { listMethods, type UnlockMethod } from '../../../core/unlock/methods.ts';
import { isOfUse } from '../../../core/unlock/need.ts';
import { useText } from '../../i18n/text.tsx';
import { useJob, useRollback, useSettings } from '../../state/stores.tsx';
import { nameVolume, type LockedVolume } from '../../state/volumes.ts';
import { useAnnounce } from '../../ui/announcer.tsx';
import { Actions, Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { KeymapPicker } from '../../ui/keymap-picker.tsx';
import { Screen } from '../../ui/screen.tsx';
import { SecretField } from '../../ui/secret-field.tsx';
import { ShowTerminal } from '../../ui/show-terminal.tsx';
import { Steps } from '../../ui/steps.tsx';
import { getPicture, Picture } from './pictures.tsx';
import { describeKey, UsLayout } from './secret-form.tsx';
import './unlock-dialogue.css';
import { useLeaveUnlock, useUnlockJob } from './use-unlock-job.ts';

interface UnlockFormProps {
  volumes: readonly LockedVolume[];
  jobId: string | null;
  onJob: (jobId: string | null) => void;
  onQuestions: () => void;
  /** The recovery key is not typed: it is looked for on a USB stick. */
  onStick: (device: string) => void;
}

export function UnlockForm({ volumes, jobId, onJob, onQuestions, onStick }: UnlockFormProps) {
  const t = useText();
  const announce = useAnnounce();
  const job = useJob(jobId);
  const field = useRef<HTMLInputElement>(null);
  const [device, setDevice] = useState<string | null>(null);
  const [wanted, setWanted] = useState<UnlockMethod | null>(null);
  const [isEmpty, setEmpty] = useState(false);
  const [progress, setProgress] = useState<string | null>(null);
  const keymap = useSettings(({ settings }) => settings.keymap);
  const change = useSettings((state) => state.change);
  const isGoingBack = useRollback(({ aim, applyJobId }) => aim !== null && !applyJobId);
  const isWritable = useRollback((state) => state.needsWriting);
  const { cancel, skip } = useLeaveUnlock(job);

  const volume = volumes.find(({ path }) => path === device) ?? volumes[0];
  if (volume === undefined) throw new Error('the form of Unlock needs a locked disk');
  const methods = listMethods(volume.luks);
  const method = wanted ?? methods[0] ?? 'passphrase';
  const typed = method === 'passphrase' || method === 'recovery-key' ? method : null;
  const name = nameVolume(volume);
  const { submit, isWorking } = useUnlockJob({
    volume,
    // What nobody chose is Lifeboat's choice, so that it may go on from the TPM to the next way.
    method: typed ?? wanted ?? 'auto',
    isWritable,
    job,
    field,
    onJob,
  });
  const question = job?.question ?? null;
  const isBusy = isWorking || (job?.state === 'running' && question === null);

  const error =
    typed === null
      ? null
      : isEmpty
        ? t(`unlock.empty.${typed}`)
        : question?.isUntried === true && typed === 'recovery-key' && !isBusy
          ? t('unlock.key.none')
          : question?.retry === true && !isBusy
            ? t(`unlock.wrong.${typed}`, { tries: question.triesLeft ?? 0 })
            : null;
  // A radio button that is chosen from a screen reader's own cursor says nothing by itself.
  const chooseDevice = (path: string): void => {
    setDevice(path);
    const chosen = volumes.find((one) => one.path === path);
    if (chosen !== undefined) announce(t('unlock.title', { volume: nameVolume(chosen) }));
  };
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const isMissing = typed !== null && field.current?.value === '';
    setEmpty(isMissing);
    if (!isMissing && !isBusy) void submit();
    else field.current?.focus();
  };

  return (
    <Screen
      title={t('unlock.title', { volume: name })}
      lede={
        <>
          <p>
            {isWritable
              ? t('unlock.why.writing')
              : t(isGoingBack ? 'unlock.why.go-back' : 'unlock.why')}
          </p>
          <p>{t(isWritable ? 'unlock.safe.writing' : 'unlock.safe')}</p>
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
              note: isOfUse(one) ? one.path : `${one.path}, ${t('unlock.not-needed')}`,
            }))}
            onChange={chooseDevice}
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
        {typed === null ? (
          <StartWithDevice method={method === 'tpm2' ? 'tpm2' : 'fido2'} />
        ) : (
          <>
            <SecretField
              key={typed}
              ref={field}
              label={t(`unlock.label.${typed}`, { volume: name })}
              hint={t(`unlock.hint.${typed}`)}
              showLabel={t(`unlock.show.${typed}`)}
              error={error}
              isBusy={isBusy}
              {...(typed === 'recovery-key'
                ? {
                    onType: (text: string) => {
                      setProgress(describeKey(t, text));
                    },
                    note: <p role="status">{progress ?? describeKey(t, '')}</p>,
                  }
                : {})}
            />
            <KeymapPicker />
            {typed === 'passphrase' && question?.retry === true && keymap !== 'us' ? (
              <UsLayout
                onPress={() => {
                  void change({ keymap: 'us' });
                  field.current?.focus();
                }}
              />
            ) : null}
          </>
        )}
        <Actions>
          <Button type="submit" kind="primary" icon="unlock" isDisabled={isBusy}>
            {typed === null
              ? t(method === 'tpm2' ? 'unlock.start.tpm2' : 'unlock.start.fido2')
              : t('unlock.action', { volume: name })}
          </Button>
          {typed === 'recovery-key' && !isBusy && question === null ? (
            <Button
              onPress={() => {
                onStick(volume.path);
              }}
            >
              {t('unlock.stick')}
            </Button>
          ) : null}
          <Button onPress={cancel}>{t('button.cancel')}</Button>
          {isGoingBack ? (
            <Button kind="quiet" onPress={skip}>
              {t('unlock.skip')}
            </Button>
          ) : null}
          {isBusy ? null : (
            <Button kind="quiet" onPress={onQuestions}>
              {t('questions.open')}
            </Button>
          )}
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

/** What will happen with a token or the TPM, before it begins. */
function StartWithDevice({ method }: { method: 'fido2' | 'tpm2' }) {
  const t = useText();
  return (
    <div className="unlock-now">
      <Picture name={getPicture(method === 'tpm2' ? 'asking-tpm' : 'looking-for-token')} />
      <p className="large">{t(`unlock.start.${method}.hint`)}</p>
    </div>
  );
}
