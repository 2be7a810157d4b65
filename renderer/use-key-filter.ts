/** Slow and bounce keys on every screen, and eight seconds of Shift as the way to slow keys. */
import { useLayoutEffect } from 'react';
import { useText } from './i18n/text.tsx';
import { createKeyFilter } from './key-filter.ts';
import { useStores } from './state/stores.tsx';
import { useAnnounce } from './ui/announcer.tsx';

/** Before the effects of all parts of the page, so that its listeners are asked first. */
export function useKeyFilter(): void {
  const t = useText();
  const announce = useAnnounce();
  const { settings } = useStores();
  useLayoutEffect(() => {
    const { onKeyDown, onKeyUp, end } = createKeyFilter({
      read: () => settings.getState().settings,
      onShiftHeld() {
        const { change, settings: before } = settings.getState();
        const slowKeys = !before.slowKeys;
        announce(t(slowKeys ? 'keys.slow.on' : 'keys.slow.off'), true);
        void change({ slowKeys });
      },
    });
    addEventListener('keydown', onKeyDown, { capture: true });
    addEventListener('keyup', onKeyUp, { capture: true });
    return () => {
      end();
      removeEventListener('keydown', onKeyDown, { capture: true });
      removeEventListener('keyup', onKeyUp, { capture: true });
    };
  }, [announce, settings, t]);
}
