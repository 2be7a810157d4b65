/** Help and speech, at hand on every screen. */
import { useText } from '../../i18n/text.tsx';
import { useSettings } from '../../state/stores.tsx';
import { Button } from '../../ui/button.tsx';
import { Toggle } from '../../ui/toggle.tsx';

export function Session({ onHelp }: { onHelp: () => void }) {
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
