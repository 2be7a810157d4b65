/** The keyboard layout: shown and changed wherever something is typed that can't be seen. */
import { useText } from '../i18n/text.tsx';
import { useSettings } from '../state/stores.tsx';
import { Picker } from './picker.tsx';

export function KeymapPicker() {
  const t = useText();
  const keymap = useSettings(({ settings }) => settings.keymap);
  const keymaps = useSettings(({ info }) => info.keymaps);
  const change = useSettings((state) => state.change);
  return (
    <Picker
      label={t('keymap.label')}
      items={keymaps}
      value={keymap}
      search={{ label: t('keymap.search'), none: t('keymap.none') }}
      onChange={(id) => void change({ keymap: id })}
    />
  );
}
