import type { UnlockView } from '../../core/contract/job.ts';
import { describeFailure, isMessageId, type DomainFormatter } from '../../core/messages/domain.ts';
import type { UnlockPhase } from '../../core/unlock/unlock-state.ts';

/** Phases whose sentence the terminal says; the others are said by the prompt or by the outcome. */
const told = [
  'looking-for-token',
  'insert-token',
  'wrong-token',
  'touch-now',
  'verify-on-token',
  'asking-tpm',
] as const satisfies UnlockPhase[];

const isTold = (phase: UnlockPhase): phase is (typeof told)[number] =>
  (told as readonly UnlockPhase[]).includes(phase);

/** What a terminal says when an unlock job gets to this view: nothing, or whole sentences. */
export function describeUnlockView(view: UnlockView, say: DomainFormatter): string[] {
  const { phase, subject, note, noteParams, failure } = view;
  // A failure stands in the terminal already; it does not go away there as it does on a screen.
  const isNews = note !== null && isMessageId(note) && !note.startsWith('failure.');
  const lines = isNews ? [say(note, noteParams)] : [];
  if (failure !== null) {
    const { what, next } = describeFailure(say, failure);
    return [...lines, what, next];
  }
  if (isTold(phase))
    lines.push(
      say(`unlock.state.${phase}`, {
        subject,
        token: view.token ?? say('unlock.token.unnamed'),
        opens: view.opens ?? 'none',
        lacks: view.lacks === null ? 'none' : 'hmac',
      }),
    );
  return lines;
}
