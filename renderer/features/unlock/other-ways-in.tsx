/** The ways beside the one that is tried now, each a button and a key of its own. */
import { useEffect } from 'react';
import type { Choice, Question } from '../../../core/contract/job.ts';
import { useText } from '../../i18n/text.tsx';
import { useAnnounce } from '../../ui/announcer.tsx';
import { Actions, Button } from '../../ui/button.tsx';

/** Alt and a letter: they work while a secret is typed, too. */
const letters: Partial<Record<Choice['kind'], string>> = {
  fido2: 'T',
  tpm2: 'C',
  passphrase: 'P',
  'recovery-key': 'R',
};

interface OtherWaysInProps {
  question: Question;
  /** Whether trying the same again can help; it then stands out. */
  isRetryAdvised: boolean;
  onChoose: (id: string) => void;
}

export function OtherWaysIn({ question, isRetryAdvised, onChoose }: OtherWaysInProps) {
  const t = useText();
  const announce = useAnnounce();
  const { choices } = question;
  // A stick may be plugged in long after the other ways were heard.
  const file = choices.find(({ kind }) => kind === 'file')?.name ?? null;
  useEffect(() => {
    if (file !== null) announce(t('unlock.instead.file', { name: file }));
  }, [announce, file, t]);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!event.altKey || event.ctrlKey || event.metaKey) return;
      const chosen = choices.find(({ kind }) => letters[kind] === event.key.toUpperCase());
      if (chosen === undefined) return;
      event.preventDefault();
      onChoose(chosen.id);
    };
    addEventListener('keydown', onKeyDown);
    return () => {
      removeEventListener('keydown', onKeyDown);
    };
  }, [choices, onChoose]);
  return (
    <Actions>
      {choices.map(({ id, kind, name }) => {
        const letter = letters[kind];
        return (
          <Button
            key={id}
            kind={kind === 'file' || (kind === 'retry' && isRetryAdvised) ? 'primary' : 'secondary'}
            {...(letter === undefined ? {} : { 'aria-keyshortcuts': `Alt+${letter}` })}
            onPress={() => {
              onChoose(id);
            }}
          >
            {t(`unlock.instead.${kind}`, { name })}
            {letter === undefined ? null : (
              <kbd className="unlock-key" aria-hidden="true">
                Alt {letter}
              </kbd>
            )}
          </Button>
        );
      })}
    </Actions>
  );
}
