/** A keyboard on the screen, and how forgiving the other one is. */
import { useId } from 'react';
import { useText } from '../../i18n/text.tsx';
import { useSettings } from '../../state/stores.tsx';
import { Toggle } from '../../ui/toggle.tsx';

const switches = [
  ['screenKeyboard', 'start.screen-keyboard'],
  ['stickyKeys', 'start.sticky-keys'],
  ['slowKeys', 'start.slow-keys'],
  ['bounceKeys', 'start.bounce-keys'],
] as const;

export function KeySettings() {
  const t = useText();
  const settings = useSettings((state) => state.settings);
  const change = useSettings((state) => state.change);
  const note = useId();
  return switches.map(([name, text]) => (
    <div key={name}>
      <Toggle
        isOn={settings[name]}
        describedBy={`${note}-${name}`}
        onChange={(isOn) => void change({ [name]: isOn })}
      >
        {t(text)}
      </Toggle>
      <p id={`${note}-${name}`} className="muted">
        {t(`${text}.note`)}
      </p>
    </div>
  ));
}
