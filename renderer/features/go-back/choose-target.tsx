/** The versions that one can go back to, where none was chosen yet or the chosen one can't be. */
import type { Machine } from '../../../core/model/machine.ts';
import { useText } from '../../i18n/text.tsx';
import { useNavigation } from '../../state/stores.tsx';
import { useGoBack } from '../../state/use-go-back.ts';
import { isReturnable } from '../../state/versions.ts';
import { Actions, Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Screen } from '../../ui/screen.tsx';
import { VersionState } from '../../ui/version-state.tsx';

interface ChooseTargetProps {
  machine: Machine;
  /** True when it stands on a screen that has a heading already. */
  isPart?: boolean;
}

export function ChooseTarget({ machine, isPart = false }: ChooseTargetProps) {
  const t = useText();
  const go = useNavigation((state) => state.go);
  const goBackTo = useGoBack();
  const targets = machine.versions.filter(isReturnable);
  const lede = targets.length === 0 ? t('go-back.choose.none') : t('go-back.choose.lede');
  const list = (
    <>
      {isPart ? <p>{lede}</p> : null}
      <ul className="plain-list">
        {targets.map((version) => (
          <li key={version.id}>
            <Card>
              <div className="row">
                <h2>{version.name}</h2>
                <VersionState version={version} />
              </div>
              <Actions>
                <Button
                  icon="go-back"
                  onPress={() => {
                    goBackTo(version.id);
                  }}
                >
                  {t('go-back.action', { version: version.name })}
                </Button>
              </Actions>
            </Card>
          </li>
        ))}
      </ul>
      <Actions>
        <Button
          kind="quiet"
          icon="versions"
          onPress={() => {
            go('versions');
          }}
        >
          {t('way.versions')}
        </Button>
      </Actions>
    </>
  );
  return isPart ? (
    list
  ) : (
    <Screen title={t('screen.go-back')} lede={<p>{lede}</p>}>
      {list}
    </Screen>
  );
}
