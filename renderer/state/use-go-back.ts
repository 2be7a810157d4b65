import { useCallback } from 'react';
import { useStores } from './stores.tsx';
import { findLockedVolumes } from './volumes.ts';

/**
 * Starts the way back to a version: to the preview, or first to Unlock where something is locked
 * and the person has not been asked yet.
 */
export function useGoBack(): (versionId: string) => void {
  const { rollback, machine, navigation } = useStores();
  return useCallback(
    (versionId) => {
      rollback.getState().choose(versionId);
      const snapshot = machine.getState().machine;
      const isLocked = snapshot !== null && findLockedVolumes(snapshot).length > 0;
      const unlockFirst = isLocked && !rollback.getState().unlockOffered;
      navigation.getState().go(unlockFirst ? 'unlock' : 'go-back');
    },
    [rollback, machine, navigation],
  );
}
