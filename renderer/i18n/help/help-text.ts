import type { Screen } from '../../../core/contract/ipc.ts';

/** Paragraphs for each screen, and the keys that work on every one. */
export type HelpText = Readonly<Record<Screen | 'keys', readonly string[]>>;
/** The same for the way back alone. */
export type JourneyHelpText = Omit<HelpText, 'versions' | 'disks' | 'terminal'>;
