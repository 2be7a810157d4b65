/** Everything that is not recommended, one step away and in plain words. */
import { useText } from '../../i18n/text.tsx';
import { useMachine, useNavigation } from '../../state/stores.tsx';
import { Button } from '../../ui/button.tsx';
import { Section } from '../../ui/screen.tsx';
import { findLockedVolumes } from '../../state/volumes.ts';

type Way = 'versions' | 'unlock' | 'disks' | 'terminal' | 'restart';

export function OtherWays() {
  const t = useText();
  const go = useNavigation((state) => state.go);
  const machine = useMachine((state) => state.machine);
  const isLocked = machine !== null && findLockedVolumes(machine).length > 0;
  const ways: readonly Way[] = [
    'versions',
    ...(isLocked ? (['unlock'] as const) : []),
    'disks',
    'terminal',
    'restart',
  ];
  return (
    <Section title={t('other-ways.title')} quiet>
      <ul className="plain-list ways">
        {ways.map((screen) => (
          <li key={screen}>
            <Button
              kind="quiet"
              icon={screen}
              onPress={() => {
                go(screen);
              }}
            >
              {t(`way.${screen}`)}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
