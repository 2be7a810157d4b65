import { useText } from '../i18n/text.tsx';
import { useNavigation, useTerminals } from '../state/stores.tsx';
import { Actions, Button } from './button.tsx';

/** The way from a job's place to the terminal that it runs in. */
export function ShowTerminal({ jobId }: { jobId: string }) {
  const t = useText();
  const go = useNavigation((state) => state.go);
  const select = useTerminals((state) => state.select);
  return (
    <Actions>
      <Button
        kind="quiet"
        icon="terminal"
        onPress={() => {
          select(jobId);
          go('terminal');
        }}
      >
        {t('terminal.show')}
      </Button>
    </Actions>
  );
}
