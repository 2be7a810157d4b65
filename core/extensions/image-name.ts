import type { Extension } from '../model/machine.ts';

export interface ImageName {
  /** What its extension-release must be called after. */
  name: string;
  /** Everything behind the name, such as ".sysext.raw"; empty for a folder. */
  suffix: string;
}

// eslint-disable-next-line no-control-regex -- control characters are what must not be in a name
const control = /[\u0000-\u001f\u007f]/;

const isValidName = (name: string) =>
  name !== '' && name !== '.' && name !== '..' && !name.startsWith('.#') && !control.test(name);

/**
 * Name and suffix of an extension by its file's name, null for what is not called like one. An image
 * ends in ".raw"; before that, or at the end of a folder, may stand the suffix of its own kind, not
 * that of the other. UAPI Extension Images, "File Suffix"; systemd's discover-image.c.
 */
export function parseImageName(
  fileName: string,
  type: 'file' | 'directory',
  kind: Extension['kind'],
): ImageName | null {
  const raw = fileName.endsWith('.raw') ? '.raw' : '';
  if (type === 'file' && raw === '') return null;
  const own = `.${kind}`;
  const format = type === 'file' ? raw : '';
  const stem = fileName.slice(0, fileName.length - format.length);
  const suffix = stem.endsWith(own) ? own + format : format;
  const name = fileName.slice(0, fileName.length - suffix.length);
  return isValidName(name) ? { name, suffix } : null;
}

/** The name and suffix that the versions in a `.v/` folder have; null for any other folder. */
export function parseVersionedName(folder: string, kind: Extension['kind']): ImageName | null {
  if (!folder.endsWith('.v')) return null;
  const stem = folder.slice(0, -2);
  return parseImageName(stem, stem.endsWith('.raw') ? 'file' : 'directory', kind);
}

/** The name without version and counter: what systemd compares an extension-release's name to, too. */
export const stripVersion = (name: string): string => name.replace(/[_+].*$/s, '');
