/**
 * The texts of the way back: Start, What happened, Unlock, Go back and Restart, with the frame
 * around them. A language is offered once it has them all; the closer look is English there.
 */
import type { Screen } from '../../core/contract/ipc.ts';
import { isPartial, type Language } from '../../core/contract/settings.ts';
import type { TextId } from './en.ts';
import { thingsEn } from './things-en.ts';

const closerLook = [
  'versions.',
  'disks.',
  'terminal.',
  'reason.',
  'extension.',
  'image.',
  'job.',
] as const;
type Closer = (typeof closerLook)[number];
type Severity = 'problem.error' | 'problem.warning' | 'problem.info';

export type JourneyTextId = Exclude<
  TextId,
  Exclude<keyof typeof thingsEn, Severity> | `${Closer}${string}`
>;

/** Whether a text belongs to the way back. */
export const isOnTheWay = (id: TextId): id is JourneyTextId =>
  !closerLook.some((prefix) => id.startsWith(prefix)) &&
  (!Object.hasOwn(thingsEn, id) || id.startsWith('problem.'));

const closerScreens: readonly Screen[] = ['versions', 'disks', 'terminal'];

/** The language in which a screen is said to somebody who reads `language`. */
export const languageOf = (screen: Screen, language: Language): Language =>
  isPartial(language) && closerScreens.includes(screen) ? 'en' : language;
