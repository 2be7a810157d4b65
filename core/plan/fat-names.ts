const maxUtf16Units = 255;
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const forbidden = /[\u0000-\u001f"*/:<>?\\|\u007f]/;
/** Names that other systems take for devices, whatever their suffix. */
const devices = /^(con|prn|aux|nul|com[1-9]|lpt[1-9])(\.|$)/i;

/**
 * Why a file on FAT cannot have this name, null when it can: forbidden characters, a dot or blank at
 * the end (which FAT drops), too long. Microsoft's FAT specification, "Long directory entries".
 */
export function findFatNameFault(name: string): string | null {
  if (name === '' || name === '.' || name === '..') return 'no name';
  if (name.length > maxUtf16Units) return 'longer than 255 characters';
  if (forbidden.test(name)) return 'a character that FAT does not have';
  if (/[. ]$/.test(name)) return 'a dot or blank at its end';
  return devices.test(name) ? 'the name of a device' : null;
}

/** Whether two names are one file on FAT. */
export const isSameFatName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
