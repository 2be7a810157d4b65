/**
 * A field for a secret. Its value lives in the input element alone, never in state. Beside it: what
 * is wrong, whether Caps Lock is on, and a button that shows what was typed.
 */
import { useId, useState, type KeyboardEvent, type ReactNode, type Ref } from 'react';
import { ToggleButton } from 'react-aria-components';
import { useText } from '../i18n/text.tsx';
import { Icon } from './icons.tsx';
import './secret-field.css';

interface SecretFieldProps {
  ref: Ref<HTMLInputElement>;
  label: string;
  hint: string;
  /** The name of the button that shows the secret. */
  showLabel: string;
  error: string | null;
  isBusy: boolean;
  /** Sees the text while it is typed; it must keep no more of it than how much there is. */
  onType?: (text: string) => void;
  /** What is to be known while typing, beside the hint. */
  note?: ReactNode;
}

export function SecretField({
  ref,
  label,
  hint,
  showLabel,
  error,
  isBusy,
  onType,
  note,
}: SecretFieldProps) {
  const t = useText();
  const id = useId();
  const [isShown, setShown] = useState(false);
  const [isCapsLock, setCapsLock] = useState(false);
  const onKey = (event: KeyboardEvent): void => {
    setCapsLock(event.getModifierState('CapsLock'));
  };
  return (
    <div className="secret">
      <label htmlFor={id}>{label}</label>
      <p id={`${id}-hint`} className="muted">
        {hint}
      </p>
      <div className="secret-line">
        <input
          ref={ref}
          id={id}
          className="secret-input"
          type={isShown ? 'text' : 'password'}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          readOnly={isBusy}
          aria-busy={isBusy}
          aria-invalid={error !== null}
          aria-errormessage={`${id}-error`}
          aria-describedby={`${id}-caps ${id}-hint`}
          onInput={(event) => onType?.(event.currentTarget.value)}
          onKeyDown={onKey}
          onKeyUp={onKey}
        />
        <ToggleButton
          className="secret-show"
          aria-label={showLabel}
          isSelected={isShown}
          onChange={setShown}
        >
          <Icon name={isShown ? 'hide' : 'show'} />
          <span>{t(isShown ? 'secret.hide' : 'secret.show')}</span>
        </ToggleButton>
      </div>
      {note === undefined ? null : <div className="muted">{note}</div>}
      <p id={`${id}-error`} role="alert" className="secret-error">
        {error === null ? null : (
          <>
            <Icon name="bad" />
            <span>{error}</span>
          </>
        )}
      </p>
      <p id={`${id}-caps`} role="status" className="secret-caps">
        {isCapsLock ? (
          <>
            <Icon name="warning" />
            <span>{t('secret.caps-lock')}</span>
          </>
        ) : null}
      </p>
    </div>
  );
}
