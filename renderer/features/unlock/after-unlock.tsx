/** The way on from a disk that is open, or from none that is locked. */
import { useEffect, useState } from 'react';
import type { Machine } from '../../../core/model/machine.ts';
import { useText } from '../../i18n/text.tsx';
import type { Aim } from '../../state/rollback.ts';
import { useJob, useMachine, useNavigation, useRollback, useStores } from '../../state/stores.tsx';
import { useAimWords } from '../go-back/aim-words.ts';
import { Actions, Button } from '../../ui/button.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';

interface AfterUnlockProps {
  /** The disk that was opened just now, null when there was none to open. */
  opened: { device: string; name: string } | null;
  onAnother: (() => void) | null;
  onLocked: () => void;
}

export function AfterUnlock({ opened, onAnother, onLocked }: AfterUnlockProps) {
  const t = useText();
  const { jobs, machine: machineStore } = useStores();
  const [lockJobId, setLockJobId] = useState<string | null>(null);
  const lockJob = useJob(lockJobId);
  const isLocked = lockJob?.state === 'done';
  useEffect(() => {
    if (!isLocked) return;
    void machineStore.getState().refresh().then(onLocked);
    // Once for the job that has ended, however often the page above renders.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isLocked]);
  const lock = async (device: string): Promise<void> => {
    setLockJobId(await jobs.getState().start({ command: 'lock', device }));
  };
  const go = useNavigation((state) => state.go);
  const machine = useMachine((state) => state.machine);
  const aim = useRollback((state) => (state.applyJobId === null ? state.aim : null));
  return (
    <>
      {lockJob?.failure ? <FailureNotice failure={lockJob.failure} /> : null}
      <Actions>
        <Button
          kind="primary"
          icon="forward"
          iconSide="after"
          onPress={() => {
            go(aim === null ? 'what-happened' : 'go-back');
          }}
        >
          {aim === null || machine === null ? (
            t('unlock.continue.what-happened')
          ) : (
            <ContinueText aim={aim} machine={machine} />
          )}
        </Button>
        {onAnother === null ? null : <Button onPress={onAnother}>{t('unlock.another')}</Button>}
        {opened === null ? null : (
          <Button
            icon="locked"
            isDisabled={lockJob?.state === 'running'}
            onPress={() => void lock(opened.device)}
          >
            {t('unlock.lock-again', { volume: opened.name })}
          </Button>
        )}
      </Actions>
    </>
  );
}

/** The way on to a change, named by what it does. */
function ContinueText({ aim, machine }: { aim: Aim; machine: Machine }) {
  const t = useText();
  const words = useAimWords(machine)(aim);
  const what = words.say('do');
  return aim.goal === 'rollback' && what === t('aim.do.rollback', { name: words.name })
    ? t('unlock.continue', { version: words.name })
    : t('unlock.continue.aim', { what });
}
