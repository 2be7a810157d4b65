/**
 * Recovery keys as systemd-cryptenroll(1) makes them: 256 bits as 8 groups of 8 letters with dashes
 * between them. The letters are modhex: they stand in the same places on most keyboard layouts.
 * systemd takes a key only exactly so; people type capitals, blanks, and no or other dashes.
 */
const alphabet = 'cbdefghijklnrtuv';
const groupLetters = 8;
const groups = 8;
const separators = /[\s\u2010-\u2015_.-]/gu;

const pickLetters = (typed: string) => typed.toLowerCase().replace(separators, '');

/** What was typed so far: how much of a key it is, and which characters no key has. */
export interface RecoveryKeyCheck {
  letters: number;
  /** Groups that are complete. */
  groupsDone: number;
  /** Characters that are in no recovery key, each once, as they were typed. */
  foreign: string[];
  state: 'empty' | 'partial' | 'complete' | 'too-long' | 'foreign';
}

/** Looks at a recovery key while it is typed; total for any text. */
export function checkRecoveryKey(typed: string): RecoveryKeyCheck {
  const characters = Array.from(pickLetters(typed));
  const foreign = [...new Set(characters.filter((one) => !alphabet.includes(one)))];
  const letters = characters.length;
  const wanted = groupLetters * groups;
  const state =
    foreign.length > 0
      ? 'foreign'
      : letters === 0
        ? 'empty'
        : letters < wanted
          ? 'partial'
          : letters === wanted
            ? 'complete'
            : 'too-long';
  return { letters, groupsDone: Math.floor(letters / groupLetters), foreign, state };
}

/**
 * The key in the one spelling that systemd takes, from what a person typed: case, blanks and missing
 * or odd dashes are forgiven. Null when it is not a key.
 */
export function normalizeRecoveryKey(typed: string): string | null {
  if (checkRecoveryKey(typed).state !== 'complete') return null;
  return (pickLetters(typed).match(/.{8}/g) ?? []).join('-');
}

const keyInText =
  /(?<![\p{L}\p{N}])[cbdefghijklnrtuv]{8}(?:-[cbdefghijklnrtuv]{8}){7}(?![\p{L}\p{N}])/giu;

/** The recovery keys in the text of a file, each once, normalized. */
export function findRecoveryKeys(text: string): string[] {
  const found = Array.from(text.matchAll(keyInText), ([match]) => normalizeRecoveryKey(match));
  const alone = normalizeRecoveryKey(text);
  return [...new Set([...found, alone].filter((key) => key !== null))];
}
