/** What a plan can be for. */
export const goals = [
  'rollback', // go back to a version
  'keep', // stay on the version that is new, and call it good
  'finish-upgrade', // put the missing parts of an interrupted upgrade in their places
  'undo-upgrade', // take the parts of an interrupted upgrade out of the way
  'extension', // bring back the extension that fits, or put an unfit one aside
  'once', // start something one time; the default stays
  'undo', // take back the last change by Lifeboat
] as const;
export type Goal = (typeof goals)[number];

export const isGoal = (word: string): word is Goal => (goals as readonly string[]).includes(word);
