/** A change that was cut off: finishing it or taking it back comes before anything else. */
import type { Machine } from '../../../core/model/machine.ts';
import { useText } from '../../i18n/text.tsx';
import type { InterruptedRun } from '../../state/records.ts';
import { useAim } from '../../state/use-aim.ts';
import { Actions, Button } from '../../ui/button.tsx';
import { Screen } from '../../ui/screen.tsx';
import { useAimWords } from './aim-words.ts';

export function Interrupted({ machine, run }: { machine: Machine; run: InterruptedRun }) {
  const t = useText();
  const aimAt = useAim();
  const name = useAimWords(machine)(run.aim).say('do');
  return (
    <Screen
      title={t('go-back.interrupted.title')}
      lede={<p>{t('go-back.interrupted.text', { name })}</p>}
    >
      <Actions>
        <Button
          kind="primary"
          onPress={() => {
            aimAt(run.aim);
          }}
        >
          {t('go-back.interrupted.finish', { name })}
        </Button>
        {run.aim.goal === 'undo' ? null : (
          <Button
            onPress={() => {
              aimAt({ goal: 'undo', target: run.id });
            }}
          >
            {t('go-back.interrupted.undo')}
          </Button>
        )}
      </Actions>
    </Screen>
  );
}
