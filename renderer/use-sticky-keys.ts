/** Sticky keys on every screen, and five times Shift as the way to them. */
import { useLayoutEffect, useRef, useState } from 'react';
import type { KeyboardLayout } from '../core/contract/keyboard-layout.ts';
import { useLayout } from './features/keyboard/use-layout.ts';
import { useText } from './i18n/text.tsx';
import { useSettings, useStores } from './state/stores.tsx';
import { createStickyKeys, type Held } from './sticky-keys.ts';
import { useAnnounce } from './ui/announcer.tsx';

/** The modifiers that are held for the next key. */
export function useStickyKeys(): Held {
  const t = useText();
  const announce = useAnnounce();
  const { settings } = useStores();
  const layout = useLayout(useSettings((state) => state.settings.stickyKeys));
  const known = useRef<KeyboardLayout | null>(layout);
  const [held, setHeld] = useState<Held>(new Map());
  useLayoutEffect(() => {
    known.current = layout;
  }, [layout]);
  useLayoutEffect(() => {
    const { onKeyDown, onKeyUp } = createStickyKeys({
      isOn: () => settings.getState().settings.stickyKeys,
      getLayout: () => known.current,
      onChange(now, pressed) {
        setHeld(new Map(now));
        if (pressed !== null)
          announce(
            t(`keys.held.${now.get(pressed) ?? 'off'}`, { key: t(`keys.name.${pressed}`) }),
            true,
          );
      },
      onSwitch() {
        const { change, settings: before } = settings.getState();
        const stickyKeys = !before.stickyKeys;
        setHeld(new Map());
        announce(t(stickyKeys ? 'keys.sticky.on' : 'keys.sticky.off'), true);
        void change({ stickyKeys });
      },
    });
    addEventListener('keydown', onKeyDown, { capture: true });
    addEventListener('keyup', onKeyUp, { capture: true });
    return () => {
      removeEventListener('keydown', onKeyDown, { capture: true });
      removeEventListener('keyup', onKeyUp, { capture: true });
    };
  }, [announce, settings, t]);
  return held;
}
