/** Who asks for the change, for the record; nobody has to say. */
import { useId } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { useText } from '../../i18n/text.tsx';
import './operator-field.css';

const maxLength = 80;

interface OperatorFieldProps {
  value: string;
  onChange: (value: string) => void;
}

export function OperatorField({ value, onChange }: OperatorFieldProps) {
  const t = useText();
  const note = useId();
  return (
    <TextField
      className="operator"
      value={value}
      onChange={onChange}
      maxLength={maxLength}
      autoComplete="off"
      aria-describedby={note}
    >
      <Label>{t('go-back.operator')}</Label>
      <Input className="operator-input" />
      <p id={note} className="muted">
        {t('go-back.operator.note')}
      </p>
    </TextField>
  );
}
