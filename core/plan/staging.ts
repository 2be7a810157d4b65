/**
 * An upgrade writes its parts under other names first and renames them when they are whole. These
 * are the names that are known: `.part` and `.new` behind the name, and those of
 * systemd-sysupdate(8), which puts its own word in front.
 */
import type { Place } from '../model/action.ts';

const patterns = [
  /^(?<name>.+)\.(?:part|new)$/,
  /^\.sysupdate\.(?:partial|pending)\.(?<name>.+)$/,
  /^\.#sysupdate(?<name>.+)[0-9a-f]{16}$/,
];

/** The name that a file will have once it is complete; null when it is not a staging name. */
export function parseStagedName(fileName: string): string | null {
  for (const pattern of patterns) {
    const name = pattern.exec(fileName)?.groups?.['name'];
    if (name !== undefined) return name;
  }
  return null;
}

const asideDirectories: Record<Place, string> = {
  esp: 'lifeboat/aside',
  xbootldr: 'lifeboat/aside',
  system: 'var/lib/lifeboat/aside',
};

/** Where things are moved that are in the way: on the same file system, so that it takes no space. */
export const getAsideDirectory = (place: Place): string => asideDirectories[place];

export const baseName = (path: string): string => path.replace(/^.*\//, '');
export const directoryOf = (path: string): string => path.replace(/\/?[^/]*$/, '');

/** The version in a file name such as demo_1.1.root.raw, or of a folder; null without one. */
export const parseNamedVersion = (fileName: string): string | null =>
  /[_-](\d[^_+]*?)(?:\+.*)?(?:\.(?:root|usr|sysext|confext))*(?:\.(?:efi|raw|img|verity))?$/.exec(
    fileName,
  )?.[1] ?? null;
