import { useCallback } from 'react';
import type { Aim } from './rollback.ts';
import { useStores } from './stores.tsx';
import { isUsefulLocked } from './volumes.ts';

/**
 * Starts a change: to its preview, or first to Unlock where a disk of use is locked and the person has
 * not been asked yet.
 */
export function useAim(): (aim: Aim) => void {
  const { rollback, machine, navigation } = useStores();
  return useCallback(
    (aim) => {
      rollback.getState().choose(aim);
      const snapshot = machine.getState().machine;
      const isLocked = snapshot !== null && isUsefulLocked(snapshot);
      const unlockFirst = isLocked && !rollback.getState().unlockOffered;
      navigation.getState().go(unlockFirst ? 'unlock' : 'go-back');
    },
    [rollback, machine, navigation],
  );
}
