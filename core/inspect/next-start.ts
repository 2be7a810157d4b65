import type { Machine, Version } from '../model/machine.ts';

/** The version that the loader starts next, if only this once; null where that is not known. */
export const findNextStart = ({
  entries,
  versions,
}: Pick<Machine, 'entries' | 'versions'>): Version | null => {
  const entry = entries.find(({ isDefault }) => isDefault);
  return (
    versions.find(({ entryId }) => entryId === entry?.id) ??
    versions.find(({ isDefault }) => isDefault) ??
    null
  );
};
