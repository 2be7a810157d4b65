/** A finger on a field asks for the keyboard on the screen, once: who closes it does not want it. */
import { useEffect } from 'react';
import { useStores } from '../../state/stores.tsx';
import { isField } from './type-into.ts';

export function useTouch(): void {
  const { settings } = useStores();
  useEffect(() => {
    const onPointer = ({ pointerType, target }: PointerEvent): void => {
      if (pointerType !== 'touch' || !(target instanceof Element)) return;
      if (!isField(target) && target.closest('.xterm') === null) return;
      removeEventListener('pointerdown', onPointer);
      const { settings: before, change } = settings.getState();
      if (!before.screenKeyboard) void change({ screenKeyboard: true });
    };
    addEventListener('pointerdown', onPointer);
    return () => {
      removeEventListener('pointerdown', onPointer);
    };
  }, [settings]);
}
