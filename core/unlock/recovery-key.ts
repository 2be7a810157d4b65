const alphabet = 'cbdefghijklnrtuv';
const groupLetters = 8;
const groups = 8;

/**
 * A recovery key as systemd-cryptenroll(1) makes it, 8 groups of 8 modhex letters with dashes, from
 * what a person typed: case, blanks and missing or odd dashes are forgiven. Null when it is not one.
 */
export function normalizeRecoveryKey(typed: string): string | null {
  const letters = typed.toLowerCase().replace(/[\s\u2010-\u2015_.-]/g, '');
  if (letters.length !== groupLetters * groups) return null;
  if (Array.from(letters).some((letter) => !alphabet.includes(letter))) return null;
  return (letters.match(/.{8}/g) ?? []).join('-');
}
