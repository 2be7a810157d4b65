/** What can be wrong with a machine; each has its sentences in core/messages. */
export const problemCodes = [
  'counter-exhausted',
  'counter-spent', // started at least once without reaching boot-complete.target
  'default-unproven', // the loader's choice never completed a start
  'version-incomplete',
  'upgrade-interrupted', // parts of a new version, not all of them; `step` says how far it came
  'entry-unreadable',
  'uki-truncated',
  'extension-unfit',
  'extension-carries-os-release', // one such extension fails the merge of all
  'root-hash-mismatch',
  'no-bootable-entry',
  'no-esp',
  'esp-full',
  'esp-nearly-full',
  'esp-dirty', // its file system was not closed properly
  'gpt-damaged',
  'luks-header-damaged',
  'units-failed', // the journal of a start that did not finish names them
  'kernel-crashed',
  'run-interrupted', // a change by Lifeboat was interrupted
  'clock-wrong',
  'battery-low',
  'system-not-judged', // another kind of system or loader, which is seen and not judged
  'not-visible', // something could not be looked at: no rights, a missing tool
] as const;
export type ProblemCode = (typeof problemCodes)[number];
