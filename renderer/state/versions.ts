/** Versions as the screens speak of them. */
import type { Entry, Extension, Image, Machine, Version } from '../../core/model/machine.ts';

/** "Demo 1.0"; the id itself when the machine has no such version. */
export const nameVersion = (machine: Machine, versionId: string): string =>
  machine.versions.find(({ id }) => id === versionId)?.name ?? versionId;

/** Whether the person can be offered to go back to it. */
export const isReturnable = (version: Version): boolean =>
  version.complete && version.state !== 'bad' && !version.isDefault && !version.isLifeboat;

export interface Parts {
  entry: Entry | null;
  images: Image[];
  extensions: Extension[];
}

/** What a version is made of: its entry, the images the entry names, the extensions that fit. */
export const findParts = (machine: Machine, version: Version): Parts => ({
  entry: machine.entries.find(({ id }) => id === version.entryId) ?? null,
  images: machine.images.filter(({ usedBy }) => usedBy.includes(version.entryId)),
  extensions: machine.extensions.filter(({ fitsVersions }) => fitsVersions.includes(version.id)),
});
