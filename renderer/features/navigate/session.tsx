/** Help and speech, at hand on every screen. */
import type { Held } from '../../sticky-keys.ts';
import { useText } from '../../i18n/text.tsx';
import { useSettings } from '../../state/stores.tsx';
import { Button } from '../../ui/button.tsx';
import { Toggle } from '../../ui/toggle.tsx';

interface SessionProps {
  /** Modifiers that hold for the next key. */
  held: Held;
  onHelp: () => void;
}

export function Session({ held, onHelp }: SessionProps) {
  const t = useText();
  const { speech, slowKeys } = useSettings(({ settings }) => settings);
  const canSpeak = useSettings(({ info }) => info.canSpeak);
  const change = useSettings((state) => state.change);
  return (
    <div className="session" role="group" aria-label={t('session.label')} data-region="">
      <Toggle
        isOn={speech}
        isDisabled={!canSpeak}
        onChange={(isOn) => void change({ speech: isOn })}
      >
        {t('speech.switch')}
      </Toggle>
      {/* Each was said when it was pressed. */}
      {held.size === 0 ? null : (
        <p className="held-keys" aria-hidden="true">
          {[...held].map(([key, how]) => (
            <kbd key={key} data-locked={how === 'locked' || undefined}>
              {t(`keys.name.${key}`)}
            </kbd>
          ))}
        </p>
      )}
      {/* Keys that seem to do nothing have to say why. */}
      {slowKeys ? (
        <Toggle isOn onChange={(isOn) => void change({ slowKeys: isOn })}>
          {t('start.slow-keys')}
        </Toggle>
      ) : null}
      <Button kind="quiet" icon="help" onPress={onHelp} data-region-focus="">
        {t('help.open')}
      </Button>
    </div>
  );
}
