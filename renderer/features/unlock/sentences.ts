/** The words for where unlocking stands: the terminal's own sentences, with a hint beside them. */
import type { UnlockView } from '../../../core/contract/job.ts';
import type { Language } from '../../../core/contract/settings.ts';
import { isMessageId } from '../../../core/messages/domain.ts';
import type { Params } from '../../../core/result.ts';
import { useLanguage, useSay, useText, type TextId } from '../../i18n/text.tsx';

const hints = {
  'looking-for-token': 'unlock.hint.looking-for-token',
  'insert-token': 'unlock.hint.insert-token',
  'wrong-token': 'unlock.hint.wrong-token',
  'touch-now': 'unlock.hint.touch-now',
  'verify-on-token': 'unlock.hint.verify-on-token',
  opening: 'unlock.hint.opening',
  'asking-tpm': 'unlock.hint.asking-tpm',
  'pin-blocked-until-reinserted': 'unlock.hint.pin-blocked-until-reinserted',
} as const satisfies Partial<Record<UnlockView['phase'], TextId>>;

const hasHint = (phase: UnlockView['phase']): phase is keyof typeof hints =>
  Object.hasOwn(hints, phase);

const quotes: Record<Language, readonly [string, string]> = {
  en: ['“', '”'],
  de: ['„', '“'],
  ar: ['«', '»'],
  ja: ['「', '」'],
};

export interface Sentences {
  /** What is wanted; null where a failure says it all. */
  wanted: string | null;
  hint: string | null;
  /** What happened just before. */
  note: string | null;
}

/** The sentences of a view in the person's language. */
export function useSentences(view: UnlockView): Sentences {
  const t = useText();
  const say = useSay();
  const [before, after] = quotes[useLanguage()];
  const { phase, subject, note, noteParams } = view;
  const id = `unlock.state.${phase}`;
  const params: Params = {
    subject: `${before}${subject}${after}`,
    token: view.token ?? say('unlock.token.unnamed', {}),
    opens: view.opens === null ? 'none' : `${before}${view.opens}${after}`,
    lacks: view.lacks === null ? 'none' : 'hmac',
  };
  return {
    wanted: isMessageId(id) ? say(id, params) : null,
    hint: hasHint(phase) ? t(hints[phase]) : null,
    note: note === null ? null : say(note, noteParams),
  };
}
