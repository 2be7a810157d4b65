/** The way on from a disk that is open, or from none that is locked. */
import { useText } from '../../i18n/text.tsx';
import { useMachine, useNavigation, useRollback } from '../../state/stores.tsx';
import { nameVersion } from '../../state/versions.ts';
import { Actions, Button } from '../../ui/button.tsx';

export function AfterUnlock({ onAnother }: { onAnother: (() => void) | null }) {
  const t = useText();
  const go = useNavigation((state) => state.go);
  const machine = useMachine((state) => state.machine);
  const target = useRollback((state) => state.target);
  const isGoingBack = useRollback((state) => state.applyJobId === null) && target !== null;
  return (
    <Actions>
      <Button
        kind="primary"
        icon="forward"
        iconSide="after"
        onPress={() => {
          go(isGoingBack ? 'go-back' : 'what-happened');
        }}
      >
        {isGoingBack && machine !== null
          ? t('unlock.continue', { version: nameVersion(machine, target) })
          : t('unlock.continue.what-happened')}
      </Button>
      {onAnother === null ? null : <Button onPress={onAnother}>{t('unlock.another')}</Button>}
    </Actions>
  );
}
