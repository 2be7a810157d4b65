import type { Plan } from '../../../core/model/plan.ts';
import { useSay, useText } from '../../i18n/text.tsx';
import { useNavigation, useRollback } from '../../state/stores.tsx';
import { Actions, Button } from '../../ui/button.tsx';
import { Screen } from '../../ui/screen.tsx';
import type { AimWords } from './aim-words.ts';

/** What is wanted is so already. */
export function NothingToDo({ plan, words }: { plan: Plan; words: AimWords }) {
  const t = useText();
  const say = useSay();
  const go = useNavigation((state) => state.go);
  const clear = useRollback((state) => state.clear);
  return (
    <Screen
      title={words.say('do')}
      lede={<p>{say(`goal.met.${plan.goal}`, { version: words.name })}</p>}
    >
      <Actions>
        <Button
          kind="primary"
          icon="restart"
          onPress={() => {
            go('restart');
          }}
        >
          {t('way.restart')}
        </Button>
        <Button onPress={clear}>{t('outcome.other')}</Button>
      </Actions>
    </Screen>
  );
}
