/** The field for the secret that is asked for now; what is typed leaves it in one call. */
import { useEffect, useRef, useState, type SubmitEvent } from 'react';
import type { Question } from '../../../core/contract/job.ts';
import { checkRecoveryKey } from '../../../core/unlock/recovery-key.ts';
import { useText, type Texts } from '../../i18n/text.tsx';
import { useSettings } from '../../state/stores.tsx';
import { Actions, Button } from '../../ui/button.tsx';
import { KeymapPicker } from '../../ui/keymap-picker.tsx';
import { SecretField } from '../../ui/secret-field.tsx';

export type SecretQuestion = Question & { kind: Exclude<Question['kind'], 'method'> };

/** What a recovery key lacks while it is typed; only counts and foreign letters are kept of it. */
export function describeKey(t: Texts, typed: string): string {
  const { state, groupsDone, foreign } = checkRecoveryKey(typed);
  switch (state) {
    case 'foreign':
      return t('unlock.key.foreign', {
        count: foreign.length,
        letters: foreign.join(', '),
      });
    case 'complete':
      return t('unlock.key.complete');
    case 'too-long':
      return t('unlock.key.too-long');
    default:
      return t('unlock.key.count', { groups: groupsDone });
  }
}

const minLengths = { pin: 4, 'tpm2-pin': 1, passphrase: 1, 'recovery-key': 1, system: 1 } as const;

interface SecretFormProps {
  question: SecretQuestion;
  /** The answer is being tried; if it is wrong, that is said where it was typed. */
  isBusy?: boolean;
  onAnswer: (secret: string) => void;
}

export function SecretForm({ question, isBusy = false, onAnswer }: SecretFormProps) {
  const t = useText();
  const field = useRef<HTMLInputElement>(null);
  const [isEmpty, setEmpty] = useState(false);
  const [progress, setProgress] = useState<string | null>(null);
  const keymap = useSettings(({ settings }) => settings.keymap);
  const change = useSettings((state) => state.change);
  const { kind, subject, retry, isUntried, triesLeft } = question;

  useEffect(() => {
    field.current?.focus();
  }, [question.id]);

  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const input = field.current;
    if (input === null || isBusy) return;
    const isTooShort = Array.from(input.value).length < minLengths[kind];
    setEmpty(isTooShort);
    if (isTooShort) {
      input.focus();
      return;
    }
    onAnswer(input.value);
    input.value = '';
    setProgress(null);
  };
  const error = isBusy
    ? null
    : isEmpty
      ? t(`unlock.empty.${kind}`)
      : isUntried === true
        ? t(kind === 'recovery-key' ? 'unlock.key.none' : `unlock.empty.${kind}`)
        : retry
          ? t(`unlock.wrong.${kind}`, { tries: triesLeft ?? 0 })
          : null;
  const isPin = kind === 'pin';
  return (
    <form className="stack" onSubmit={onSubmit} noValidate>
      {isPin && triesLeft === 1 ? <p className="unlock-last">{t('unlock.last-try')}</p> : null}
      <SecretField
        key={kind}
        ref={field}
        label={t(`unlock.label.${kind}`, { volume: subject })}
        hint={
          isPin && !retry && triesLeft !== null
            ? `${t('unlock.hint.pin')} ${t('unlock.tries', { tries: triesLeft })}`
            : t(`unlock.hint.${kind}`)
        }
        showLabel={t(`unlock.show.${kind}`)}
        error={error}
        isBusy={isBusy}
        {...(kind === 'recovery-key'
          ? {
              onType: (typed: string) => {
                setProgress(describeKey(t, typed));
              },
              note: <p role="status">{progress}</p>,
            }
          : {})}
      />
      <KeymapPicker />
      {kind === 'passphrase' && retry && keymap !== 'us' ? (
        <UsLayout
          onPress={() => {
            void change({ keymap: 'us' });
            field.current?.focus();
          }}
        />
      ) : null}
      <Actions>
        <Button type="submit" kind="primary" icon="unlock" isDisabled={isBusy}>
          {t(kind === 'system' ? 'questions.send' : 'unlock.submit')}
        </Button>
      </Actions>
    </form>
  );
}

/** After a refused passphrase: it may have been set up on a US keyboard. */
export function UsLayout({ onPress }: { onPress: () => void }) {
  const t = useText();
  return (
    <div className="stack">
      <p className="muted">{t('unlock.us-layout.why')}</p>
      <Actions>
        <Button onPress={onPress}>{t('unlock.us-layout')}</Button>
      </Actions>
    </div>
  );
}
