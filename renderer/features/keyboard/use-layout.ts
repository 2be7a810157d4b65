/** What the keys write under the keyboard layout that is set. */
import { useEffect, useState } from 'react';
import type { KeyboardLayout } from '../../../core/contract/keyboard-layout.ts';
import { useSettings, useStores } from '../../state/stores.tsx';

/** Empty until it is known or as long as nobody wants it, null where it can't be told. */
export function useLayout(isWanted = true): KeyboardLayout | null {
  const { client } = useStores();
  const keymap = useSettings(({ settings }) => settings.keymap);
  const [layout, setLayout] = useState<KeyboardLayout | null>({});
  useEffect(() => {
    if (!isWanted) return;
    let isGone = false;
    void client.invoke('app.keyboard', { keymap }).then((read) => {
      if (!isGone) setLayout(read);
    });
    return () => {
      isGone = true;
    };
  }, [client, keymap, isWanted]);
  return layout;
}
