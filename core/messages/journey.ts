/**
 * What the way back says, from the first look at the machine to its restart. A language is offered
 * once it says all of this; what lies beside the way (lists, explanations, the console) is then
 * said in English there.
 */
import type { MessageId } from './en.ts';

const besideTheWay = [
  'failure.ARGS-',
  'failure.IMAGE-',
  'failure.INSPECT-',
  'failure.QUESTION-',
  'explain.',
  'history.',
  'menu.',
  'outcome.',
  'settle.',
  'text.',
  'goal.title.',
  'goal.done.',
  'unlock.ask.',
  'unlock.choice.',
  'unlock.group.',
  'unlock.keys.',
  'unlock.list.',
  'unlock.method.',
  // What the console alone says of a volume.
  'unlock.already',
  'unlock.done',
  'unlock.done-writable',
  'unlock.last-try',
  'unlock.locked',
  'unlock.locked-already',
  'unlock.not-a-key',
  'unlock.tries-left',
  'unlock.wrong',
] as const;
type Beside = (typeof besideTheWay)[number];

export type JourneyMessageId = Exclude<MessageId, Beside | `${Beside}${string}`>;

/** Whether a sentence belongs to the way back. */
export const isOnTheWay = (id: MessageId): id is JourneyMessageId =>
  !besideTheWay.some((prefix) => id.startsWith(prefix));
