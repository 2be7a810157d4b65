/**
 * What the screen *Versions* lists: system versions, add-ons (extensions) and system images, each
 * with the one state that it is filtered by. Keys are the same for as long as the things are.
 */
import type { Entry, Extension, Image, Machine, Version } from '../../../core/model/machine.ts';

export const itemStates = ['good', 'indeterminate', 'bad', 'incomplete', 'fits', 'unfit'] as const;
export type ItemState = (typeof itemStates)[number];

export type Item = {
  key: string;
  name: string;
  /** Null where nothing is known: an image that was not checked. */
  state: ItemState | null;
} & (
  | { kind: 'version'; version: Version; entry: Entry | null }
  | { kind: 'extension'; extension: Extension }
  | { kind: 'image'; image: Image }
);
export type ItemKind = Item['kind'];

function judgeImage({ verified, placement }: Image): ItemState | null {
  if (verified === 'mismatch') return 'bad';
  if (placement === 'partial' || placement === 'pending') return 'incomplete';
  return verified === 'verified' ? 'good' : null;
}

/** Everything that is listed: versions in the loader's order, then add-ons, then images. */
export function listItems(machine: Machine): Item[] {
  const entries = new Map(machine.entries.map((entry) => [entry.id, entry]));
  return [
    ...machine.versions.map((version): Item => ({
      kind: 'version',
      key: `version ${version.id}`,
      name: version.name,
      state: version.complete ? version.state : 'incomplete',
      version,
      entry: entries.get(version.entryId) ?? null,
    })),
    ...machine.extensions.map((extension): Item => ({
      kind: 'extension',
      key: `extension ${extension.kind} ${extension.path}`,
      name: extension.name,
      state: extension.fitsVersions.length > 0 || extension.matches ? 'fits' : 'unfit',
      extension,
    })),
    ...machine.images.map((image): Item => ({
      kind: 'image',
      key: `image ${image.path}`,
      name: image.name,
      state: judgeImage(image),
      image,
    })),
  ];
}

/** Names and paths by which an item can be found beside its words on the screen. */
export function listHandles(item: Item): string[] {
  if (item.kind === 'version') {
    const { version, entry } = item;
    return [version.id, version.name, version.entryId, entry?.path ?? ''];
  }
  if (item.kind === 'extension') return [item.extension.name, item.extension.path];
  return [item.image.name, item.image.path];
}
